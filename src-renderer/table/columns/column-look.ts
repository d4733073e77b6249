// Which columns a table view shows, in which order, how wide and where: metadata and what is remembered, put together.
import type { ColumnView } from '@shared/settings/table-view'
import type { Column, Table } from '@shared/table/table'

/** A column as this view has it. */
export type ArrangedColumn = ColumnView & { readonly column: Column }

/**
 * The columns of a table in screen order: remembered ones first, then those that are new since, as the metadata has
 * them. Columns that the metadata hides start hidden; remembered columns that no longer exist are dropped.
 */
export function arrangeColumns(table: Table, remembered: readonly ColumnView[]): ArrangedColumn[] {
  const byName = new Map(table.columns.map((column) => [column.name, column]))
  const arranged: ArrangedColumn[] = []
  for (const view of remembered) {
    const column = byName.get(view.name)
    if (!column) continue
    byName.delete(view.name)
    arranged.push({ ...view, column })
  }
  for (const column of byName.values()) arranged.push({ ...freshView(column), column })
  return arranged
}

const freshView = (column: Column): ColumnView => ({
  name: column.name,
  isHidden: !column.isVisible,
  widthPx: null,
  pinned: null,
})

/** What is remembered of arranged columns. */
export const toColumnViews = (columns: readonly ArrangedColumn[]): ColumnView[] =>
  columns.map(({ name, isHidden, widthPx, pinned }) => ({ name, isHidden, widthPx, pinned }))

/** The columns on screen from left to right: pinned left, then the middle, then pinned right. */
export function shownInOrder(columns: readonly ArrangedColumn[]): ArrangedColumn[] {
  const shown = columns.filter((column) => !column.isHidden)
  const side = (pinned: ColumnView['pinned']) => shown.filter((column) => column.pinned === pinned)
  return [...side('left'), ...side(null), ...side('right')]
}

/** Columns with one or more changed. */
export function changeColumns(
  columns: readonly ArrangedColumn[],
  names: readonly string[],
  change: Partial<Omit<ColumnView, 'name'>>,
): ArrangedColumn[] {
  return columns.map((column) => (names.includes(column.name) ? { ...column, ...change } : column))
}

/** Columns with one moved before another; to the end for null. */
export function moveColumn(columns: readonly ArrangedColumn[], name: string, before: string | null): ArrangedColumn[] {
  const moved = columns.find((column) => column.name === name)
  if (!moved || name === before) return [...columns]
  const rest = columns.filter((column) => column !== moved)
  const at = before === null ? rest.length : rest.findIndex((column) => column.name === before)
  return at < 0 ? [...columns] : [...rest.slice(0, at), moved, ...rest.slice(at)]
}

/**
 * Names of the columns to read for the grid: null for all, when all are shown; else the shown ones and the id, by
 * which rows are known.
 */
export function columnsToRead(table: Table, columns: readonly ArrangedColumn[]): string[] | null {
  if (columns.every((column) => !column.isHidden)) return null
  const names = columns.filter((column) => !column.isHidden).map((column) => column.name)
  return names.includes(table.idColumn) ? names : [table.idColumn, ...names]
}

/** The small word after a heading's label: what the values point at, or the zone of moments; empty for plain values. */
export function typeWord(column: Column): string {
  switch (column.type) {
    case 'reference':
    case 'references':
    case 'category':
    case 'categories':
    case 'back-references':
    case 'file':
      return column.type
    case 'date-time':
      return 'UTC'
    default:
      return ''
  }
}

/** Why the rows cannot be sorted by a column, in a sentence; null when they can. */
export function unsortableReason(column: Column): string | null {
  return column.type === 'back-references'
    ? 'Rows cannot be sorted by this column: its values are stored in the other table.'
    : null
}

/** A column's own words for a tooltip: name, type and description. */
export function columnHint(column: Column): string {
  const target = column.target ? ` to ${column.target.tableLabel}` : ''
  const lines = [
    `${column.name} · ${column.type}${target}`,
    ...(column.groups.length > 0 ? [column.groups.join(' › ')] : []),
    ...(column.description ? [column.description] : []),
    ...(column.type === 'date-time' ? ['Shown in UTC; the local time stands under the pointer.'] : []),
  ]
  const reason = unsortableReason(column)
  return [...lines, ...(reason === null ? [] : [reason])].join('\n')
}
