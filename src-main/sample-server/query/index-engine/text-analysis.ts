// From a text to the words under which the index knows it: HTML out, words apart, lower case, ASCII, stem.
import { foldToAscii } from './ascii-folding'
import { withoutHtml } from './html-strip'
import { stem } from './porter-stemmer'
import { wordsOf } from './word-breaks'

/** A table repeats its texts, so the last ones are remembered; the limit keeps that memory small. */
const REMEMBERED_TEXTS = 20_000
const remembered = new Map<string, readonly string[]>()

/** The words of a text in order, each as the index stores it. */
export function analysedWords(text: string): readonly string[] {
  const known = remembered.get(text)
  if (known !== undefined) return known
  const words = wordsOf(withoutHtml(text)).map(indexWord)
  if (remembered.size >= REMEMBERED_TEXTS) remembered.clear()
  remembered.set(text, words)
  return words
}

function indexWord(word: string): string {
  // The dotted capital I has two characters in lower case, of which the index keeps the first.
  return stem(foldToAscii(word.replaceAll('İ', 'i').toLowerCase()))
}

const SIMPLE_WORD = /^[A-Za-z0-9_]*[A-Za-z0-9][A-Za-z0-9_]*$/

/**
 * Whether a text surely lacks a word, found without taking the text apart. Stemming only shortens a word or changes
 * its end, so a text of one simple word that begins otherwise, or is shorter, cannot hold it.
 */
export function surelyLacks(text: string, word: string): boolean {
  if (text.length > 64 || !SIMPLE_WORD.test(text)) return false
  return text.length < word.length || text.charAt(0).toLowerCase() !== word.charAt(0)
}
