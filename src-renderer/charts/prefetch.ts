// Has the plot's files read ahead of time, so that the first plot need not wait for them.
import { loadCharts } from './echarts-loader'

/** Load the plot and its chart library as soon as the window has nothing else to do. */
export function prefetchCharts(): void {
  requestIdleCallback(
    () => {
      void import('./PlotPane.vue')
      void loadCharts()
    },
    { timeout: 5000 },
  )
}
