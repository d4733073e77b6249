// Foresees what a classic server does with a filter: which of its two engines answers, or what it refuses and why.
import type { Table } from '../table/table'
import { isDateType, isNumberType, isReferenceType, type ValueType } from '../table/value-type'
import { findAttribute, type AttributeFault, type FindTable, type RsqlAttribute } from './rsql-attribute'
import { isDenial, rsqlComparisons, type RsqlComparison, type RsqlGroup, type RsqlNode, type Span } from './rsql-tree'
import { readLikeValue, readRsqlValue, type ReadValue } from './rsql-value'

/** The part of a server that answers: its database (PostgreSQL), or its index. */
export type ServerEngine = 'database' | 'index'

/** Why a server refuses a filter. */
export type RefusalReason = AttributeFault | 'value' | 'operator' | 'range-of-date' | 'words-of-type' | 'mixed-denials'

/**
 * What a server does with a filter.
 *
 * A refusal names the attribute and the stretch of the text that it is about, and says in a sentence what is wrong
 * and, where there is a way, what to write instead. `unknown-table` is no refusal of the server: without the
 * metadata of a referenced table it cannot be told what the server does.
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

type Refusal = Pick<Extract<ForeseenAnswer, { kind: 'refused' }>, 'reason' | 'message'>
type Context = { readonly table: Table; readonly findTable: FindTable; readonly engine: ServerEngine }

/**
 * Tell which engine of a server answers a filter.
 *
 * All of it goes to the index as soon as one comparison searches for words, leads through a reference or asks a
 * computed attribute.
 */
