// RSQL as a tree that keeps what the server makes of a text: which conditions stand at one level, and in what order.

/** All operators that the servers' language has; `<`, `<=`, `>` and `>=` are other signs for four of them. */
export const rsqlOperators = [
  '==',
  '!=',
  '=in=',
  '=out=',
  '=lt=',
  '=le=',
  '=gt=',
  '=ge=',
  '=rng=',
  '=like=',
  '=notlike=',
  '=q=',
  '=sq=',
] as const
/** An operator of the servers' language. */
export type RsqlOperator = (typeof rsqlOperators)[number]

/** A stretch of the text: from `start` up to, not with, `end`, in UTF-16 units from 0. */
export type Span = { readonly start: number; readonly end: number }

/** One comparison as written, its values without quotes. An operator for lists may have one value without a list. */
export type RsqlComparison = Span & {
  readonly kind: 'comparison'
  readonly selector: string
  readonly operator: RsqlOperator
  readonly values: readonly string[]
  /** Where its parts stand. */
  readonly places: { readonly selector: Span; readonly operator: Span; readonly values: readonly Span[] }
}

/**
 * Two or more parts at one level, joined alike.
 *
 * A group in parentheses stays a level of its own, also inside one that joins alike: the servers' index reads each
 * level by itself. One condition in parentheses is that condition.
 */
export type RsqlGroup = Span & {
  readonly kind: 'group'
  readonly joint: 'and' | 'or'
  readonly parts: readonly RsqlNode[]
}

/** A part of a filter in RSQL. */
export type RsqlNode = RsqlComparison | RsqlGroup

/** Operators whose argument may be a list. */
export const isListOperator = (operator: RsqlOperator): boolean =>
  operator === '=in=' || operator === '=out=' || operator === '=rng='

/** True for the two operators that the server writes as NOT with the positive condition behind it. */
export const isDenial = ({ operator }: RsqlComparison): boolean => operator === '!=' || operator === '=notlike='

/** All comparisons of a filter, in reading order. */
export function rsqlComparisons(node: RsqlNode): RsqlComparison[] {
  return node.kind === 'comparison' ? [node] : node.parts.flatMap(rsqlComparisons)
}
