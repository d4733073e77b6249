// Whether rows may be added, changed or deleted and cells edited: rights and metadata decide, and every no has a reason.
import type { Column, Table } from '../table/table'

/** Yes, or no with a sentence for the person. */
export type Editability = { readonly canEdit: true } | { readonly canEdit: false; readonly reason: string }

/** What can be done with rows. */
export type RowAction = 'add' | 'change' | 'delete'

const yes: Editability = { canEdit: true }
const no = (reason: string): Editability => ({ canEdit: false, reason })

/** Whether this may be done with rows of a table on a server; kept copies are not asked about, they are never edited. */
export function rowEditability(table: Table, action: RowAction): Editability {
  const { label, rights, idColumn } = table
  if (action === 'add') {
    return rights.canAdd ? yes : no(`Your rights on this server do not let you add rows to ${label}.`)
  }
  const isAllowed = action === 'change' ? rights.canChange : rights.canDelete
  if (!isAllowed) return no(`Your rights on this server let you read rows of ${label}, but not ${action} them.`)
  return idColumn === '' ? no(`${label} has no id by which one of its rows can be found.`) : yes
}

/**
 * Whether a cell may be edited.
 *
 * Servers call every id read-only, and take it all the same when the row is new; so they do with other read-only
 * columns. What they fill in themselves is theirs, but a new row may bring an id of its own.
 *
 * @param isNew  the row is not on the server yet
 */
export function cellEditability(table: Table, column: Column, isNew: boolean): Editability {
  const row = rowEditability(table, isNew ? 'add' : 'change')
  if (!row.canEdit) return row
  if (column.isComputed) return no('The server computes this column.')
  if (column.type === 'back-references') {
    const other = column.target ? `, in ${column.target.tableLabel}` : ''
    return no(`The rows that refer here are changed at the other end${other}.`)
  }
  if (column.isId) {
    return isNew ? yes : no('The id of a row cannot be changed. Add a new row instead.')
  }
  if (column.isAuto) return no('The server fills this in when the row is added.')
  if (column.isReadOnly && !isNew) return no('The server lets this column be read, not changed.')
  return yes
}

/** True when a cell of a new row may stay empty because the server then puts something in. */
export const isFilledByServer = (column: Column): boolean =>
  column.isAuto || column.isComputed || column.defaultValue !== null

/** What a field says of the rules that only the server can apply, and of what it puts in; often nothing. */
export function columnNotes(column: Column): string[] {
  const { visible, nullable, validation } = column.rules
  const notes: string[] = []
  if (column.isAuto && column.isId) notes.push('Left empty, the server makes an id.')
  if (visible !== null) notes.push(`The server asks for this only under a rule of its own: ${visible}`)
  if (nullable !== null) notes.push(`Whether this may be empty is a rule of the server: ${nullable}`)
  if (validation !== null) notes.push(`The server checks the value by a rule of its own: ${validation}`)
  return notes
}
