// What a condition means where a server's index answers: words instead of signs, and empty values are 'no match'.
import type { Condition } from '@shared/query/query'
import type { ValueType } from '@shared/table/value-type'
import type { BoundValues } from '../store/sql-text'
import { analyse } from '../text/analyse'
import { compare, isAmong, isEmpty, isOneOf, valueAt } from './comparison'
import { contains } from './database-rules'
import type { Operand } from './operand'
import { anyTermSql, phraseSql } from './phrase'

/** Types whose 'contains' goes by words; the index refuses the operator on all others. */
const wordTypes: readonly ValueType[] = ['string', 'enum', 'hyperlink', 'email']

/**
 * A condition as SQL that is true or false and never NULL: a denial keeps the rows without a value.
 *
 * A 'contains' that the index would refuse (long texts, numbers, dates, references) is answered by the signs.
 *
 * @throws AppError `query.invalid`, `query.refused`
 */
export function indexCondition(operand: Operand, condition: Condition, bound: BoundValues): string {
  switch (condition.operator) {
    case 'empty':
      return isEmpty(operand)
    case 'not-empty':
      return `(NOT ${isEmpty(operand)})`
    case 'equals':
    case 'in':
      return isAny(operand, condition, bound)
    case 'not-equals':
    case 'not-in':
      return `(NOT ${isAny(operand, condition, bound)})`
    case 'contains':
      return containsWords(operand, valueAt(condition, 0), bound)
    case 'not-contains':
      return `(NOT ${containsWords(operand, valueAt(condition, 0), bound)})`
    case 'search':
      return hasWord(operand, valueAt(condition, 0), bound)
    default:
      return certain(compare(operand, condition, bound))
  }
}

const certain = (sql: string): string => `coalesce(${sql}, false)`

function isAny(operand: Operand, condition: Condition, bound: BoundValues): string {
  return valueAt(condition, 0) === '' ? isEmpty(operand) : certain(isOneOf(operand, condition, bound))
}

function containsWords(operand: Operand, text: string, bound: BoundValues): string {
  if (operand.place === null || !wordTypes.includes(operand.type)) return certain(contains(operand, text, bound))
  const terms = analyse(text).map(({ term }) => term)
  if (terms.length === 0) return 'false'
  const values = phraseSql(terms, { place: operand.place, isLastBeginning: true }, bound)
  return holdsText(operand.sql, operand.isList, operand.place, values)
}

function hasWord(operand: Operand, text: string, bound: BoundValues): string {
  const isWritten = operand.form === 'text' && operand.place !== null && !isId(operand)
  if (!isWritten || operand.place === null) return certain(isAmong(operand, [text], bound))
  const terms = analyse(text).map(({ term }) => term)
  if (terms.length === 0) return 'false'
  return holdsText(operand.sql, operand.isList, operand.place, anyTermSql(terms, operand.place, bound))
}

/** References are searched by their ids, as a whole. */
const isId = ({ sql, type }: Operand): boolean =>
  sql.startsWith('c') && (type.startsWith('reference') || idTypes.includes(type))
const idTypes: readonly ValueType[] = ['category', 'categories', 'back-references', 'file']

/** 'The column holds one of these values', where `values` selects numbers of texts. */
function holdsText(name: string, isList: boolean, place: number, values: string): string {
  const texts = `SELECT text FROM texts WHERE place = ${place} AND value IN (SELECT value FROM (${values}) WHERE place = ${place})`
  return isList
    ? `list_has_any(${name}, coalesce((SELECT list(text) FROM (${texts})), []))`
    : certain(`${name} IN (${texts})`)
}
