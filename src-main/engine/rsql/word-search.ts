// Looks words up in the prepared words of a copy, or of a copy of a table that it refers to.
import { beginningSql, holdersSql, maxBeginnings, maxTerms, mostWays, phraseSql, wholeTerms } from '../query/phrase'
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
  const whole = wholeTerms(terms, isLastBeginning)
  if (await isReadWhole(whole, words, context)) return readPhrase(terms, words, isLastBeginning, context)
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

/**
 * True for a phrase that is cheaper found by reading the texts which hold its words than by looking it up: a long one,
 * and one of words that the texts repeat.
 *
 * @param terms  whole words only
 */
export async function isReadWhole(
  terms: readonly string[],
  { schema, place }: { readonly schema: string; readonly place: number | null },
  { selectNumbers }: Pick<RsqlContext, 'selectNumbers'>,
): Promise<boolean> {
  // Two words make few ways: within one text, the places of the one by those of the other.
  if (terms.length <= 2 || terms.length > maxTerms) return terms.length > 2
  const asked = new BoundValues()
  const holders = holdersSql(terms, { schema, place }, asked)
  const [ways = 0] = await selectNumbers(`SELECT coalesce(sum(ways), 0) FROM (${holders})`, asked.values)
  return ways > mostWays
}

/** The values that hold the words of a phrase are read and looked through. */
async function readPhrase(
  terms: readonly string[],
  words: WordSource,
  isLastBeginning: boolean,
  context: RsqlContext,
): Promise<string> {
  const { bound, selectNumbers, selectTexts } = context
  const { schema, place } = words
  const asked = new BoundValues()
  const whole = wholeTerms(terms, isLastBeginning)
  const candidates = `SELECT value FROM (${holdersSql(whole, { schema, place }, asked)})`
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