export function engineOf(node: RsqlNode, table: Table): ServerEngine {
  const computed = new Set(table.columns.filter(({ isComputed }) => isComputed).map(({ name }) => name))
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
 */
export function foreseeRsql(node: RsqlNode, table: Table, findTable: FindTable): ForeseenAnswer {
  const engine = engineOf(node, table)
  const context = { table, findTable, engine }
  for (const comparison of rsqlComparisons(node)) {
    const refusal = refusalOf(comparison, context)
    if (refusal) return refused(refusal, comparison, engine)
  }
  const mixed = engine === 'index' ? mixedDenial(node) : null
  if (!mixed) return { kind: 'answered', engine }
  return refused({ reason: 'mixed-denials', message: mixedMessage(mixed) }, mixed, engine)
}

const refused = (refusal: Refusal, { selector, start, end }: RsqlComparison, engine: ServerEngine): ForeseenAnswer => ({
  kind: 'refused',
  engine,
  attribute: selector,
  start,
  end,
  ...refusal,
})

const mixedMessage = ({ selector }: RsqlComparison): string =>
  `The server cannot read a condition behind 'not' on ${selector} at the same level. Move the denial to the end, ` +
  `or write it twice in parentheses: (${selector}!=…;${selector}!=…).`

/**
 * The first denial that the index cannot read: one before a plain part that is not the last of its level.
 *
 * The index takes NOT as what joins all that follows; the AND or OR that it then meets contradicts that.
 */
function mixedDenial(node: RsqlNode): RsqlComparison | null {
  if (node.kind === 'comparison') return null
  const first = firstDenial(node)
  if (first !== -1) {
    const plainAt = node.parts.findIndex((part, at) => at > first && !isDenied(part))
    const denial = node.parts[first]
    if (plainAt !== -1 && plainAt < node.parts.length - 1 && denial?.kind === 'comparison') return denial
  }
  for (const part of node.parts) {
    const found = mixedDenial(part)
    if (found) return found
  }
  return null
}

const isDenied = (part: RsqlNode): boolean => part.kind === 'comparison' && isDenial(part)

/** Place of the first denial of a level, -1 where it has none: the index denies all behind it as well. */
export const firstDenial = ({ parts }: Pick<RsqlGroup, 'parts'>): number => parts.findIndex(isDenied)

function refusalOf(comparison: RsqlComparison, context: Context): Refusal | null {
  const { selector, operator } = comparison
  const isSearch = operator === '=q=' || operator === '=sq='
  if (operator === '=out=') {
    return { reason: 'operator', message: 'The server knows =out= but cannot answer it. Write != for each value.' }
  }
  if (isSearch && selector === '*') return null
  const attribute = findAttribute(selector, context.table, context.findTable)
  if (typeof attribute === 'string') return { reason: attribute, message: faultMessage(attribute, selector) }
  if (isSearch) return operator === '=q=' ? searchRefusal(comparison, attribute) : null
  if (operator === '=like=' || operator === '=notlike=') return likeRefusal(comparison, attribute, context)
  return comparisonRefusal(comparison, attribute, context)
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
  return wanted === 'none' ? { reason: 'value', message: notA(text, typeWords[comparedType] ?? 'a value', name) } : null
}

const typeWords: Partial<Record<ValueType, string>> = {
  int: 'a whole number',
  long: 'a whole number of at most 64 bits',
  decimal: 'a number',
  date: 'a date such as 2015-12-31',
  'date-time': 'a date and time with its zone, such as 2015-12-31T22:59:59Z',
  bool: 'true or false',
}

/**
 * What a searched text means in a type that is not cut into words: the value that is equal to it.
 *
 * @returns `words` for types that are cut into words, `none` when the text is no value of the type
 */
export function searchedValue(text: string, type: ValueType): ReadValue | 'words' | 'none' {
  if (isReferenceType(type)) return 'none'
  if (type === 'bool') return text === 'true' || text === 'false' ? { ok: true, value: text === 'true' } : 'none'
  if (type === 'date' && !/^\d{4}-\d\d-\d\d$/.test(text)) return 'none'
  if (type === 'date-time' && !/T.*(Z|[+-]\d\d:?\d\d)$/.test(text)) return 'none'
  if (!isNumberType(type) && !isDateType(type)) return 'words'
  const read = text === '' ? null : readRsqlValue(text, type, null)
  if (read?.ok === true) return read
  // A number with a point is looked for among whole numbers too, and found where it is whole.
  const decimal = type === 'int' && text !== '' ? readRsqlValue(text, 'decimal', null) : null
  return decimal?.ok === true ? decimal : 'none'
}

const notA = (text: string, wanted: string, name: string): string => `'${text}' is not ${wanted}, which ${name} needs.`

const likeTypes: readonly ValueType[] = ['string', 'email', 'enum', 'hyperlink']

function likeRefusal(
  { values: [text = ''] }: RsqlComparison,
  attribute: RsqlAttribute,
  context: Context,
): Refusal | null {
  const { name, type, comparedType, choices } = attribute
  const read = readLikeValue(text, comparedType, choices)
  if (!read.ok) return { reason: 'value', message: notA(text, read.wanted, name) }
  if (context.engine === 'database' || likeTypes.includes(type)) return null
  return {
    reason: 'words-of-type',
    message:
      `The server's index does not offer 'contains' for ${name}, and another part of the filter needs the index. ` +
      (isReferenceType(type) || isNumberType(type) || isDateType(type) || type === 'bool'
        ? 'Compare it instead.'
        : `Search it for words with ${name}=q= instead.`),
  }
}

function comparisonRefusal(comparison: RsqlComparison, attribute: RsqlAttribute, context: Context): Refusal | null {
  const { operator, values } = comparison
  const { name, type, comparedType, choices } = attribute
  const isOrdered = isNumberType(type) || isDateType(type)
  if (operator !== '==' && operator !== '!=' && operator !== '=in=' && !isOrdered) {
    return { reason: 'operator', message: `${name} holds no numbers or dates, so ${operator} cannot compare it.` }
  }
  if (operator === '=rng=' && values.length < 2) {
    return { reason: 'value', message: `${name}=rng= needs two values, from and to: ${name}=rng=(from,to).` }
  }
  const used = operator === '=in=' ? values : operator === '=rng=' ? values.slice(0, 2) : values.slice(0, 1)
  for (const text of used) {
    const read = readRsqlValue(text, comparedType, choices)
    if (!read.ok) return { reason: 'value', message: notA(text, read.wanted, name) }
  }
  return operator === '=rng=' ? rangeRefusal(attribute, context) : emptyLimitRefusal(comparison, context)
}

function rangeRefusal({ name, type }: RsqlAttribute, { engine }: Context): Refusal | null {
  const isRefused = type === 'date-time' || (type === 'date' && engine === 'index')
  if (!isRefused) return null
  const who = engine === 'index' ? "The server's index" : 'The server'
  return {
    reason: 'range-of-date',
    message: `${who} cannot answer =rng= on ${name}. Write ${name}=ge=…;${name}=le=… instead.`,
  }
}

function emptyLimitRefusal({ operator, values, selector }: RsqlComparison, { engine }: Context): Refusal | null {
  const isLimit = operator !== '==' && operator !== '!=' && operator !== '=in='
  if (!isLimit || values[0] !== '' || engine === 'database') return null
  return { reason: 'value', message: `${selector}${operator} needs a value.` }
}
