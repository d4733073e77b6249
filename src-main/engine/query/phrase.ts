// Looks phrases up in the prepared words, as SQL.
import type { BoundValues } from '../store/sql-text'

/** How far the words of a phrase may stand from their places in it. */
export const slop = 10
/** How many words of the index are tried for the beginning of a word. */
export const maxBeginnings = 50
/** A phrase of more words is not looked up as one statement. */
export const maxTerms = 24
/** Nor is one that the texts give more ways to put together: each is a row of work. */
export const mostWays = 10_000_000

/** The terms of a phrase that are whole words: all, or all but a last one that is the beginning of a word. */
export const wholeTerms = (terms: readonly string[], isLastBeginning: boolean): readonly string[] =>
  isLastBeginning ? terms.slice(0, -1) : terms

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
  const { schema = '' } = options
  const inPlace = options.place === null ? '' : ` AND place = ${options.place}`
  const isBeginning = (at: number) => options.isLastBeginning && at === terms.length - 1
  // The terms are joined in any order: each is looked for only in what holds them all, of which there may be little.
  const whole = wholeTerms(terms, options.isLastBeginning)
  const holders = terms.length <= 2 ? null : holdersSql(whole, { place: options.place, schema }, bound)
  const inHolders = holders === null ? '' : ' AND value IN (SELECT value FROM holders)'
  const sources = terms.map((term, at) => {
    const fits = isBeginning(at) ? `term IN (${beginningSql(term, options, bound)})` : `term = ${bound.text(term)}`
    return `(SELECT place, value, position - ${at} AS shift, position FROM ${schema}words WHERE ${fits}${inPlace}${inHolders}) w${at}`
  })
  const [first = '', ...rest] = sources
  if (rest.length === 0) return `SELECT DISTINCT place, value FROM ${first}`
  const joins = rest.map((source, index) => {
    const at = index + 1
    const apart = terms.slice(0, at).flatMap((other, before) => {
      const mayShare = other === terms[at] || isBeginning(at)
      return mayShare ? [` AND w${before}.position <> w${at}.position`] : []
    })
    const near = `w${at}.shift >= w0.shift - ${slop} AND w${at}.shift <= w0.shift + ${slop}`
    return `JOIN ${source} ON w0.place = w${at}.place AND w0.value = w${at}.value AND ${near}${apart.join('')}`
  })
  const shifts = terms.map((_, at) => `w${at}.shift`).join(', ')
  return (
    (holders === null ? '' : `WITH holders AS MATERIALIZED (${holders}) `) +
    `SELECT DISTINCT w0.place, w0.value FROM ${first} ${joins.join(' ')} ` +
    `WHERE greatest(${shifts}) - least(${shifts}) <= ${slop}`
  )
}

type Held = { readonly place: number | null; readonly schema: string }

/** The values that hold all terms, anywhere: `SELECT place, value`, with how many ways there are to take the terms of them. */
export function holdersSql(terms: readonly string[], { place, schema }: Held, bound: BoundValues): string {
  const different = [...new Set(terms)]
  const inPlace = place === null ? '' : ` AND place = ${place}`
  const times = different.flatMap((term) => {
    const count = terms.filter((each) => each === term).length
    return count === 1 ? [] : [` WHEN ${bound.text(term)} THEN ${count}`]
  })
  const power = times.length === 0 ? 'count' : `pow(count, CASE term${times.join('')} ELSE 1 END)`
  return (
    `SELECT place, value, product(${power}) AS ways FROM (SELECT place, value, term, count(*) AS count FROM ${schema}words ` +
    `WHERE term IN (SELECT unnest(${bound.texts(different)}))${inPlace} GROUP BY place, value, term) ` +
    `GROUP BY place, value HAVING count(*) = ${different.length}`
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
