// Rows as v2 answers carry them, written straight to text: a page of 10,000 rows never exists as objects.
import type { View } from '../access/view'
import { MULTIPLE_REFERENCES, SINGLE_REFERENCES, type CellValue, type TableModel } from '../model/table-model'
import { defaultSelection, referredTable, type Selection } from './attribute-filter'
import { scalarWriter } from './cell-text'
import { writeText } from './gson'
import { path, segment } from './paths'

/** JSON text of one row, by row number. */
export type RowWriter = (row: number) => string

type CellWriter = (value: Exclude<CellValue, null>) => string | undefined

// Enough for every sample and SNP of a page; beyond it, remembering costs more than writing anew.
const REMEMBERED_ROWS = 20_000

/**
 * A writer for the rows of a table.
 *
 * @param selection  what of each row is written; the order is the table's own
 * @throws ServerRefusal while writing, if a filled reference leads to a table that the account may not read
 */
export function rowWriterV2(view: View, table: TableModel, selection: Selection): RowWriter {
  const writeScalar = scalarWriter(view, 'v2')
  const start = `{"_href":"${path('v2', table.id)}/`
  const columns = table.attributes
    .filter(({ name }) => selection === null || selection.has(name))
    .map((attribute) => {
      const shown = selection === null ? defaultSelection(attribute, view) : (selection.get(attribute.name) ?? null)
      const target = referredTable(attribute, view)
      let write: CellWriter = (value) => writeScalar(attribute.type, value)
      if (target !== undefined) {
        const reference = referenceWriter(view, target, shown)
        if (SINGLE_REFERENCES.has(attribute.type)) write = (value) => reference(String(value))
        if (MULTIPLE_REFERENCES.has(attribute.type)) write = (value) => listText(value, reference)
      }
      return { name: attribute.name, key: `,${writeText(attribute.name)}:`, write }
    })
  return (row) => {
    let text = `${start}${segment(String(table.value(row, table.idAttribute)))}"`
    for (const { name, key, write } of columns) {
      const value = table.value(row, name)
      if (value === null) continue
      const written = write(value)
      if (written !== undefined) text += key + written
    }
    return `${text}}`
  }
}

/** Whether writing rows may come upon a table that the account may not read. */
export function canRefuseV2(view: View, table: TableModel, selection: Selection): boolean {
  return table.attributes.some((attribute) => {
    if (selection !== null && !selection.has(attribute.name)) return false
    const target = referredTable(attribute, view)
    if (target === undefined) return false
    const shown = selection === null ? defaultSelection(attribute, view) : (selection.get(attribute.name) ?? null)
    return !view.tables.includes(target) || (shown !== null && canRefuseV2(view, target, shown)) || shown === null
  })
}

function referenceWriter(view: View, target: TableModel, shown: Selection): (id: string) => string | undefined {
  let write: RowWriter | undefined
  let remembered = new Map<string, string | undefined>()
  return (id) => {
    if (remembered.has(id)) return remembered.get(id)
    // Made at the first filled reference, since tables may refer to themselves.
    if (write === undefined) {
      view.requireRead(target)
      write = rowWriterV2(view, target, shown)
    }
    const row = target.rowOf(id)
    const text = row === undefined ? undefined : write(row)
    if (remembered.size >= REMEMBERED_ROWS) remembered = new Map()
    remembered.set(id, text)
    return text
  }
}

function listText(value: Exclude<CellValue, null>, reference: (id: string) => string | undefined): string {
  if (typeof value !== 'object') return '[]'
  const [only] = value
  if (value.length === 1 && only !== undefined) return `[${reference(only) ?? ''}]`
  return `[${value
    .map(reference)
    .filter((text) => text !== undefined)
    .join(',')}]`
}
