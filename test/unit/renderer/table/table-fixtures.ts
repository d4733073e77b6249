// Tables, columns and rows for the tests of the table view.
import { plainTableView } from '@shared/settings/table-view'
import type { Column, Table } from '@shared/table/table'
import type { Cell, TableSlice } from '@shared/table/table-slice'
import type { ViewState } from '@renderer/query/views-store'
import { emptyQuery } from '@shared/query/query'
import type { ServerId } from '@shared/server/server-profile'
import { column as plainColumn } from '../../../support/sample-table'

export const column = (name: string, more: Partial<Column> = {}): Column => plainColumn(name, 'string', more)

export const target = (tableId: string) => ({
  tableId,
  tableLabel: `Label of ${tableId}`,
  idColumn: 'id',
  labelColumn: 'name',
  idType: 'string' as const,
})

export const table = (columns: Column[], more: Partial<Table> = {}): Table => ({
  id: 'T',
  label: 'T',
  description: null,
  packageId: null,
  idColumn: 'id',
  labelColumn: 'id',
  columns,
  isWritable: true,
  rights: { canAdd: true, canChange: true, canDelete: true },
  ...more,
})

/** Part of a table of `total` rows whose cells are `name row`, the id being the row's number. */
export function numberedSlice(names: readonly string[], offset: number, limit: number, total: number): TableSlice {
  const rowCount = Math.max(0, Math.min(limit, total - offset))
  const cell = (name: string, row: number): Cell => (name === 'id' ? String(row) : `${name} ${row}`)
  return {
    columns: names,
    data: names.map((name) => Array.from({ length: rowCount }, (_, at) => cell(name, offset + at))),
    rowCount,
    offset,
    totalRowCount: total,
  }
}

export const viewOf = (shown: Table | null, more: Partial<ViewState> = {}): ViewState => ({
  tabId: 'tab-1',
  source: { kind: 'live', serverId: 'sample' as ServerId, tableId: 'T' },
  table: shown,
  query: emptyQuery(),
  version: 0,
  reloadCount: 0,
  filteredCount: null,
  tableCount: null,
  selectedId: null,
  position: null,
  layout: 'grid',
  look: plainTableView(),
  keepsQuery: true,
  leftOut: null,
  error: null,
  isLoading: false,
  isCounting: false,
  ...more,
})
