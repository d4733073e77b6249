// Puts a list into the page's top layer, right under the field it belongs to, so that nothing around it cuts it off.

const gapPx = 4
const longestPx = 260

/** Show a `popover="manual"` element under a field (above it when there is more room), as wide as the field. */
export function placeBelow(list: HTMLElement, field: HTMLElement): void {
  if (typeof list.showPopover === 'function' && !list.matches(':popover-open')) list.showPopover()
  const box = field.getBoundingClientRect()
  const below = window.innerHeight - box.bottom - gapPx - 8
  const above = box.top - gapPx - 8
  const isBelow = below >= Math.min(longestPx, 160) || below >= above
  const room = Math.min(longestPx, isBelow ? below : above)
  Object.assign(list.style, {
    left: `${box.left}px`,
    minWidth: `${box.width}px`,
    maxWidth: `${Math.max(box.width, 360)}px`,
    maxHeight: `${room}px`,
    top: isBelow ? `${box.bottom + gapPx}px` : 'auto',
    bottom: isBelow ? 'auto' : `${window.innerHeight - box.top + gapPx}px`,
  })
}
