// Words near each other: a phrase whose words may be moved by ten places in all, as the index counts them.

/** Places by which the words of a phrase may be moved altogether. */
const SLOP = 10

/** What may stand at one place of a phrase: one word, or any of several. */
export type PhraseWord = string | ReadonlySet<string>

/**
 * Whether a text's words hold a phrase, by default with a slop of ten.
 *
 * Each word of the phrase is put on a word of the text, no two on the same; the moves (place in the text less place
 * in the phrase) of the words may then differ by the slop at most. An empty phrase is in no text.
 */
export function holdsPhrase(words: readonly string[], phrase: readonly PhraseWord[], slop = SLOP): boolean {
  if (phrase.length === 0 || words.length === 0) return false
  const places = phrase.map((wanted) => placesOf(words, wanted))
  if (places.some((list) => list.length === 0)) return false
  if (phrase.length === 1) return true
  return lowestMoves(places).some((lowest) => fits(places, lowest, slop))
}

function placesOf(words: readonly string[], wanted: PhraseWord): number[] {
  const places: number[] = []
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (typeof wanted === 'string' ? word === wanted : wanted.has(word)) places.push(at)
  }
  return places
}

function lowestMoves(places: readonly (readonly number[])[]): number[] {
  return [...new Set(places.flatMap((list, at) => list.map((place) => place - at)))]
}

/**
 * Whether all words can be placed with moves from `lowest` to `lowest + slop`. The spans of places that this leaves
 * have the same length and come in order, so taking the first free place for each word misses no way.
 */
function fits(places: readonly (readonly number[])[], lowest: number, slop: number): boolean {
  const taken = new Set<number>()
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at]?.find((candidate) => candidate >= lowest + at && !taken.has(candidate))
    if (place === undefined || place > lowest + at + slop) return false
    taken.add(place)
  }
  return true
}
