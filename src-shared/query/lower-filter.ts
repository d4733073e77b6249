// From what a person means to what a server's engines do: denials and empty values are spelled out, and where an engine
// has no words for a condition it is asked for more rows than wanted, which are sieved afterwards. Pure.
import { AppError } from '../errors/app-error'
import { findColumn, type Table } from '../table/table'
import { isManyReferenceType } from '../table/value-type'
import type { ServerEngine } from '../rsql/foresee-rsql'
import { activeFilter, type Condition, type FilterNode, type Group, type Operator } from './query'

/** What is known of an attribute that a condition names. */
export type AttributeNature = {
  /** A row may have several values: several references, or a way that leads through such. */
  readonly isMany: boolean
  readonly isNullable: boolean
}

/** What a table's metadata tell of an attribute; through a reference any row may be without a value. */
export function natureIn(table: Table): (attribute: string) => AttributeNature {
  return (attribute) => {
    const own = findColumn(table, attribute)
    const column = own ?? findColumn(table, attribute.split('.')[0] ?? '')
    return { isMany: column ? isManyReferenceType(column.type) : false, isNullable: own?.isNullable ?? true }
  }
}

/** How the filter is to be answered. */
export type LowerOptions = {
  readonly engine: ServerEngine
  readonly natureOf: (attribute: string) => AttributeNature
  /** Whether the engine's 'contains' tells capitals from small letters; all but some older servers ignore case. */
  readonly isCaseKept?: boolean
  /**
   * An index answers everything, in the oldest servers: empty values pass its denials, and its 'contains' goes by
   * groups of signs, which gives all rows that are meant and maybe more.
   */
  readonly isEverythingIndexed?: boolean
}

/**
 * A filter in the engine's own terms.
 *
 * - `node`: what to ask for; its conditions mean what the engine makes of them. Null asks for every row.
 * - `sieve`: parts of the filter, as the person means them, that still have to be checked on each row of the answer.
 *   Empty when the answer is exact.
 */
export type LoweredFilter = { readonly node: FilterNode | null; readonly sieve: readonly FilterNode[] }

/** A part in the engine's terms: all rows that pass are among its rows, and no others when it is exact. */
type Part = { readonly node: FilterNode | null; readonly isExact: boolean }

const anyRow: Part = { node: null, isExact: false }
const exact = (node: FilterNode): Part => ({ node, isExact: true })

/**
 * Lower a filter to what one engine of a server understands.
 *
 * @param filter  the filter; null or what is switched off lets every row pass
 * @throws AppError `query.invalid` when a condition lacks a value; `facts.attribute` names it
 */
export function lowerFilter(filter: FilterNode | null, options: LowerOptions): LoweredFilter {
  const active = filter && activeFilter(filter)
  if (active === null) return { node: null, sieve: [] }
  const nodes: FilterNode[] = []
  const sieve: FilterNode[] = []
  for (const part of conjuncts(active)) {
    const { node, isExact } = lower(part, false, options)
    if (node !== null) nodes.push(node)
    if (!isExact) sieve.push(part)
  }
  return { node: joined('and', nodes), sieve }
}

/** The parts of a filter that must all hold. */
function conjuncts(node: FilterNode): readonly FilterNode[] {
  if (node.kind === 'condition' || node.joint === 'or' || node.isNot === true) return [node]
  return node.children.flatMap(conjuncts)
}

function lower(node: FilterNode, isDenied: boolean, options: LowerOptions): Part {
  if (node.kind === 'condition') return lowerCondition(isDenied ? denialOf(node) : node, options)
  const isTurned = isDenied !== (node.isNot === true)
  const parts = node.children.map((child) => lower(child, isTurned, options))
  const isAnd = (node.joint === 'and') !== isTurned
  const isExact = parts.every((part) => part.isExact)
  if (isAnd) return { node: joined('and', asked(parts)), isExact }
  // An alternative that any row may pass leaves nothing to ask for.
  return parts.some((part) => part.node === null) ? anyRow : { node: joined('or', asked(parts)), isExact }
}

const asked = (parts: readonly Part[]): FilterNode[] => parts.map(({ node }) => node).filter((node) => node !== null)

function joined(joint: Group['joint'], children: readonly FilterNode[]): FilterNode | null {
  const [only] = children
  if (children.length <= 1) return only ?? null
  return { kind: 'group', id: 'lowered', joint, isOff: false, children: [...children] }
}

/** A condition that is true where the other is not; `denied` stands for those that have no operator of their own. */
type Literal = Condition & { readonly isDenied?: boolean }

