// Opens a view on a table for tests of the window.
import { useViewsStore, type ViewState } from '@renderer/query/views-store'
import type { FilterNode, Query } from '@shared/query/query'
import { sampleServerId } from '@shared/server/server-profile'
import type { SourceRef, Table } from '@shared/table/table'
import { fakeCall } from './fake-api'

let lastTab = 0

/** A view whose table is described and counted, with a filter to start with. */
export async function openView(
  table: Table,
  children: FilterNode[] = [],
  rowCount = 100,
  source: SourceRef = { kind: 'live', serverId: sampleServerId, tableId: table.id },
): Promise<ViewState> {
  fakeCall('tables.describe').mockResolvedValue(table)
  fakeCall('query.count').mockResolvedValue(rowCount)
  const startQuery: Query = {
    filter: { kind: 'group', id: 'root', joint: 'and', isOff: false, children },
    search: '',
    sort: [],
    columns: null,
  }
  lastTab += 1
  const tab = {
    id: `tab-${lastTab}`,
    source,
    title: table.label,
    startQuery,
    startRowId: null,
  }
  const view = useViewsStore().viewOf(tab)
  for (let turn = 0; turn < 100 && view.isLoading; turn += 1) await Promise.resolve()
  return view
}
