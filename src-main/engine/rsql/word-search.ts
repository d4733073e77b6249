// Looks words up in the prepared words of a copy, or of a copy of a table that it refers to.
import { beginningSql, isLookedUpWhole, maxBeginnings, phraseSql } from '../query/phrase'
import { analyse } from '../text/analyse'
import { BoundValues } from '../store/sql-text'
import { holdsPhrase } from './holds-phrase'
import type { RsqlContext } from './rsql-context'
import type { WordSource } from './value-source'

/** The texts of a place whose numbers `values` selects, in columns `place` and `value`. */
export const heldTexts = ({ schema, place }: Pick<WordSource, 'schema' | 'place'>, values: string): string =>
  `SELECT text FROM ${schema}texts WHERE place = ${place} AND value IN (SELECT value FROM (${values}) WHERE place = ${place})`

/**
 * The values of a place that hold all terms near each other, as `SELECT place, value`.
 *
 * @param terms            at least one
 * @param isLastBeginning  the last term is the beginning of a word, of at most 50 words that the index holds
 */
export async function phraseValues(
  terms: readonly string[],
  words: WordSource,
  isLastBeginning: boolean,
  context: RsqlContext,
): Promise<string> {
  const { bound } = context
  const { schema, place } = words
  if (!isLookedUpWhole(terms)) return longPhrase(terms, words, isLastBeginning, context)
  const beginning = terms.at(-1) ?? ''
  const only = isLastBeginning ? await onlyReferenced(beginning, words, context) : null
  return phraseSql(terms, { place, isLastBeginning, schema, only }, bound)
}

/**
 * Only words of rows that are referred to count among the fifty, which matters where there are more than fifty.
 *
 * @returns SQL that selects the numbers of the values that count; null when all do
 */
async function onlyReferenced(
  beginning: string,
  { schema, place, only }: WordSource,
  { selectNumbers }: RsqlContext,
): Promise<string | null> {
  if (only === null) return null
  const [count = 0] = await selectNumbers(
    `SELECT CAST(count(DISTINCT term) AS INTEGER) FROM ${schema}words WHERE place = ${place} AND starts_with(term, $1)`,
    [beginning],
  )
  return count <= maxBeginnings ? null : `SELECT value FROM ${schema}texts WHERE place = ${place} AND text IN (${only})`
}

/** Values that may hold a phrase which is not looked up whole are few: they are read and looked through. */
async function longPhrase(
  terms: readonly string[],
  words: WordSource,
  isLastBeginning: boolean,
  context: RsqlContext,
): Promise<string> {
  const { bound, selectNumbers, selectTexts } = context
  const { schema, place } = words
  const asked = new BoundValues()
  const whole = isLastBeginning ? terms.slice(0, -1) : terms
  const first = phraseSql(whole, { place, isLastBeginning: false, schema, only: null }, asked)
  const candidates = `SELECT value FROM (${first})`
  const numbers = await selectNumbers(`${candidates} ORDER BY value`, asked.values)
  const texts = await selectTexts(
    `SELECT text FROM ${schema}texts WHERE place = ${place} AND value IN (${candidates}) ORDER BY value`,
    asked.values,
  )
  const phrase: (string | ReadonlySet<string>)[] = [...terms]
  if (isLastBeginning) phrase.push(await beginnings(phrase.pop(), words, context))
  const fitting = numbers.filter((_, at) => holdsPhrase(analyse(texts[at] ?? ''), phrase))
  return `SELECT ${place} AS place, unnest(${bound.rowNumbers(fitting)}) AS value`
}

/** The words that a beginning stands for. */
async function beginnings(
  beginning: string | ReadonlySet<string> | undefined,
  words: WordSource,
  context: RsqlContext,
): Promise<ReadonlySet<string>> {
  if (typeof beginning !== 'string') return new Set()
  const only = await onlyReferenced(beginning, words, context)
  const asked = new BoundValues()
  const terms = beginningSql(beginning, { ...words, only }, asked)
  return new Set(await context.selectTexts(terms, asked.values))
}
