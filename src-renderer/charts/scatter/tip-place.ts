// Where the text beside a point goes: next to it, never over it, always inside.

const gapPx = 16
const edgePx = 6
/** The title keeps its place above. */
const topEdgePx = 40

type Size = { readonly width: number; readonly height: number }

/**
 * The place of a text of some size beside a point: to its right while there is room, else to its left, else above or
 * below.
 */
export function tipPlace(point: { x: number; y: number }, tip: Size, room: Size): { left: number; top: number } {
  const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(value, most - edgePx))
  const top = clamp(point.y - tip.height / 2, topEdgePx, room.height - tip.height)
  if (point.x + gapPx + tip.width <= room.width - edgePx) return { left: point.x + gapPx, top }
  if (point.x - gapPx - tip.width >= edgePx) return { left: point.x - gapPx - tip.width, top }
  const left = clamp(point.x - tip.width / 2, edgePx, room.width - tip.width)
  const isAbove = point.y - gapPx - tip.height >= edgePx
  return { left, top: isAbove ? point.y - gapPx - tip.height : point.y + gapPx }
}
