// Looks phrases up in the prepared words, as SQL.
import type { BoundValues } from '../store/sql-text'

/** How far the words of a phrase may stand from their places in it. */
export const slop = 10
/** How many words of the index are tried for the beginning of a word. */
export const maxBeginnings = 50
/** A phrase of more words is looked up by its first ones. */
export const maxTerms = 24

type PhraseOptions = {
  /** One place, or null for all. */
  readonly place: number | null
  /** The last term is the beginning of a word. */
  readonly isLastBeginning: boolean
  /** The attached copy to look in, a name with a dot behind it; by default the copy itself. */
  readonly schema?: string
  /** SQL that selects the numbers of the values whose words a beginning may stand for; by default all. */
  readonly only?: string | null
}

/**
 * The values that hold all terms near each other: `SELECT DISTINCT place, value`.
 *
 * The terms' positions, each less its place in the phrase, lie at most ten apart; no two terms share a word.
 *
 * @param terms  at least one
 */
export function phraseSql(terms: readonly string[], options: PhraseOptions, bound: BoundValues): string {
  const used = terms.slice(0, maxTerms)
  const { schema = '' } = options
  const inPlace = options.place === null ? '' : ` AND place = ${options.place}`
  const sources = used.map((term, index) => {
    const isBeginning = options.isLastBeginning && index === used.length - 1
    const fits = isBeginning ? `term IN (${beginningSql(term, options, bound)})` : `term = ${bound.text(term)}`
    return `(SELECT place, value, position FROM ${schema}words WHERE ${fits}${inPlace}) w${index}`
  })
  const [first = '', ...rest] = sources
  if (rest.length === 0) return `SELECT DISTINCT place, value FROM ${first}`
  const joins = rest.map((source, index) => {
    const at = index + 1
    const apart = used.slice(0, at).map((_, before) => `w${before}.position <> w${at}.position`)
    return `JOIN ${source} ON w0.place = w${at}.place AND w0.value = w${at}.value AND ${apart.join(' AND ')}`
  })
  const shifted = used.map((_, index) => `w${index}.position - ${index}`).join(', ')
  return (
    `SELECT DISTINCT w0.place, w0.value FROM ${first} ${joins.join(' ')} ` +
    `WHERE greatest(${shifted}) - least(${shifted}) <= ${slop}`
  )
}

/** The first fifty words of the index with a beginning, as `SELECT term`. */
export function beginningSql(
  beginning: string,
  { place, schema = '', only = null }: Omit<PhraseOptions, 'isLastBeginning'>,
  bound: BoundValues,
): string {
  const inPlace = place === null ? '' : ` AND place = ${place}`
  const among = only === null ? '' : ` AND value IN (${only})`
  return (
    `SELECT DISTINCT term FROM ${schema}words WHERE starts_with(term, ${bound.text(beginning)})${inPlace}${among} ` +
    `ORDER BY term LIMIT ${maxBeginnings}`
  )
}

/** The values that hold at least one of the terms, in one place. */
export function anyTermSql(terms: readonly string[], place: number, bound: BoundValues, schema = ''): string {
  const given = bound.texts(terms)
  return `SELECT DISTINCT place, value FROM ${schema}words WHERE place = ${place} AND term IN (SELECT unnest(${given}))`
}
