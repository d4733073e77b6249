// Loads the chart library once, on demand or ahead of time.
import type * as Charts from './echarts-core'

let loading: Promise<typeof Charts> | undefined

/** The chart library; the first call loads it. */
export function loadCharts(): Promise<typeof Charts> {
  loading ??= import('./echarts-core')
  return loading
}

/** Load the chart library while the window has nothing else to do, so that the first plot need not wait for it. */
export function prefetchCharts(): void {
  requestIdleCallback(() => void loadCharts(), { timeout: 5000 })
}
