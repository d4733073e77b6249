// Loads the chart library once, on demand or ahead of time.
import type * as Charts from './echarts-core'

let loading: Promise<typeof Charts> | undefined

/** The chart library; the first call loads it. */
export function loadCharts(): Promise<typeof Charts> {
  loading ??= import('./echarts-core')
  return loading
}
