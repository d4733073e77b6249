// A view as it is now, as a value; and whether it differs from a saved one in anything that a person would notice.
import { rsqlOf, type FilterNode } from '@shared/query/query'
import type { SavedView } from '@shared/settings/saved-view'
import type { ColumnView, KeptQuery, TableLook } from '@shared/settings/table-view'
import { findColumn, type Table } from '@shared/table/table'
import type { ViewState } from '../views-store'
import { fitQuery, keptPart } from './left-view'

/** What a saved view holds beside its name. */
export type ViewContent = Omit<SavedView, 'id' | 'name' | 'kind'>

/** A view as it is now. */
export const contentOf = (view: ViewState): ViewContent => ({
  columns: view.look.columns.map((column) => ({ ...column })),
  layout: view.layout,
  plot: view.look.plot ? { ...view.look.plot } : null,
  query: keptPart(view.query),
})

/** True when a view shows just what a saved one asks for, as far as its table can. */
export function isAsSaved(view: ViewState, saved: SavedView): boolean {
  if (!view.table) return true
  const { query } = fitQuery(view.table, saved.query)
  if (rowsText(view.query) !== rowsText(query)) return false
  if (saved.kind === 'filter') return true
  return (
    JSON.stringify(view.query.sort) === JSON.stringify(query.sort) &&
    (saved.layout === null || saved.layout === view.layout) &&
    plotText(view.look.plot) === plotText(saved.plot) &&
    columnsText(view.table, view.look.columns) === columnsText(view.table, saved.columns)
  )
}

/** Which rows a question asks for, without the ids of its parts. */
export function rowsText(query: KeptQuery): string {
  const rsql = rsqlOf(query)
  return rsql === null ? JSON.stringify([plainNode(query.filter), query.search.trim()]) : JSON.stringify(rsql)
}

const plainNode = (node: FilterNode): unknown =>
  node.kind === 'condition'
    ? [node.attribute, node.operator, node.values, node.isOff]
    : [node.joint, node.isNot === true, node.isOff, node.children.map(plainNode)]

const plotText = (plot: TableLook['plot']): string => JSON.stringify(plot && [plot.x, plot.y, plot.scale ?? 'linear'])

/** All columns in their order on screen: listed ones first, as they are, then those that are new since. */
function columnsText(table: Table, columns: readonly ColumnView[]): string {
  const listed = columns.filter(({ name }) => findColumn(table, name))
  const names = new Set(listed.map(({ name }) => name))
  const rest = table.columns.filter(({ name }) => !names.has(name))
  return JSON.stringify([
    ...listed.map(({ name, isHidden, widthPx, pinned }) => [name, isHidden, widthPx, pinned]),
    ...rest.map(({ name, isVisible }) => [name, !isVisible, null, null]),
  ])
}

/** Names of all columns that a view speaks of, each once: shown ones, the plot's, and those of filter and sort. */
export function lackingColumns(table: Table, { columns, plot, query }: ViewContent): string[] {
  const shown = columns.filter(({ isHidden }) => !isHidden).map(({ name }) => name)
  const axes = plot ? [plot.x, plot.y] : []
  const lacking = [...shown, ...axes].filter((name) => !findColumn(table, name))
  return [...new Set([...lacking, ...(fitQuery(table, query).leftOut?.columns ?? [])])]
}
