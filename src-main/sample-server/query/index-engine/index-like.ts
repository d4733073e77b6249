// `like` in the index: the words of the text near each other, the last one as the beginning of a word.
import { compareCodePoints } from '../code-point-order'
import { serverFailure } from '../refusals'
import type { Comparable } from '../query-value'
import type { RowTest } from '../row-test'
import type { IndexTarget } from './index-path'
import { holdsPhrase } from './phrase-match'
import { analysedWords } from './text-analysis'

/** Words of the index that the beginning of a word may stand for, at most; the first in code point order. */
const MOST_EXPANSIONS = 50

const WORD_TYPES = new Set(['STRING', 'EMAIL', 'ENUM', 'HYPERLINK'])
const LONG_TEXT_TYPES = new Set(['TEXT', 'HTML', 'SCRIPT'])

/**
 * Compile a LIKE for the index. A text without words is found nowhere.
 *
 * @param value    the checked value of the condition
 * @param isInside  the first generation's index: the text may stand anywhere, also inside a word
 * @throws ServerRefusal 500 for every type but STRING, EMAIL, ENUM and HYPERLINK
 */
export function likeCondition(target: IndexTarget, value: Comparable, isInside = false): RowTest {
  if (isInside && value !== null) {
    const wanted = String(value).toLowerCase()
    return { passes: target.some((own) => String(own).toLowerCase().includes(wanted)) }
  }
  const { type } = target.attribute
  if (LONG_TEXT_TYPES.has(type)) throw serverFailure(`Unsupported data type [${type}] for operator [LIKE]`)
  if (!WORD_TYPES.has(type)) throw serverFailure(`Illegal data type [${type}] for operator [LIKE]`)
  if (value === null) throw serverFailure('No text specified for text query')
  const words = analysedWords(String(value))
  const beginning = words.at(-1)
  if (beginning === undefined) return { passes: () => false }
  const expansions = wordsBeginningWith(target, beginning)
  const phrase = [...words.slice(0, -1), expansions]
  return { passes: target.some((own) => holdsPhrase(analysedWords(String(own)), phrase)) }
}

function wordsBeginningWith(target: IndexTarget, beginning: string): ReadonlySet<string> {
  const found = new Set<string>()
  target.eachValue((value) => {
    for (const word of analysedWords(String(value))) if (word.startsWith(beginning)) found.add(word)
  })
  if (found.size <= MOST_EXPANSIONS) return found
  return new Set([...found].sort(compareCodePoints).slice(0, MOST_EXPANSIONS))
}
