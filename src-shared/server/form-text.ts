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

/** Bytes that a text takes as `encodedText`, counted without writing it, which long lists would feel. */
export function encodedLength(text: string): number {
  let bytes = 0
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) bytes += asciiBytes[unit] ?? 0
    else if (unit < 0x800) bytes += 2 * percentBytes
    else if (isHigh(unit) && isLow(text.charCodeAt(at + 1))) {
      bytes += 4 * percentBytes
      at += 1
    } else bytes += 3 * percentBytes
  }
  return bytes
}

/** What a byte takes as a percent sign with two digits. */
const percentBytes = '%00'.length
const asciiBytes = Uint8Array.from({ length: 0x80 }, (_, code) => encodedText(String.fromCharCode(code)).length)
/** The two halves of a character; not a number, behind the end of a text, is neither. */
const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff
