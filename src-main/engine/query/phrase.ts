// Looks phrases up in the prepared words, as SQL.
import type { BoundValues } from '../store/sql-text'

/** How far the words of a phrase may stand from their places in it. */
export const slop = 10
/** How many words of the index are tried for the beginning of a word. */
export const maxBeginnings = 50
/** A phrase of more words is looked up by its first ones. */
const maxTerms = 24
/** Words that a phrase repeats more often are looked up once each: each repetition multiplies the work. */
const maxRepeated = 2

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

/** A term of a phrase, with its place in it. */
type PhraseTerm = { readonly term: string; readonly at: number }

/** The terms that are looked up; what they find may hold the others, or not. */
function lookedUp(terms: readonly string[]): readonly PhraseTerm[] {
  const all = terms.slice(0, maxTerms).map((term, at) => ({ term, at }))
  const once = all.filter(({ term, at }) => terms.indexOf(term) === at)
  return all.length - once.length > maxRepeated ? once : all
}

/** True when looking a phrase up tells where all of it stands. */
export const isLookedUpWhole = (terms: readonly string[]): boolean => lookedUp(terms).length === terms.length

/**
 * The values that hold all terms near each other: `SELECT DISTINCT place, value`. Of a phrase that is not looked up
 * whole they are the values that may hold it.
 *
 * The terms' positions, each less its place in the phrase, lie at most ten apart; no two terms share a word.
 *
 * @param terms  at least one
 */
export function phraseSql(terms: readonly string[], options: PhraseOptions, bound: BoundValues): string {
  const used = lookedUp(terms)
  const { schema = '' } = options
  const inPlace = options.place === null ? '' : ` AND place = ${options.place}`
  const isBeginning = ({ at }: PhraseTerm) => options.isLastBeginning && at === terms.length - 1
  const sources = used.map((each, index) => {
    const { term } = each
    const fits = isBeginning(each) ? `term IN (${beginningSql(term, options, bound)})` : `term = ${bound.text(term)}`
    return `(SELECT place, value, position - ${each.at} AS shift, position FROM ${schema}words WHERE ${fits}${inPlace}) w${index}`
  })
  const [first = '', ...rest] = sources
  if (rest.length === 0) return `SELECT DISTINCT place, value FROM ${first}`
  const joins = rest.map((source, index) => {
    const at = index + 1
    const own = used[at]
    const mayShare = (other: PhraseTerm) => own !== undefined && (other.term === own.term || isBeginning(own))
    const apart = used.slice(0, at).flatMap((other, before) => {
      return mayShare(other) ? [` AND w${before}.position <> w${at}.position`] : []
    })
    // Said of each pair with the first, it keeps the rows few that a text which repeats its words makes.
    const near = `w${at}.shift >= w0.shift - ${slop} AND w${at}.shift <= w0.shift + ${slop}`
    return `JOIN ${source} ON w0.place = w${at}.place AND w0.value = w${at}.value AND ${near}${apart.join('')}`
  })
  const shifts = used.map((_, index) => `w${index}.shift`).join(', ')
  return (
    `SELECT DISTINCT w0.place, w0.value FROM ${first} ${joins.join(' ')} ` +
    `WHERE greatest(${shifts}) - least(${shifts}) <= ${slop}`
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
