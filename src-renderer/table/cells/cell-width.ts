// How wide columns want to be, measured on their heading and the first values, and how they share the room.

/** How much wider Inter's tabular figures are than its proportional nought. */
const tabularFactor = 1.045

let context: CanvasRenderingContext2D | null | undefined

/** Width of a text in a font, in px; estimated where there is no canvas. */
export function textWidth(text: string, font: string): number {
  if (context === undefined) context = document.createElement('canvas').getContext('2d')
  if (!context) return text.length * 6.7
  context.font = font
  // Digits stand in tabular figures, which are a little wider than a proportional nought.
  const width = context.measureText(text.replace(/\d/g, '0')).width
  return /\d/.test(text) ? width * tabularFactor : width
}

/** The font of cells, for measuring. */
export const cellFont = (root: HTMLElement): string => `400 12px ${fontFamily(root)}`

/** The window's font family. */
export const fontFamily = (root: HTMLElement): string =>
  getComputedStyle(root).getPropertyValue('--font').trim() || 'sans-serif'

/** Narrowest and widest that a column is made without being asked; px. */
export const minWidthPx = 64
const maxWidthPx = 340
/** Padding of a cell and its line; px. */
export const paddingPx = 22
/** Room for the sort mark in a heading; the menu button lies over it. */
const headingExtraPx = 10

/**
 * The width that shows heading and values whole, within limits; px.
 *
 * @param fonts CSS font shorthands of the heading, the small type word and the cells
 */
export function wantedWidth(
  heading: { label: string; typeWord: string },
  texts: readonly string[],
  fonts: { heading: string; small: string; cell: string },
): number {
  const head =
    textWidth(heading.label, fonts.heading) +
    (heading.typeWord === '' ? 0 : textWidth(heading.typeWord, fonts.small) + 6) +
    headingExtraPx
  const longest = [...texts].sort((a, b) => b.length - a.length).slice(0, 12)
  const body = Math.max(0, ...longest.map((text) => textWidth(text, fonts.cell)))
  return Math.round(Math.min(maxWidthPx, Math.max(minWidthPx, head + paddingPx, body + paddingPx)))
}

/**
 * Spread columns over the room where they do not fill it, each by at most half of its own width.
 *
 * @returns widths in px, in the order given
 */
export function fitWidths(widths: readonly number[], roomPx: number): number[] {
  const sum = widths.reduce((total, width) => total + width, 0)
  const spare = roomPx - sum
  if (spare <= 0 || sum === 0) return [...widths]
  const share = Math.min(spare / sum, 0.5)
  const grown = widths.map((width) => Math.floor(width * (1 + share)))
  const rest = roomPx - grown.reduce((total, width) => total + width, 0)
  const last = grown.length - 1
  // What rounding left over, so that no stripe of one or two pixels stays at the right.
  if (rest > 0 && rest <= widths.length) grown[last] = (grown[last] ?? 0) + rest
  return grown
}
