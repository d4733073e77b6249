// Whether the words of one text hold a phrase, for phrases that are too long to be looked up as one statement.
import { slop } from '../query/phrase'
import type { Word } from '../text/analyse'

/**
 * True when all terms stand near each other: their places in the text, each less its place in the phrase, lie at most
 * ten apart, and no two terms share a word.
 *
 * @param phrase  what may stand at each place: a term, or any of several
 */
export function holdsPhrase(words: readonly Word[], phrase: readonly (string | ReadonlySet<string>)[]): boolean {
  const places = phrase.map((wanted) =>
    words.filter(({ term }) => (typeof wanted === 'string' ? term === wanted : wanted.has(term))),
  )
  if (places.some((list) => list.length === 0)) return false
  const shifts = new Set(places.flatMap((list, at) => list.map(({ position }) => position - at)))
  // The windows of all terms are equally long and in the order of the terms, so the first free word is the best one.
  return [...shifts].some((lowest) => {
    const taken = new Set<number>()
    return places.every((list, at) => {
      const from = lowest + at
      const word = list.find(({ position }) => position >= from && position <= from + slop && !taken.has(position))
      if (word) taken.add(word.position)
      return word !== undefined
    })
  })
}
