// The CSV dialect of the server: every value in quotes, a missing one is nothing at all.
import type { View } from '../access/view'
import { MULTIPLE_REFERENCES, type AttributeModel, type CellValue, type TableModel } from '../model/table-model'
import { referredTable } from './attribute-filter'
import { writeDouble } from './gson'

/** A table's rows as CSV with a heading line, references by their labels; lines end with a line feed. */
export function writeCsv(
  view: View,
  table: TableModel,
  attributes: readonly AttributeModel[],
  rows: readonly number[],
): string {
  const writeLine = csvLineWriter(view, attributes, 'labels')
  const lines = rows.map((row) => writeLine((name) => table.value(row, name)))
  return [csvHeading(attributes.map(({ name }) => name)), ...lines, ''].join('\n')
}

/** The line of headings. */
export function csvHeading(names: readonly string[]): string {
  return names.map(quote).join(',')
}

/**
 * A writer of lines, without their end.
 *
 * @param references  what is written of a referenced row
 * @returns given the way to a row's values, the line of the row
 */
export function csvLineWriter(
  view: View,
  attributes: readonly AttributeModel[],
  references: 'ids' | 'labels',
): (value: (attribute: string) => CellValue) => string {
  const cells = attributes.map((attribute) => {
    const target = referredTable(attribute, view)
    const nameOf = (table: TableModel, id: string): string => (references === 'ids' ? id : labelOf(table, id))
    return (value: CellValue): string => {
      if (value === null) return ''
      if (target === undefined) return quote(plainText(attribute, value))
      view.requireRead(target)
      if (!MULTIPLE_REFERENCES.has(attribute.type)) return quote(nameOf(target, String(value)))
      const ids = typeof value === 'object' ? value : []
      return ids.length === 0 ? '' : quote(ids.map((id) => nameOf(target, id)).join(','))
    }
  })
  return (value) => cells.map((cell, at) => cell(value(attributes[at]?.name ?? ''))).join(',')
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
