// Rows beside files: such a row goes as a form, and what a form cannot say is refused rather than changed.
import { AppError } from '@shared/errors/app-error'
import type { Column, Table } from '@shared/table/table'
import type { FileValue } from '../../table-access'
import { canBeInPath } from '../requests'
import type { RowPlace } from '../rows/rows-by-id'
import { requireColumn, type WireRow, type WireValue } from './write-value'

type Files = Readonly<Record<string, FileValue>>

/**
 * The fields of a form for a row; columns of its files are left to these.
 *
 * Servers pass over fields without a letter in them, and then put in what they put into a new row. So a value that is
 * nothing but space is lost, and no value stays none only where nothing is put in.
 *
 * @throws AppError `input.invalid` with `attribute` for what a form cannot say, and for files where there is no place
 */
export function formFields(table: Table, row: WireRow, files: Files): [name: string, text: string][] {
  for (const name of Object.keys(files)) {
    const column = requireColumn(table, name)
    if (column.type !== 'file') throw invalid(column, `${column.label} holds no files.`)
  }
  return Object.entries(row).flatMap(([name, value]): [string, string][] => {
    if (Object.hasOwn(files, name)) return []
    const column = requireColumn(table, name)
    const text = fieldText(column, value)
    if (text !== null) return [[name, text]]
    if (column.isAuto || column.defaultValue !== null) {
      throw invalid(
        column,
        `${column.label} has no value, and the server would put one in when a file comes with the row. Write the file and ${column.label} one after the other.`,
      )
    }
    return []
  })
}

/** The text of a field; null for one that has no value. */
function fieldText(column: Column, value: WireValue): string | null {
  if (Array.isArray(value)) {
    if (value.some((id: string) => id.includes(',') || id.trim() === '')) {
      throw invalid(
        column,
        `An id in ${column.name} holds a comma, which the server cannot read beside files. Write the file and ${column.label} one after the other.`,
      )
    }
    return value.length === 0 ? null : value.join(',')
  }
  if (value === null) return null
  const text = String(value)
  if (text.trim() !== '') return text
  throw invalid(column, `${column.label} holds a text without a letter, which the server would drop beside files.`)
}

/** @throws AppError `server.refused` for ids that the servers cannot be told in a path */
export function requirePath({ table, generation }: RowPlace, id: string): void {
  if (canBeInPath(id) && (generation.keepsDottedIds || !id.includes('.'))) return
  throw new AppError(
    'server.refused',
    `The server cannot change files of a row with an id such as '${id}'. Add the row anew, with its file and another id.`,
    { facts: { tableId: table.id, attribute: table.idColumn, rowIndex: 0, isWrite: true } },
  )
}

const invalid = ({ name }: Column, message: string) =>
  new AppError('input.invalid', message, { facts: { attribute: name } })
