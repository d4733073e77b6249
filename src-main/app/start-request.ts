// Turns what a start asked for into a source that the window can open.
import type { StartRequest } from '@shared/ipc/answers'
import type { ServerEntry } from '@shared/server/server-profile'
import { datasetIdSchema } from '@shared/table/table'
import type { StartOptions } from './start-options'

/**
 * The source behind `--open SERVER/TABLE` or `--open offline/COPY`.
 *
 * A server is meant by its id, its name or its address; one that is not in the list opens nothing and is said.
 */
export function resolveStart(open: StartOptions['open'], servers: readonly ServerEntry[]): StartRequest {
  const nothing: StartRequest = { open: null, openServerId: null, notices: [] }
  if (open === null) return nothing
  const copy = open.server === 'offline' ? datasetIdSchema.safeParse(open.table) : null
  if (copy?.success) return { ...nothing, open: { kind: 'offline', datasetId: copy.data } }
  const wanted = open.server.toLowerCase()
  const meant = servers.filter((one) =>
    [one.id, one.name, one.address, one.address?.replace(/^https?:\/\//, '')].some(
      (text) => text?.toLowerCase() === wanted,
    ),
  )
  // Of several accounts on one server the one that was used last.
  const [server] = meant.sort((a, b) => (b.lastUsedAtIso ?? '').localeCompare(a.lastUsedAtIso ?? ''))
  if (!server) {
    const text = 'A server is named by its name or address as the list shows it; the sample data is “sample”.'
    return { ...nothing, notices: [{ title: `There is no server “${open.server}” in the list.`, text }] }
  }
  if (open.table === null) return { ...nothing, openServerId: server.id }
  return { ...nothing, open: { kind: 'live', serverId: server.id, tableId: open.table }, openServerId: server.id }
}
