// Walking from point to point with the keys.
import type { PointIndex } from './point-index'

/** The point that a key leads to from the present one (null: none yet); null when the key means nothing here. */
export function stepOf(key: string, from: number | null, index: PointIndex): number | null {
  const horizontal = key === 'ArrowLeft' || key === 'ArrowRight' || key === 'Home' || key === 'End'
  const vertical = key === 'ArrowUp' || key === 'ArrowDown'
  if (!horizontal && !vertical) return null
  const order = vertical ? index.byY() : index.byX()
  if (order.length === 0) return null
  if (key === 'Home' || (from === null && key !== 'End')) return order[0] ?? null
  if (key === 'End') return order.at(-1) ?? null
  const by = key === 'ArrowRight' || key === 'ArrowUp' ? 1 : -1
  const at = order.indexOf(from ?? 0) + by
  return order[Math.min(Math.max(at, 0), order.length - 1)] ?? null
}