const opposites: Partial<Record<Operator, Operator>> = {
  equals: 'not-equals',
  'not-equals': 'equals',
  in: 'not-in',
  'not-in': 'in',
  contains: 'not-contains',
  'not-contains': 'contains',
  empty: 'not-empty',
  'not-empty': 'empty',
}

function denialOf(condition: Condition): Literal {
  const operator = opposites[condition.operator]
  return operator === undefined ? { ...condition, isDenied: true } : { ...condition, operator }
}

function lowerCondition(literal: Literal, options: LowerOptions): Part {
  const { isDenied = false, ...condition } = literal
  const nature = options.natureOf(condition.attribute)
  switch (condition.operator) {
    case 'empty':
    case 'not-empty':
      return exact(condition)
    case 'equals':
    case 'in':
      valueAt(condition, 0)
      return exact(condition)
    case 'not-equals':
    case 'not-in':
      valueAt(condition, 0)
      return lowerOther(condition, nature, options)
    case 'search':
      return isDenied ? anyRow : exact(condition)
    case 'contains':
    case 'not-contains':
    case 'begins':
    case 'ends':
      return lowerText(condition, isDenied, nature, options)
    default:
      return isDenied ? lowerNotCompared(condition, nature) : exact(condition)
  }
}

/** 'Is not' and 'is none of': the database leaves rows without a value out, which are to be among them. */
function lowerOther(condition: Condition, nature: AttributeNature, options: LowerOptions): Part {
  if (options.engine === 'index' || options.isEverythingIndexed === true) return exact(condition)
  // Of several references the database says whether there is another one than this, which is something else.
  if (nature.isMany) return anyRow
  return exact(orEmpty(condition, nature))
}

function lowerText(condition: Condition, isDenied: boolean, nature: AttributeNature, options: LowerOptions): Part {
  const text = valueAt(condition, 0)
  // The index goes by words where a person means signs.
  if (options.engine === 'index') return anyRow
  if (options.isEverythingIndexed === true) return bySigns(condition, isDenied)
  const isNot = isDenied || condition.operator === 'not-contains'
  const pattern = options.isCaseKept === true ? anyCasePattern(text) : text
  const isPlain = !/[%_]/.test(text) && pattern === text
  const isWhole = condition.operator === 'contains' || condition.operator === 'not-contains'
  if (isNot) return isPlain && isWhole ? exact(orEmpty(condition, nature)) : anyRow
  if (isPlain && isWhole) return exact(condition)
  return { node: { ...condition, operator: 'contains', values: [pattern] }, isExact: false }
}

const bySigns = (condition: Condition, isDenied: boolean): Part =>
  isDenied || condition.operator === 'not-contains'
    ? anyRow
    : { node: { ...condition, operator: 'contains' }, isExact: false }

/** A pattern that any case of the text fits: letters that have two cases become the sign for 'any one character'. */
export const anyCasePattern = (text: string): string =>
  Array.from(text, (sign) => (sign.toLowerCase() === sign.toUpperCase() ? sign : '_')).join('')

/** The rows for which a comparison does not hold: those on its other side, and those without a value. */
function lowerNotCompared(condition: Condition, nature: AttributeNature): Part {
  // Of several values one may lie on either side.
  if (nature.isMany) return anyRow
  const other = (operator: Operator, at = 0): Condition => ({
    ...condition,
    operator,
    values: [valueAt(condition, at)],
  })
  switch (condition.operator) {
    case 'less':
      return exact(orEmpty(other('greater-or-equal'), nature))
    case 'less-or-equal':
      return exact(orEmpty(other('greater'), nature))
    case 'greater':
      return exact(orEmpty(other('less-or-equal'), nature))
    case 'greater-or-equal':
      return exact(orEmpty(other('less'), nature))
    default: {
      const outside = [other('less', 0), other('greater', 1)]
      return exact(joined('or', nature.isNullable ? [...outside, emptyOf(condition)] : outside) ?? condition)
    }
  }
}

const emptyOf = (condition: Condition): Condition => ({ ...condition, operator: 'empty', values: [] })

function orEmpty(condition: Condition, { isNullable }: AttributeNature): FilterNode {
  return isNullable ? (joined('or', [condition, emptyOf(condition)]) ?? condition) : condition
}

/**
 * A condition's value by its number.
 *
 * @throws AppError `query.invalid` when it has none yet
 */
export function valueAt(condition: Condition, index: number): string {
  const value = condition.values[index]
  if (value !== undefined && value !== '') return value
  throw new AppError('query.invalid', `The condition on ${condition.attribute} has no value yet.`, {
    facts: { attribute: condition.attribute },
  })
}
