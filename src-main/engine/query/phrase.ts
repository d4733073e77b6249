// Looks phrases up in the prepared words, as SQL.
import type { BoundValues } from '../store/sql-text'

/** How far the words of a phrase may stand from their places in it. */
const slop = 10
/** How many words of the index are tried for the beginning of a word. */
const maxBeginnings = 50
/** A phrase of more words is looked up by its first ones. */
const maxTerms = 24

type PhraseOptions = {
  /** One place, or null for all. */
  readonly place: number | null
  /** The last term is the beginning of a word. */
  readonly isLastBeginning: boolean
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
  const inPlace = options.place === null ? '' : ` AND place = ${options.place}`
  const sources = used.map((term, index) => {
    const isBeginning = options.isLastBeginning && index === used.length - 1
    const fits = isBeginning ? beginning(term, inPlace, bound) : `term = ${bound.text(term)}`
    return `(SELECT place, value, position FROM words WHERE ${fits}${inPlace}) w${index}`
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

function beginning(term: string, inPlace: string, bound: BoundValues): string {
  return (
    `term IN (SELECT DISTINCT term FROM words WHERE starts_with(term, ${bound.text(term)})${inPlace} ` +
    `ORDER BY term LIMIT ${maxBeginnings})`
  )
}

/** The values that hold at least one of the terms, in one place. */
export function anyTermSql(terms: readonly string[], place: number, bound: BoundValues): string {
  return `SELECT DISTINCT place, value FROM words WHERE place = ${place} AND term IN (SELECT unnest(${bound.texts(terms)}))`
}
