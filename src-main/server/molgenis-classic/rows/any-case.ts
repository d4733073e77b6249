// A text as it may be spelled in upper and lower case, for servers whose 'contains' tells these apart. Pure.

/** The text as it was typed, in small letters, in capitals, and with a capital at the beginning of each word. */
export function spellings(text: string): string[] {
  const small = text.toLowerCase()
  const capitalised = small.replace(/(?<![\p{L}\p{M}\p{N}])\p{L}/gu, (letter) => letter.toUpperCase())
  return [...new Set([text, small, text.toUpperCase(), capitalised])]
}
