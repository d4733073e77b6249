// Which operators a column offers: all that its type has a meaning for, live and offline alike.
import type { Operator } from '@shared/query/query'
import type { Column } from '@shared/table/table'
import type { ValueType } from '@shared/table/value-type'

const emptiness: Operator[] = ['empty', 'not-empty']
const equality: Operator[] = ['equals', 'not-equals', 'in', 'not-in']
const ordered: Operator[] = ['greater-or-equal', 'less-or-equal', 'greater', 'less']
const parts: Operator[] = ['contains', 'not-contains', 'begins', 'ends', 'search']

const shortText: Operator[] = ['equals', 'not-equals', ...parts, 'in', 'not-in', ...emptiness]
const longText: Operator[] = [...parts, ...equality, ...emptiness]
const numbers: Operator[] = [...ordered, 'range', ...equality, ...emptiness]
const one: Operator[] = [...equality, ...emptiness]

const byType: Record<ValueType, readonly Operator[]> = {
  string: shortText,
  email: shortText,
  hyperlink: shortText,
  text: longText,
  html: longText,
  script: longText,
  enum: one,
  int: numbers,
  long: numbers,
  decimal: numbers,
  bool: ['equals', 'not-equals', ...emptiness],
  date: numbers,
  'date-time': numbers,
  reference: one,
  category: one,
  file: one,
  references: one,
  categories: one,
  'back-references': one,
}

/**
 * The operators that a column offers, the most used first; through a reference the same ones.
 *
 * @param column  the column; null when it is not known, which leaves what every type accepts
 */
export const operatorsFor = (column: Column | null): readonly Operator[] => (column ? byType[column.type] : one)

/** The operator that a new condition on a column starts with. */
export function firstOperator(column: Column | null, isThrough = false): Operator {
  if (column?.isId) return 'equals'
  if (column && !isThrough && ['string', 'email', 'hyperlink'].includes(column.type)) return 'contains'
  return operatorsFor(column)[0] ?? 'equals'
}

/** The values that a new condition on a column starts with: none, but for a choice of two that needs no empty state. */
export const firstValues = (column: Column | null): string[] => (column?.type === 'bool' ? ['true'] : [])

const denials: readonly Operator[] = ['not-equals', 'not-in', 'not-contains']

/** True when rows without a value pass, which somebody might not expect. */
export const passesWithoutValue = (operator: Operator): boolean => denials.includes(operator)

/** The rule for rows without a value, as the window says it everywhere. */
export const withoutValueRule = 'Rows without a value pass.'
