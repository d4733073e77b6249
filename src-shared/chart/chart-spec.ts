// What a plot shows, as a value: it can be kept, compared and drawn anywhere.

/** How an axis is divided: evenly, or by the logarithm of one more than the value, so that 0 has a place. */
export type AxisScale = 'linear' | 'log'

/** Two columns against each other; `x` and `y` are column names of the table. */
export type ScatterSpec = {
  readonly kind: 'scatter'
  readonly x: string
  readonly y: string
  readonly scale: AxisScale
}

/** Any plot. */
export type ChartSpec = ScatterSpec
