// Reads JSON text without losing digits of whole numbers that a JavaScript number cannot hold.
import { mendSurrogates } from '@shared/table/well-formed'

/** A whole number of 16 or more digits as a value of its own; in a text it costs time, never a digit. */
const longNumber = /(?:^|[:[,])\s*-?\d{16,}\s*(?:$|[,\]}])/
const longNumbers = /(?<![\d.eE+-])-?[1-9]\d{15,}(?![\d.eE])/g

/**
 * Parse JSON; whole numbers beyond 2^53 come as text with all their digits, all else as JSON.parse gives it, halves
 * of characters aside, which become U+FFFD.
 *
 * @throws SyntaxError when the text is not JSON
 */
export function parseJsonText(text: string): unknown {
  const whole = mendSurrogates(text)
  return JSON.parse(longNumber.test(whole) ? withQuotedLongs(whole) : whole)
}

/** The same JSON with its long numbers as text. Steps from quote to quote: what stands within texts is left alone. */
function withQuotedLongs(text: string): string {
  const parts: string[] = []
  let copiedTo = 0
  let from = 0
  for (;;) {
    const open = text.indexOf('"', from)
    const end = open === -1 ? text.length : open
    if (end - from >= 16) {
      const between = text.slice(from, end)
      const quoted = between.replace(longNumbers, (digits) =>
        Number.isSafeInteger(Number(digits)) ? digits : `"${digits}"`,
      )
      if (quoted !== between) {
        parts.push(text.slice(copiedTo, from), quoted)
        copiedTo = end
      }
    }
    if (open === -1) break
    const close = closingQuote(text, open)
    if (close === -1) break
    from = close + 1
  }
  parts.push(text.slice(copiedTo))
  return parts.join('')
}

/** Where the text that opens here ends; -1 when it does not. */
function closingQuote(text: string, open: number): number {
  let close = text.indexOf('"', open + 1)
  while (close !== -1 && isEscaped(text, close)) close = text.indexOf('"', close + 1)
  return close
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0
  while (text.charCodeAt(at - 1 - backslashes) === 92) backslashes += 1
  return backslashes % 2 === 1
}
