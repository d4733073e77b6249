// Ways out of a cell: to the row that a reference points at, and to the browser.
import { emptyQuery, type Query } from '@shared/query/query'
import { isFiltering } from '@shared/query/query'
import type { Column, SourceRef } from '@shared/table/table'
import { api } from '../api'
import { newCondition } from '../query/filter-tree'
import type { ViewState } from '../query/views-store'
import { useTabsStore } from '../shell/tabs-store'
import { useDatasetsStore } from '../tables/datasets-store'

/** The question for one row of a table. */
export function queryForRow(idColumn: string, id: string): Query {
  const query = emptyQuery()
  return { ...query, filter: { ...query.filter, children: [newCondition(idColumn, 'equals', [id])] } }
}

/**
 * Where the rows of a referenced table come from: beside a kept copy, another copy of the whole table if there is one,
 * else the server that the copy came from.
 */
function targetSource(source: SourceRef, tableId: string): SourceRef | null {
  if (source.kind === 'live') return { kind: 'live', serverId: source.serverId, tableId }
  const datasets = useDatasetsStore()
  const own = datasets.find(source.datasetId)
  if (!own) return null
  const kept = datasets.newest.find(
    (dataset) => dataset.serverId === own.serverId && dataset.table.id === tableId && !isFiltering(dataset.query),
  )
  return kept ? { kind: 'offline', datasetId: kept.id } : { kind: 'live', serverId: own.serverId, tableId }
}

/** Open the row that a reference points at, in a tab of its own; 'Back' leads here again. */
export function openReference(view: ViewState, column: Column, id: string): void {
  const { target } = column
  if (!target) return
  const source = targetSource(view.source, target.tableId)
  if (!source) return
  useTabsStore().open(source, {
    title: target.tableLabel,
    startQuery: queryForRow(target.idColumn, id),
    startRowId: id,
  })
}

/** Open an address in the system's browser. */
export function openLink(url: string): void {
  void api.app.openLink({ url })
}
