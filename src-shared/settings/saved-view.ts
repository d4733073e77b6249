// Filters and views that a person saved under a name, and the form in which one goes into a file.
import { z } from 'zod'
import { keptQuerySchema, tableLookSchema } from './table-view'

/** A name that people gave. */
export const savedNameSchema = z.string().trim().min(1).max(200)

/**
 * A saved filter or view of one table. A `filter` says which rows: only its filter, search and text filter count; a
 * `view` says also in which order and how they are shown.
 */
export const savedViewSchema = tableLookSchema.extend({
  id: z.string().min(1).max(100),
  name: savedNameSchema,
  kind: z.enum(['filter', 'view']),
  query: keptQuerySchema,
})
/** See savedViewSchema. */
export type SavedView = z.infer<typeof savedViewSchema>

/** More than this of one table is not kept; about as many as a menu can show. */
export const mostSavedViews = 200
/** Longest saved view, as text; a longer one is refused in words. */
export const longestSavedView = 1_000_000

/** The table that a view in a file was made for. */
export const viewFileTableSchema = z.object({ id: z.string().min(1).max(1000), label: z.string().max(1000) })

/** A saved view as a file: its form and version, the table, and the columns that it speaks of. */
export const viewFileSchema = z.object({
  format: z.literal('molgenis-desktop-view'),
  version: z.literal(1),
  table: viewFileTableSchema,
  columnNames: z.array(z.string()).max(5000),
  view: savedViewSchema.omit({ id: true }),
})
/** See viewFileSchema. */
export type ViewFile = z.infer<typeof viewFileSchema>
