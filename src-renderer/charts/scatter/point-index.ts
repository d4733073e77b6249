// Finds the point under the pointer among any number of points, by cells of a few pixels.
import type { Points } from '../figure'
import type { ScatterFrame } from './scatter-frame'

const cellPx = 16

/** Answers which point lies where. Made anew when points or layout change. */
export type PointIndex = {
  /** Position of each point in pixels. */
  readonly x: Float32Array
  readonly y: Float32Array
  /** Index of the point nearest to a place, at most so far away; null when there is none. */
  readonly nearest: (x: number, y: number, withinPx: number) => number | null
  /** Index of the point of the row with this id; null when it is not on the plot. */
  readonly ofId: (id: string) => number | null
  /** Points from left to right, and from bottom to top, for walking with the keys. */
  readonly byX: () => Uint32Array
  readonly byY: () => Uint32Array
}

/** Build the index of a set of points in a frame. */
export function pointIndex(points: Points, frame: ScatterFrame): PointIndex {
  const count = points.x.length
  const x = Float32Array.from(points.x, frame.x.toPixel)
  const y = Float32Array.from(points.y, frame.y.toPixel)
  const cells = new Map<number, number[]>()
  const keyOf = (column: number, row: number) => row * 65_536 + column
  for (let index = 0; index < count; index += 1) {
    const key = keyOf(Math.floor((x[index] ?? 0) / cellPx), Math.floor((y[index] ?? 0) / cellPx))
    const cell = cells.get(key)
    if (cell) cell.push(index)
    else cells.set(key, [index])
  }

  function nearest(atX: number, atY: number, withinPx: number): number | null {
    const reach = Math.ceil(withinPx / cellPx)
    const column = Math.floor(atX / cellPx)
    const row = Math.floor(atY / cellPx)
    let best: number | null = null
    let bestDistance = withinPx * withinPx
    for (let r = row - reach; r <= row + reach; r += 1) {
      for (let c = column - reach; c <= column + reach; c += 1) {
        for (const index of cells.get(keyOf(c, r)) ?? []) {
          const distance = ((x[index] ?? 0) - atX) ** 2 + ((y[index] ?? 0) - atY) ** 2
          // Of points in the same place the one drawn last lies on top.
          if (distance <= bestDistance) {
            best = index
            bestDistance = distance
          }
        }
      }
    }
    return best
  }

  let ids: Map<string, number> | undefined
  function ofId(id: string): number | null {
    ids ??= new Map(points.ids.map((one, index) => [one, index]))
    return ids.get(id) ?? null
  }

  const sorted = (first: Float64Array, second: Float64Array) => {
    let order: Uint32Array | undefined
    return () =>
      (order ??= Uint32Array.from({ length: count }, (_, index) => index).sort(
        (a, b) => (first[a] ?? 0) - (first[b] ?? 0) || (second[a] ?? 0) - (second[b] ?? 0) || a - b,
      ))
  }
  return { x, y, nearest, ofId, byX: sorted(points.x, points.y), byY: sorted(points.y, points.x) }
}
