// Texts in addresses and forms: how they are written, how long they are then, and how long a form may be.

/**
 * Bytes of a form that a question may take at the most, with room for what stands beside its text: of forms of more than
 * 2 MiB servers read nothing, and say nothing of it, so that all rows would come.
 */
export const longestForm = 1_800_000

/**
 * A text as a value in an address or a form, by percent signs.
 *
 * Spaces are `%20`, which every server reads alike, and single quotes, which end texts in filters, are `%27`. Half a
 * character (a surrogate that stands alone), which no server has a sign for, is the sign for what is none, U+FFFD.
 */
export const encodedText = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(/'/g, '%27')

/** Bytes that a text takes as `encodedText`. */
export const encodedLength = (text: string): number => encodedText(text).length
