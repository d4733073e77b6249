// Cuts text into words by the rules of the Unicode standard (UAX 29), as the index of a server does.

// A word is a run of letters, digits and connectors. Some punctuation holds letters together, some holds digits
// together, when it stands between two of them. Ideographs and Hiragana are words by the sign, Katakana by the run.
const mark = '[\\p{M}\\u200c-\\u200f\\u00ad\\u2060-\\u2064]'
const single = '[\\p{Script=Han}\\p{Script=Hiragana}]'
const letter = `(?:(?!${single}|\\p{M})\\p{Alphabetic})`
const digit = '[\\p{Nd}\\u066b]'
const connector = '\\p{Pc}'
const betweenLetters =
  "[.':\\u00b7\\u0387\\u055f\\u05f4\\u2018\\u2019\\u2024\\u2027\\ufe13\\ufe52\\ufe55\\uff07\\uff0e\\uff1a]"
const betweenDigits =
  "[.',;\\u037e\\u0589\\u060c\\u060d\\u066c\\u07f8\\u2018\\u2019\\u2024\\u2044\\ufe10\\ufe14\\ufe50\\ufe52\\ufe54\\uff07\\uff0c\\uff0e\\uff1b]"
const sign = `(?:${letter}|${digit}|${connector})`
const held =
  `(?:(?<=${letter}${mark}*)${betweenLetters}${mark}*(?=${letter})` +
  `|(?<=${digit}${mark}*)${betweenDigits}${mark}*(?=${digit}))`

const anyWord = new RegExp(`${single}${mark}*|${sign}(?:${sign}|${mark}|${held})*`, 'gu')
const plainWord = /[a-z0-9_](?:[a-z0-9_]|(?<=[a-z])[.':](?=[a-z])|(?<=[0-9])[.',;](?=[0-9]))*/gi
const onlyPlain = /^[\u0000-\u007f]*$/
const hasContent = /[\p{L}\p{N}]/u

/** Longest word that the index keeps in one piece, in UTF-16 units. */
const maxLength = 255

/** Text is read in stretches of at most so many units: a multiple of the longest word. */
const stretchLength = 16 * maxLength

/** The words of a text in their order, as they are written. */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  for (let start = 0; start < text.length;) {
    const end = stretchEnd(text, start)
    addWords(start === 0 && end === text.length ? text : text.slice(start, end), words)
    start = end
  }
  return words
}

/** Where a stretch ends: behind its last blank, so that no word is cut that need not be. */
function stretchEnd(text: string, start: number): number {
  const end = start + stretchLength
  if (end >= text.length) return text.length
  for (let at = end; at > start + maxLength; at -= 1) if (text.charCodeAt(at - 1) <= 32) return at
  return end
}

function addWords(text: string, words: string[]): void {
  for (const word of text.match(onlyPlain.test(text) ? plainWord : anyWord) ?? []) {
    if (!hasContent.test(word)) continue
    if (word.length <= maxLength) words.push(word)
    else for (let at = 0; at < word.length; at += maxLength) words.push(word.slice(at, at + maxLength))
  }
}
