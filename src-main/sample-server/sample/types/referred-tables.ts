// The tables that the table of every data type refers to: by text id, by number, with labels that are hard to show.
import { defineTable, literalTable, type LiteralRow } from '../../model/define-table'
import type { FileContent } from '../../model/server-content'
import type { TableModel } from '../../model/table-model'
import { fileMetadata } from '../../system/server-tables'

/** Package of the tables. */
export const TYPES_PACKAGE = 'types'

const tissueMetadata = defineTable({
  id: 'Tissue',
  label: 'Tissues',
  description: 'Categories with labels that hold commas, quotes, line breaks and other scripts',
  packageId: TYPES_PACKAGE,
  idAttribute: 'code',
  labelAttribute: 'name',
  lookupAttributes: ['code', 'name'],
  attributes: [
    { name: 'code', type: 'STRING', label: 'Code' },
    { name: 'name', type: 'STRING', label: 'Name' },
    { name: 'parent', type: 'XREF', label: 'Part of', refTable: 'Tissue' },
  ],
})

const TISSUES: readonly LiteralRow[] = [
  { code: 'blood', name: 'Blood, whole' },
  { code: 'bone marrow', name: 'Bone marrow', parent: 'blood' },
  { code: 'brain', name: 'Brain' },
  { code: 'brain/cortex', name: 'Cortex "grey matter"', parent: 'brain' },
  { code: "d'Alembert", name: "Duct of d'Alembert" },
  { code: 'eye', name: 'עין' },
  { code: 'heart', name: 'Heart\n(left ventricle)' },
  { code: 'liver', name: '肝臓' },
  { code: 'muscle', name: 'Muscle; skeletal' },
  { code: 'skin', name: 'Hud, Å og Ø' },
  { code: 'unknown', name: null },
]

const gradeMetadata = defineTable({
  id: 'Grade',
  label: 'Grades',
  description: 'A table whose id is a whole number',
  packageId: TYPES_PACKAGE,
  idAttribute: 'number',
  labelAttribute: 'label',
  attributes: [
    { name: 'number', type: 'INT', label: 'Number' },
    { name: 'label', type: 'STRING', label: 'Label' },
  ],
})

const GRADES: readonly LiteralRow[] = [
  { number: -1, label: 'not graded' },
  { number: 0, label: 'normal' },
  { number: 1, label: 'low' },
  { number: 2, label: 'middle' },
  { number: 3, label: 'high' },
  { number: 10, label: 'ten, written with two digits' },
]

const remarkMetadata = defineTable({
  id: 'Remark',
  label: 'Remarks',
  description: 'Remarks on rows of AllTypes: the other side of its one-to-many attribute',
  packageId: TYPES_PACKAGE,
  idAttribute: 'id',
  labelAttribute: 'text',
  attributes: [
    { name: 'id', type: 'LONG', label: 'Id' },
    { name: 'text', type: 'STRING', label: 'Text' },
    { name: 'about', type: 'XREF', label: 'About', refTable: 'AllTypes' },
  ],
})

const REMARKS: readonly LiteralRow[] = [
  { id: 1n, text: 'First remark', about: 'full' },
  { id: 2n, text: 'Second remark, with a comma', about: 'full' },
  { id: 3n, text: '=2+5', about: 'formula' },
  { id: 9007199254740993n, text: 'Its id is beyond 2^53', about: 'long largest' },
  { id: 9223372036854775807n, text: 'Its id is the largest there is', about: 'long largest' },
  { id: 4n, text: 'About no row at all' },
]

const FILES: readonly (FileContent & { readonly id: string; readonly body: string })[] = [
  { id: 'aaaac6file1', name: 'notes.txt', contentType: 'text/plain', body: 'A note in a file.\n' },
  { id: 'aaaac6file2', name: 'read me, "first".csv', contentType: 'text/csv', body: 'a,b\n1,2\n' },
]

/** A file that the sample data points at. */
export function sampleFile(id: string): FileContent | undefined {
  return FILES.find((file) => file.id === id)
}

/** Ids of the remarks about a row of AllTypes, in the order of the ids. */
export function remarksAbout(id: string): readonly string[] {
  return REMARKS.filter(({ about }) => about === id).map((remark) => String(remark['id']))
}

/** The tables `Tissue`, `Grade`, `Remark` and `sys_FileMeta`; files are at addresses below `origin`. */
export function referredTables(origin: string): readonly TableModel[] {
  return [
    literalTable(tissueMetadata, () => TISSUES),
    literalTable(gradeMetadata, () => GRADES),
    literalTable(remarkMetadata, () => REMARKS),
    literalTable(fileMetadata, () =>
      FILES.map(({ id, name, contentType, body }) => ({
        id,
        filename: name,
        contentType,
        size: BigInt(new TextEncoder().encode(body).length),
        url: `${origin}/files/${id}`,
      })),
    ),
  ]
}
