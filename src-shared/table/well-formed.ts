// Halves of characters in JSON: no file and no database can hold them, so they become the sign for what is unknown.

const halfEscape = /\\u[dD][89a-fA-F]/
const escapes = /\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[dD][89a-fA-F][\da-fA-F]{2}|\\[^]/g

/**
 * JSON text in which each escaped surrogate that stands alone is U+FFFD.
 *
 * @param text  JSON, or a stretch of it that does not begin or end within an escape
 */
export function mendSurrogates(text: string): string {
  if (!halfEscape.test(text)) return text
  return text.replace(escapes, (escape) => (escape.length === 6 ? '\\ufffd' : escape))
}
