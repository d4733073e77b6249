// What the index of a server makes of a text: terms with their positions. Values and questions go the same way.
import { fold } from './fold'
import { stem } from './stem'
import { stripHtml } from './strip-html'
import { wordsOf } from './words'

/** A term and the number of its word in the text, from 0. */
export type Word = { readonly term: string; readonly position: number }

/** Stems of words that came before; text repeats itself. */
const known = new Map<string, string>()
const maxKnown = 20_000

/** Only so many signs of a value are read for words: what is longer is no text that a person searches. */
const maxAnalysed = 1_000_000

/** The terms of a text: without mark-up, in words, lower case, without accents, stemmed. */
export const analyse = (text: string): Word[] =>
  wordsOf(stripHtml(text.length > maxAnalysed ? text.slice(0, maxAnalysed) : text)).map((word, position) => ({
    term: termOf(word),
    position,
  }))

function termOf(word: string): string {
  const before = known.get(word)
  if (before !== undefined) return before
  const term = stem(fold(word))
  if (known.size >= maxKnown) known.clear()
  known.set(word, term)
  return term
}
