// How a person left a table: columns, widths, layout, plot, and the question. Kept per table.
import { z } from 'zod'
import { querySchema } from '../query/query'

export const columnViewSchema = z.object({
  name: z.string(),
  isHidden: z.boolean(),
  widthPx: z.number().min(20).max(4000).nullable(),
  pinned: z.enum(['left', 'right']).nullable(),
})
export type ColumnView = z.infer<typeof columnViewSchema>

/** How rows are shown. Columns in their order on screen; columns not listed come after them, in metadata order. */
export const tableLookSchema = z.object({
  columns: z.array(columnViewSchema).max(5000),
  layout: z.enum(['grid', 'both', 'plot']).nullable(),
  plot: z.object({ x: z.string(), y: z.string(), scale: z.enum(['linear', 'log']).optional() }).nullable(),
})
/** See tableLookSchema. */
export type TableLook = z.infer<typeof tableLookSchema>

/** The part of a question that is kept: filter, search, sort and the filter as text. Columns belong to the look. */
export const keptQuerySchema = querySchema.omit({ columns: true })
/** See keptQuerySchema. */
export type KeptQuery = z.infer<typeof keptQuerySchema>

/** How a table was left. */
export const tableViewSchema = tableLookSchema.extend({
  /** Null where every row was shown in the table's own order. */
  query: keptQuerySchema.nullable(),
  /** There was a filter, but too long to be kept; the table opens without it, and says so. */
  isQueryCut: z.boolean(),
  /** The saved view in front; it may have been changed since. */
  viewId: z.string().max(100).nullable(),
  selectedId: z.string().max(10_000).nullable(),
})
/** See tableViewSchema. */
export type TableView = z.infer<typeof tableViewSchema>

/** A table that nobody has touched yet. */
export const plainTableView = (): TableView => ({
  columns: [],
  layout: null,
  plot: null,
  query: null,
  isQueryCut: false,
  viewId: null,
  selectedId: null,
})

/** The window's own settings. */
export const layoutSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  sideWidthPx: z.number().min(180).max(600),
  isSideOpen: z.boolean(),
  areDetailsOpen: z.boolean(),
})
export type Layout = z.infer<typeof layoutSchema>

/** How the window looks before anybody has touched it. */
export const defaultLayout: Layout = { theme: 'system', sideWidthPx: 252, isSideOpen: true, areDetailsOpen: false }
