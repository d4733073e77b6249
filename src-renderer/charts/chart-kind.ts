// What a kind of plot has to offer so that the pane can show it.
import type { ChartSpec } from '@shared/chart/chart-spec'
import type { NumberColumns } from '@shared/ipc/answers'
import type { FilterNode } from '@shared/query/query'
import type { TableView } from '@shared/settings/table-view'
import type { Table } from '@shared/table/table'
import type { Component } from 'vue'
import type { ChartTheme } from './chart-theme'
import type { ScatterFigure } from './figure'

/** A kind of plot: a folder with these parts, and a line in the registry. */
export type ChartKind = {
  readonly kind: ChartSpec['kind']
  /** The plot that a table opens with; null when it has nothing of the kind to show. */
  readonly firstSpec: (table: Table, kept: TableView['plot']) => ChartSpec | null
  /** What the source is asked for. */
  readonly request: (table: Table, spec: ChartSpec) => { columns: string[]; labelColumn: string | null }
  /** Title, axes, points and caption; null when no row can be shown. `filters` are those that all rows have passed. */
  readonly figure: (input: {
    table: Table
    spec: ChartSpec
    numbers: NumberColumns
    filters: readonly FilterNode[]
  }) => ScatterFigure | null
  /** Pickers for the bar: props `table` and `spec`, emits `change` with another spec. */
  readonly editor: Component
  /** The drawing: props `figure` and `selectedId`, emits `select` with the id of a row, `painted` when it stands. */
  readonly chart: Component
  /** The drawing for a file: a PNG at twice the size, or an SVG. */
  readonly picture: (
    figure: ScatterFigure,
    theme: ChartTheme,
    kind: 'png' | 'svg',
  ) => Promise<Uint8Array<ArrayBuffer> | string>
}
