// The CSV dialect of the server: every value in quotes, a missing one is nothing at all, references by label.
import type { View } from '../access/view'
import { MULTIPLE_REFERENCES, type AttributeModel, type CellValue, type TableModel } from '../model/table-model'
import { referredTable } from './attribute-filter'
import { writeDouble } from './gson'

/** A table's rows as CSV with a heading line; lines end with a line feed. */
export function writeCsv(
  view: View,
  table: TableModel,
  attributes: readonly AttributeModel[],
  rows: readonly number[],
): string {
  const cells = attributes.map((attribute) => {
    const target = referredTable(attribute, view)
    return (row: number): string => {
      const value = table.value(row, attribute.name)
      if (value === null) return ''
      if (target === undefined) return quote(plainText(attribute, value))
      view.requireRead(target)
      if (!MULTIPLE_REFERENCES.has(attribute.type)) return quote(labelOf(target, String(value)))
      const ids = typeof value === 'object' ? value : []
      return ids.length === 0 ? '' : quote(ids.map((id) => labelOf(target, id)).join(','))
    }
  })
  const heading = attributes.map(({ name }) => quote(name)).join(',')
  const lines = rows.map((row) => cells.map((cell) => cell(row)).join(','))
  return [heading, ...lines, ''].join('\n')
}

function plainText(attribute: AttributeModel, value: Exclude<CellValue, null>): string {
  return attribute.type === 'DECIMAL' && typeof value === 'number' ? writeDouble(value) : String(value)
}

function labelOf(target: TableModel, id: string): string {
  const row = target.rowOf(id)
  const label = row === undefined ? null : target.value(row, target.labelAttribute)
  return label === null ? id : String(label)
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
