// How a person left a table: columns, widths, layout, plot. Kept per table.
import { z } from 'zod'

export const columnViewSchema = z.object({
  name: z.string(),
  isHidden: z.boolean(),
  widthPx: z.number().min(20).max(4000).nullable(),
  pinned: z.enum(['left', 'right']).nullable(),
})
export type ColumnView = z.infer<typeof columnViewSchema>

/** Columns in their order on screen; columns that are not listed come after them, in metadata order. */
export const tableViewSchema = z.object({
  columns: z.array(columnViewSchema).max(5000),
  layout: z.enum(['grid', 'both', 'plot']).nullable(),
  plot: z.object({ x: z.string(), y: z.string(), scale: z.enum(['linear', 'log']).optional() }).nullable(),
})
export type TableView = z.infer<typeof tableViewSchema>

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
