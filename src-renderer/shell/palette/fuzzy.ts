// Finding by a few letters: where the words typed meet a text, and how well.

/** How well a text is met; positions are of letters (code points). */
export type Match = { readonly score: number; readonly positions: readonly number[] }

const isWordStart = (letters: readonly string[], index: number): boolean => {
  const letter = letters[index] ?? ''
  const before = letters[index - 1]
  if (before === undefined || /[^\p{L}\p{N}]/u.test(before)) return true
  return /\p{Lu}/u.test(letter) && !/\p{Lu}/u.test(before)
}

/**
 * Match typed words against a text: every word as a whole run if there is one, else its letters in order.
 *
 * @returns null when a word is not met at all; a higher score is a better match
 */
export function fuzzyMatch(search: string, text: string): Match | null {
  const letters = [...text]
  const lower = letters.map((letter) => letter.toLowerCase())
  let score = 0
  const positions: number[] = []
  for (const word of search
    .toLowerCase()
    .split(/\s+/)
    .filter((part) => part !== '')) {
    const met = matchWord([...word], letters, lower)
    if (!met) return null
    score += met.score
    positions.push(...met.positions)
  }
  return { score: score - letters.length / 100, positions: [...new Set(positions)].sort((a, b) => a - b) }
}

function matchWord(word: readonly string[], letters: readonly string[], lower: readonly string[]): Match | null {
  return runOf(word, letters, lower) ?? lettersInOrder(word, letters, lower)
}

function runOf(word: readonly string[], letters: readonly string[], lower: readonly string[]): Match | null {
  let best: Match | null = null
  for (let start = 0; start + word.length <= lower.length; start += 1) {
    if (!word.every((letter, at) => lower[start + at] === letter)) continue
    const isWhole = start === 0 && word.length === lower.length
    const score =
      10 * word.length + (isWordStart(letters, start) ? 20 : 0) + (start === 0 ? 10 : 0) + (isWhole ? 30 : 0)
    if (!best || score > best.score) best = { score, positions: word.map((_, at) => start + at) }
  }
  return best
}

function lettersInOrder(word: readonly string[], letters: readonly string[], lower: readonly string[]): Match | null {
  // Two letters strewn over a text are met by chance.
  if (word.length < 3) return null
  const positions: number[] = []
  let from = 0
  let score = 0
  for (const letter of word) {
    const starts = lower.findIndex((other, index) => index >= from && other === letter && isWordStart(letters, index))
    const plain = lower.indexOf(letter, from)
    const next = lower[from] === letter ? from : starts >= 0 ? starts : plain
    if (next < 0) return null
    score += next === from && positions.length > 0 ? 4 : isWordStart(letters, next) ? 3 : 0
    positions.push(next)
    from = next + 1
  }
  // Letters strewn over a long text are no find.
  const spread = (positions.at(-1) ?? 0) - (positions[0] ?? 0) + 1
  return spread > word.length * 5 || !isWordStart(letters, positions[0] ?? 0) ? null : { score, positions }
}

/** An item that was found; a score below zero means that only another text than its name was met. */
export type FuzzyFind<T> = { readonly item: T; readonly positions: readonly number[]; readonly score: number }

/** The best of a list for the words typed, best first; all of it in its own order when nothing is typed. */
export function fuzzyFilter<T>(
  search: string,
  items: readonly T[],
  textOf: (item: T) => string,
  otherTextsOf: (item: T) => readonly (string | null)[] = () => [],
): FuzzyFind<T>[] {
  if (search.trim() === '') return items.map((item) => ({ item, positions: [], score: 0 }))
  const found: FuzzyFind<T>[] = []
  for (const item of items) {
    const match = fuzzyMatch(search, textOf(item))
    if (match) found.push({ item, ...match })
    else if (otherTextsOf(item).some((text) => text !== null && containsWords(search, text)))
      found.push({ item, positions: [], score: -1000 })
  }
  return found.sort((a, b) => b.score - a.score)
}

/** True when every word typed stands somewhere in the text. */
export function containsWords(search: string, text: string): boolean {
  const lower = text.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word))
}
