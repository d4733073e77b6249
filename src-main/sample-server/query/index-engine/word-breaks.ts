// Words of a text by the Unicode standard's rules for word boundaries (UAX 29), as the index cuts them.

/** Longer words are cut into pieces of this many characters. */
const LONGEST_WORD = 255

/** Almost every text is plain ASCII, where the rules come down to this. */
const ASCII_WORD = /(?:[A-Za-z0-9_]|(?<=[A-Za-z])[.:'](?=[A-Za-z])|(?<=[0-9])[.,;'](?=[0-9]))+/g

// Classes of the standard, put together from the properties that regular expressions know. Marks and format
// characters belong to the character before them.
const KATAKANA = '[[\\p{Script=Katakana}\\u3031-\\u3035\\u309B\\u309C\\u30A0\\u30FC\\uFF70]--[\\p{M}]]'
const SINGLE = '[[\\p{Ideographic}\\p{Script=Hiragana}]--[\\u3031-\\u3035\\u309B\\u309C\\p{M}]]'
const COMPLEX = '[\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Myanmar}\\p{Script=Khmer}]'
const LETTER = `[[\\p{Alphabetic}]--[\\p{M}\\p{Nd}${KATAKANA}${SINGLE}${COMPLEX}\\u30FC\\uFF70]]`
const DIGIT = '[\\p{Nd}\\u066B]'
const JOIN = '\\p{Pc}'
const MARKS = '[\\p{M}\\p{Cf}]*'
const MID_LETTER =
  "[.:'\\u00B7\\u0387\\u055F\\u05F4\\u2018\\u2019\\u2024\\u2027\\uFE13\\uFE52\\uFE55\\uFF07\\uFF0E\\uFF1A]"
const MID_DIGIT =
  "[.,;'\\u037E\\u0589\\u060C\\u060D\\u066C\\u07F8\\u2018\\u2019\\u2024\\u2044\\uFE10\\uFE14\\uFE50\\uFE52\\uFE54\\uFF07\\uFF0C\\uFF0E\\uFF1B]"

const LETTERS_AND_DIGITS =
  `(?:(?:${LETTER}|${DIGIT})${MARKS}` +
  `|(?<=${LETTER}${MARKS})${MID_LETTER}${MARKS}(?=${LETTER})` +
  `|(?<=${DIGIT}${MARKS})${MID_DIGIT}${MARKS}(?=${DIGIT}))+`
const RUN = `(?:${LETTERS_AND_DIGITS}|(?:${KATAKANA}${MARKS})+)`
const UNICODE_WORD = new RegExp(
  `(?:${JOIN}${MARKS})*${RUN}(?:(?:${JOIN}${MARKS})+${RUN})*(?:${JOIN}${MARKS})*` +
    `|${SINGLE}${MARKS}|(?:${COMPLEX}${MARKS})+` +
    '|[[\\p{Extended_Pictographic}]--[\\u0000-\\u00FF]](?:[\\p{M}\\p{Emoji_Modifier}]|\\u200D\\p{Extended_Pictographic})*',
  'gv',
)

/** The words of a text in order, as they are written; punctuation and blanks are left out. */
export function wordsOf(text: string): string[] {
  if (isAscii(text)) return cut((text.match(ASCII_WORD) ?? []).filter((word) => /[A-Za-z0-9]/.test(word)))
  return cut(text.match(UNICODE_WORD) ?? [])
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) return false
  return true
}

function cut(words: readonly string[]): string[] {
  return words.flatMap((word) => {
    if (word.length <= LONGEST_WORD) return [word]
    const pieces: string[] = []
    for (let at = 0; at < word.length; at += LONGEST_WORD) pieces.push(word.slice(at, at + LONGEST_WORD))
    return pieces
  })
}
