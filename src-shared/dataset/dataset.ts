// A kept copy of a table or of a filtered part of it.
import { z } from 'zod'
import { querySchema } from '../query/query'
import { serverIdSchema } from '../server/server-profile'
import { datasetIdSchema, tableSchema } from '../table/table'

/** What is known of a kept copy; also the manifest written beside its file. */
export const datasetSchema = z.object({
  id: datasetIdSchema,
  formatVersion: z.number().int(),
  serverId: serverIdSchema,
  serverName: z.string(),
  /** Address at the time of keeping; null for the built-in sample data. */
  serverAddress: z.string().nullable(),
  userName: z.string().nullable(),
  table: tableSchema,
  /** The query that was kept; its filter is empty for a whole table. */
  query: querySchema,
  keptAtIso: z.string(),
  rowCount: z.number().int().nonnegative(),
  sizeBytes: z.number().nonnegative(),
})
export type Dataset = z.infer<typeof datasetSchema>
