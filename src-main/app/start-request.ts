// Turns what a start asked for into a source that the window can open.
import type { StartRequest } from '@shared/ipc/answers'
import type { ServerEntry } from '@shared/server/server-profile'
import { datasetIdSchema } from '@shared/table/table'
import type { StartOptions } from './start-options'

/**
 * The source behind `--open SERVER/TABLE` or `--open offline/COPY`.
 *
 * A server is meant by its id, its name or its address; one that is not in the list opens nothing.
 */
export function resolveStart(open: StartOptions['open'], servers: readonly ServerEntry[]): StartRequest {
  if (open === null) return { open: null, openServerId: null }
  const copy = open.server === 'offline' ? datasetIdSchema.safeParse(open.table) : null
  if (copy?.success) return { open: { kind: 'offline', datasetId: copy.data }, openServerId: null }
  const wanted = open.server.toLowerCase()
  const server = servers.find((one) =>
    [one.id, one.name, one.address, one.address?.replace(/^https?:\/\//, '')].some(
      (text) => text?.toLowerCase() === wanted,
    ),
  )
  if (!server) return { open: null, openServerId: null }
  if (open.table === null) return { open: null, openServerId: server.id }
  return { open: { kind: 'live', serverId: server.id, tableId: open.table }, openServerId: server.id }
}
