// A text as it may be spelled in upper and lower case, for servers whose 'contains' tells these apart. Pure.

/** The text as it was typed, in small letters, in capitals, and with a capital at the beginning of each word. */
export function spellings(text: string): string[] {
  const small = text.toLowerCase()
  const capitalised = small.replace(/(?<![\p{L}\p{M}\p{N}])\p{L}/gu, (letter) => letter.toUpperCase())
  return [...new Set([text, small, text.toUpperCase(), capitalised])]
}

/** The text with the sign for 'any one character' in place of each letter that has two cases. */
export const anyCasePattern = (text: string): string =>
  [...text].map((sign) => (sign.toLowerCase() === sign.toUpperCase() ? sign : '_')).join('')
