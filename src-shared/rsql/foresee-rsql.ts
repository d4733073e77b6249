// Foresees what a classic server does with a filter: which of its two engines answers, or what it refuses and why.
import type { Table } from '../table/table'
import { isDateType, isNumberType, isTextType, type ValueType } from '../table/value-type'
import { findAttribute, type AttributeFault, type FindTable, type RsqlAttribute } from './rsql-attribute'
import {
  isDenial,
  rsqlComparisons,
  type RsqlComparison,
  type RsqlGroup,
  type RsqlNode,
  type RsqlOperator,
  type Span,
} from './rsql-tree'
import { readLikeValue, readRsqlValue, searchedValue } from './rsql-value'

/** The part of a server that answers: its database (PostgreSQL), or its index. */
export type ServerEngine = 'database' | 'index'

/** Why a server refuses a filter. */
export type RefusalReason = AttributeFault | 'value' | 'operator' | 'range-of-date' | 'words-of-type' | 'mixed-denials'

/**
 * What a server does with a filter.
 *
 * A refusal names the attribute and the stretch of the text that it is about: the value where that is what is wrong,
 * else the comparison. It says in a sentence what is wrong and, where there is a way, what to write instead.
 * `unknown-table` is no refusal of the server: without the metadata of a referenced table it cannot be told what the
 * server does.
 */
export type ForeseenAnswer =
  | { readonly kind: 'answered'; readonly engine: ServerEngine }
  | (Span & {
      readonly kind: 'refused'
      readonly engine: ServerEngine
      readonly reason: RefusalReason
      readonly attribute: string
      readonly message: string
    })

/** `valueAt` counts the values of the comparison, where one of them is what is wrong. */
type Refusal = Pick<Extract<ForeseenAnswer, { kind: 'refused' }>, 'reason' | 'message'> & { readonly valueAt?: number }
type Context = { readonly table: Table; readonly findTable: FindTable; readonly engine: ServerEngine }

/**
 * Tell which engine of a server answers a filter.
 *
 * All of it goes to the index as soon as one comparison searches for words, leads through a reference or asks a
 * computed attribute, or the order goes by one.
 *
 * @param sortedBy  names of the attributes that the rows are sorted by
 */
export function engineOf(node: RsqlNode, table: Table, sortedBy: readonly string[] = []): ServerEngine {
  const computed = new Set(table.columns.filter(({ isComputed }) => isComputed).map(({ name }) => name))
  if (sortedBy.some((name) => computed.has(name))) return 'index'
  const needsIndex = ({ operator, selector }: RsqlComparison) =>
    operator === '=q=' || operator === '=sq=' || selector.includes('.') || computed.has(selector)
  return rsqlComparisons(node).some(needsIndex) ? 'index' : 'database'
}

/**
 * Foresee what a server (MOLGENIS 10) does with a filter.
 *
 * @param node       the filter, which is well formed as `parseRsql` has read it
 * @param table      the table that is asked
 * @param findTable  metadata of referenced tables; where it knows none, `unknown-table` is the answer if they matter
 * @param sortedBy   names of the attributes that the rows are sorted by
 */
export function foreseeRsql(
  node: RsqlNode,
  table: Table,
  findTable: FindTable,
  sortedBy: readonly string[] = [],
): ForeseenAnswer {
  const engine = engineOf(node, table, sortedBy)
  const context = { table, findTable, engine }
  // A server checks attributes and values first, and then each part as its engine reads it.
  for (const comparison of rsqlComparisons(node)) {
    const refusal = checkRefusal(comparison, context)
    if (refusal) return refused(refusal, comparison, engine)
  }
  return readingRefusal(node, context) ?? { kind: 'answered', engine }
}

function refused(refusal: Refusal, comparison: RsqlComparison, engine: ServerEngine): ForeseenAnswer {
  const { reason, message, valueAt = -1 } = refusal
  const { selector, places } = comparison
  // What no text was written for has no places.
  const { start, end } = places.values[valueAt] ?? comparison
  return { kind: 'refused', engine, attribute: selector, start, end, reason, message }
}

const mixedMessage = ({ selector }: RsqlComparison): string =>
  `The server cannot read a condition behind 'not' on ${selector} at the same level. Move the denial to the end, ` +
  `or write it twice in parentheses: (${selector}!=…;${selector}!=…).`

/**
 * What an engine refuses, in the order in which it reads.
 *
 * The index takes NOT as what joins all that follows; the AND or OR that it meets in front of a further plain part
 * contradicts that.
 */
function readingRefusal(node: RsqlNode, context: Context): ForeseenAnswer | null {
  const { engine } = context
  if (node.kind === 'comparison') {
    const refusal = engineRefusal(node, context)
    return refusal && refused(refusal, node, engine)
  }
  const denial = node.parts[firstDenial(node)]
  let isAfterDenial = false
  for (const [at, part] of node.parts.entries()) {
    isAfterDenial ||= part === denial
    const isMixed = isAfterDenial && !isDenied(part) && at < node.parts.length - 1
    if (isMixed && engine === 'index' && denial?.kind === 'comparison') {
      return refused({ reason: 'mixed-denials', message: mixedMessage(denial) }, denial, engine)
    }
    const refusal = readingRefusal(part, context)
    if (refusal) return refusal
  }
  return null
}

