// Cuts text into words by the rules of the Unicode standard (UAX 29), as the index of a server does.

// A word is a run of letters, digits and connectors. Some punctuation holds letters together, some holds digits
// together, when it stands between two of them. Ideographs, Hiragana and emoji are words by the sign; Katakana and
// the scripts that leave no blanks between words by the run.
const mark = '[\\p{M}\\u200c-\\u200f\\u00ad\\u2060-\\u2064]'
const single = '[\\p{Script=Han}\\p{Script=Hiragana}]'
const katakana = `(?:(?!\\p{M})[\\p{Script=Katakana}\\u3031-\\u3035\\u309b\\u309c\\u30a0\\u30fc\\uff70]${mark}*)`
const unspaced =
  '(?:(?=[\\p{Alphabetic}\\p{M}])[\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}' +
  '\\p{Script=Tai_Le}\\p{Script=New_Tai_Lue}\\p{Script=Tai_Tham}])'
const letter = `(?:(?!${single}|${katakana}|${unspaced}|\\p{M})\\p{Alphabetic})`
const digit = '[\\p{Nd}\\u066b]'
const connector = `(?:\\p{Pc}${mark}*)`
const emoji =
  '(?:(?![\\u0000-\\u00ff])\\p{Extended_Pictographic}' +
  `(?:\\p{Emoji_Modifier}|${mark}|(?<=\\u200d)\\p{Extended_Pictographic})*|\\p{RI}\\p{RI})`
const betweenLetters =
  "[.':\\u00b7\\u0387\\u055f\\u05f4\\u2018\\u2019\\u2024\\u2027\\ufe13\\ufe52\\ufe55\\uff07\\uff0e\\uff1a]"
const betweenDigits =
  "[.',;\\u037e\\u0589\\u060c\\u060d\\u066c\\u07f8\\u2018\\u2019\\u2024\\u2044\\ufe10\\ufe14\\ufe50\\ufe52\\ufe54\\uff07\\uff0c\\uff0e\\uff1b]"
const held =
  `(?:(?<=${letter}${mark}*)${betweenLetters}${mark}*(?=${letter})` +
  `|(?<=${digit}${mark}*)${betweenDigits}${mark}*(?=${digit}))`
const run = `(?:(?:${letter}|${digit})(?:${letter}|${digit}|${mark}|${held})*|${katakana}+)`

const anyWord = new RegExp(
  `${single}${mark}*|${unspaced}(?:${unspaced}|${mark})*|${connector}*${run}(?:${connector}+${run})*${connector}*|${emoji}`,
  'gu',
)
const plainWord = /[a-z0-9_](?:[a-z0-9_]|(?<=[a-z])[.':](?=[a-z])|(?<=[0-9])[.',;](?=[0-9]))*/gi
const onlyPlain = /^[\u0000-\u007f]*$/
const hasContent = /[^_]/

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
