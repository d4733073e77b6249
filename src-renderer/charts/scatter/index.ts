// The scatter: two columns of numbers against each other.
import type { ChartKind } from '../chart-kind'
import ScatterChart from './ScatterChart.vue'
import ScatterEditor from './ScatterEditor.vue'
import { firstScatter, scatterRequest } from './scatter-columns'
import { scatterFigure } from './scatter-figure'
import { drawPicture } from './scatter-picture'

/** The scatter as a kind of plot. */
export const scatterKind: ChartKind = {
  kind: 'scatter',
  firstSpec: firstScatter,
  request: scatterRequest,
  figure: scatterFigure,
  editor: ScatterEditor,
  chart: ScatterChart,
  picture: drawPicture,
}
