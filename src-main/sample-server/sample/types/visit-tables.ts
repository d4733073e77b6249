// Tables to try editing on: limits, rules, and values that the server fills in, computes or keeps as they are.
import { defineTable, literalTable, type LiteralRow } from '../../model/define-table'
import type { TableModel } from '../../model/table-model'
import { TYPES_PACKAGE } from './referred-tables'

const visitMetadata = defineTable({
  id: 'Visit',
  label: 'Visits',
  description: 'Made-up visits of donors, to try editing on: each kind of limit and rule occurs once',
  packageId: TYPES_PACKAGE,
  idAttribute: 'id',
  labelAttribute: 'code',
  lookupAttributes: ['id', 'code'],
  attributes: [
    { name: 'id', type: 'STRING', label: 'Id', isAuto: true, description: 'Made by the server' },
    { name: 'code', type: 'STRING', label: 'Code', isNillable: false, isUnique: true, maxLength: 12 },
    { name: 'added', type: 'DATE_TIME', label: 'Added at', isAuto: true, isReadOnly: true },
    { name: 'day', type: 'DATE', label: 'Day', isNillable: false },
    {
      name: 'status',
      type: 'ENUM',
      label: 'Status',
      isNillable: false,
      enumOptions: ['planned', 'done', 'cancelled'],
      defaultValue: 'planned',
      isAggregatable: true,
    },
    { name: 'tubes', type: 'INT', label: 'Tubes drawn', range: { min: 0, max: 10 }, defaultValue: '1' },
    { name: 'origin', type: 'STRING', label: 'Entered by', isReadOnly: true, description: 'Given when a row is added' },
    {
      name: 'pressure',
      type: 'COMPOUND',
      label: 'Blood pressure',
      parts: [
        { name: 'systolic', type: 'INT', label: 'Systolic', range: { min: 40, max: 300 } },
        {
          name: 'diastolic',
          type: 'INT',
          label: 'Diastolic',
          range: { min: 20 },
          validationExpression: '{diastolic} < {systolic}',
        },
        {
          name: 'reading',
          type: 'STRING',
          label: 'Reading',
          expression: '{"template": "{{systolic}}/{{diastolic}}"}',
          isReadOnly: true,
        },
      ],
    },
    { name: 'smokes', type: 'BOOL', label: 'Smokes', isAggregatable: true },
    {
      name: 'perday',
      type: 'INT',
      label: 'Cigarettes a day',
      visibleExpression: '{smokes} = true',
      nullableExpression: '{smokes} empty or {smokes} = false',
    },
    { name: 'tissue', type: 'CATEGORICAL', label: 'Tissue', refTable: 'Tissue', isNillable: false },
    { name: 'others', type: 'CATEGORICAL_MREF', label: 'Other tissues', refTable: 'Tissue' },
    { name: 'grades', type: 'MREF', label: 'Grades', refTable: 'Grade', isNillable: false },
    { name: 'gene', type: 'XREF', label: 'Gene', refTable: 'AseGene' },
    { name: 'barcode', type: 'LONG', label: 'Barcode', isUnique: true, range: { min: 1 }, isVisible: false },
    { name: 'mail', type: 'EMAIL', label: 'Contact' },
    { name: 'page', type: 'HYPERLINK', label: 'Page' },
    { name: 'consent', type: 'FILE', label: 'Consent form', refTable: 'sys_FileMeta' },
    { name: 'vials', type: 'ONE_TO_MANY', label: 'Vials', refTable: 'Vial', mappedBy: 'visit' },
    { name: 'note', type: 'TEXT', label: 'Note' },
  ],
})

const vialMetadata = defineTable({
  id: 'Vial',
  label: 'Vials',
  description: 'Made-up vials from the visits; a vial may be taken from another one',
  packageId: TYPES_PACKAGE,
  idAttribute: 'number',
  attributes: [
    { name: 'number', type: 'STRING', label: 'Number', maxLength: 20 },
    { name: 'visit', type: 'XREF', label: 'Visit', refTable: 'Visit' },
    { name: 'from', type: 'XREF', label: 'Taken from', refTable: 'Vial' },
    { name: 'volume', type: 'DECIMAL', label: 'Volume', description: 'millilitre' },
  ],
})

const VIALS: readonly LiteralRow[] = [
  { number: 'V01-a', visit: 'visit-01', volume: 1.5 },
  { number: 'V01-b', visit: 'visit-01', from: 'V01-a', volume: 0.25 },
  { number: 'V02-a', visit: 'visit-02', volume: 2 },
  { number: 'V05-a', visit: 'visit-05', volume: 0.1 },
]

const STATES = ['done', 'done', 'planned', 'cancelled'] as const
const TISSUES = ['blood', 'skin', 'liver'] as const
const VISIT_COUNT = 12

function visit(index: number): LiteralRow {
  const number = String(index + 1).padStart(2, '0')
  const id = `visit-${number}`
  const smokes = index % 3 === 2 ? null : index % 3 === 0
  return {
    id,
    code: `V-2024-${number}`,
    added: `2024-01-${number}T08:30:00Z`,
    day: `2024-02-${number}`,
    status: STATES[index % STATES.length] ?? 'done',
    tubes: index % 5,
    origin: index < 6 ? 'first batch' : 'second batch',
    systolic: index === 7 ? null : 110 + index * 3,
    diastolic: index === 7 ? null : 70 + index,
    smokes,
    perday: smokes === true ? 5 + index : null,
    tissue: TISSUES[index % TISSUES.length] ?? 'blood',
    others: index % 4 === 0 ? ['muscle', 'heart'] : [],
    grades: [String(index % 3), '10'],
    gene: null,
    barcode: 9007199254740993n + BigInt(index),
    mail: index % 2 === 0 ? `visit${number}@example.org` : null,
    page: `https://example.org/visits/${number}`,
    consent: index === 0 ? 'aaaac6file1' : null,
    vials: VIALS.filter((vial) => vial['visit'] === id).map((vial) => String(vial['number'])),
    note: index === 3 ? 'Did not come.\nTo be called again.' : null,
  }
}

/** The tables `Visit` and `Vial`. */
export function visitTables(): readonly TableModel[] {
  return [
    literalTable(visitMetadata, () => Array.from({ length: VISIT_COUNT }, (_, index) => visit(index))),
    literalTable(vialMetadata, () => VIALS),
  ]
}