const isDenied = (part: RsqlNode): boolean => part.kind === 'comparison' && isDenial(part)

/** Place of the first denial of a level, -1 where it has none: the index denies all behind it as well. */
export const firstDenial = ({ parts }: Pick<RsqlGroup, 'parts'>): number => parts.findIndex(isDenied)

const isSearch = (operator: RsqlOperator): boolean => operator === '=q=' || operator === '=sq='
const isLike = (operator: RsqlOperator): boolean => operator === '=like=' || operator === '=notlike='

/** What a server refuses whichever engine would answer. */
function checkRefusal(comparison: RsqlComparison, { table, findTable }: Context): Refusal | null {
  const { selector, operator } = comparison
  if (operator === '=out=') {
    return { reason: 'operator', message: 'The server knows =out= but cannot answer it. Write != for each value.' }
  }
  if (isSearch(operator) && selector === '*') return null
  const attribute = findAttribute(selector, table, findTable)
  if (typeof attribute === 'string') return { reason: attribute, message: faultMessage(attribute, selector) }
  return isSearch(operator) ? null : valueRefusal(comparison, attribute)
}

function valueRefusal({ operator, values }: RsqlComparison, attribute: RsqlAttribute): Refusal | null {
  const { name, type, comparedType, choices } = attribute
  const fitsAllTypes = operator === '==' || operator === '!=' || operator === '=in=' || isLike(operator)
  if (!fitsAllTypes && !isNumberType(type) && !isDateType(type)) {
    return { reason: 'operator', message: `${name} holds no numbers or dates, so ${operator} cannot compare it.` }
  }
  if (operator === '=rng=' && values.length < 2) {
    return { reason: 'value', message: `${name}=rng= needs two values, from and to: ${name}=rng=(from,to).` }
  }
  const used = operator === '=in=' ? values : values.slice(0, operator === '=rng=' ? 2 : 1)
  const readValue = isLike(operator) ? readLikeValue : readRsqlValue
  for (const [valueAt, text] of used.entries()) {
    const read = readValue(text, comparedType, choices)
    if (!read.ok) return { reason: 'value', message: notA(text, read.wanted, name), valueAt }
  }
  return null
}

/** What the engine that answers refuses by itself. */
function engineRefusal(comparison: RsqlComparison, { table, findTable, engine }: Context): Refusal | null {
  const { operator, selector, values } = comparison
  const attribute = selector === '*' ? null : findAttribute(selector, table, findTable)
  if (attribute === null || typeof attribute === 'string') return null
  if (operator === '=rng=') return rangeRefusal(attribute, engine)
  if (engine === 'database') return null
  if (operator === '=q=') return searchRefusal(comparison, attribute)
  if (isLike(operator)) return likeRefusal(attribute)
  const isLimit = operator === '=lt=' || operator === '=le=' || operator === '=gt=' || operator === '=ge='
  if (!isLimit || values[0] !== '') return null
  return { reason: 'value', message: `${selector}${operator} needs a value.`, valueAt: 0 }
}

function faultMessage(fault: AttributeFault, selector: string): string {
  switch (fault) {
    case 'unknown-attribute':
      return `There is no attribute ${selector}.`
    case 'not-a-reference':
      return `${selector} leads through an attribute that refers to no other table.`
    case 'too-deep':
      return `${selector} leads through more than one reference, which the server's index does not hold.`
    case 'unknown-table':
      return `The table that ${selector} leads to is not known here.`
  }
}

function searchRefusal({ values: [text = ''] }: RsqlComparison, { name, comparedType }: RsqlAttribute): Refusal | null {
  if (comparedType === 'bool') {
    return { reason: 'words-of-type', message: `${name} holds true or false, where =q= finds nothing. Use ==.` }
  }
  const wanted = searchedValue(text, comparedType)
  if (wanted !== 'none') return null
  return { reason: 'value', message: notA(text, typeWords[comparedType] ?? 'a value', name), valueAt: 0 }
}

const typeWords: Partial<Record<ValueType, string>> = {
  int: 'a whole number',
  long: 'a whole number of at most 64 bits',
  decimal: 'a number',
  date: 'a date such as 2015-12-31',
  'date-time': 'a date and time with its zone, such as 2015-12-31T22:59:59Z',
  bool: 'true or false',
}

const notA = (text: string, wanted: string, name: string): string => `'${text}' is not ${wanted}, which ${name} needs.`

const likeTypes: readonly ValueType[] = ['string', 'email', 'enum', 'hyperlink']

function likeRefusal({ name, type }: RsqlAttribute): Refusal | null {
  if (likeTypes.includes(type)) return null
  return {
    reason: 'words-of-type',
    message:
      `The server's index does not offer 'contains' for ${name}, and another part of the filter needs the index. ` +
      (isTextType(type) ? `Search it for words with ${name}=q= instead.` : 'Compare it instead.'),
  }
}

function rangeRefusal({ name, type }: RsqlAttribute, engine: ServerEngine): Refusal | null {
  const isRefused = type === 'date-time' || (type === 'date' && engine === 'index')
  if (!isRefused) return null
  const who = engine === 'index' ? "The server's index" : 'The server'
  return {
    reason: 'range-of-date',
    message: `${who} cannot answer =rng= on ${name}. Write ${name}=ge=…;${name}=le=… instead.`,
  }
}
