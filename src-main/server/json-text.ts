// Reads JSON text without losing digits of whole numbers that a JavaScript number cannot hold.
import { parse } from 'lossless-json'

/** A whole number of 16 or more digits as a value of its own; in a text it costs time, never a digit. */
const longNumber = /[:[,]\s*-?\d{16,}\s*[,\]}]/

/**
 * Parse JSON; whole numbers beyond 2^53 come as text with all their digits, all else as JSON.parse gives it.
 *
 * @throws SyntaxError when the text is not JSON
 */
export function parseJsonText(text: string): unknown {
  if (!longNumber.test(text)) return JSON.parse(text)
  return parse(text, null, (digits) => {
    const value = Number(digits)
    return /^-?\d+$/.test(digits) && !Number.isSafeInteger(value) ? digits : value
  })
}
