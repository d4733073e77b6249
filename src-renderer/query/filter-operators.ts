// Which operators a column offers: only those that servers accept for its type.
import type { Operator } from '@shared/query/query'
import type { Column } from '@shared/table/table'
import type { ValueType } from '@shared/table/value-type'

const emptiness: Operator[] = ['empty', 'not-empty']
const equality: Operator[] = ['equals', 'not-equals', 'in', 'not-in']
const ordered: Operator[] = ['greater-or-equal', 'less-or-equal', 'greater', 'less']

const shortText: Operator[] = [
  'equals',
  'not-equals',
  'contains',
  'not-contains',
  'search',
  'in',
  'not-in',
  ...emptiness,
]
const longText: Operator[] = [
  'contains',
  'not-contains',
  'search',
  'equals',
  'not-equals',
  'in',
  'not-in',
  ...emptiness,
]
const numbers: Operator[] = [...ordered, 'range', ...equality, ...emptiness]
const one: Operator[] = [...equality, ...emptiness]
// 'is not' means 'holds another one too' on PostgreSQL and 'holds it not' in the index; what means two things is not offered.
const many: Operator[] = ['equals', 'in', ...emptiness]

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
  references: many,
  categories: many,
  'back-references': many,
}

const longTextTypes: readonly ValueType[] = ['text', 'html', 'script']

/**
 * The operators that a column offers, the most used first.
 *
 * Through a reference the server's index answers, which knows no 'contains' on long text and no range of dates.
 *
 * @param column     the column; null when it is not known, which leaves what every type accepts
 * @param isThrough  the column is reached through a reference
 */
export function operatorsFor(column: Column | null, isThrough = false): readonly Operator[] {
  if (!column) return ['equals', 'not-equals', 'in', ...emptiness]
  const offered = byType[column.type]
  if (!isThrough) return offered
  if (longTextTypes.includes(column.type)) return offered.filter((one) => one !== 'contains' && one !== 'not-contains')
  if (column.type === 'date' || column.type === 'date-time') return offered.filter((one) => one !== 'range')
  return offered
}

/** The operator that a new condition on a column starts with. */
export function firstOperator(column: Column | null, isThrough = false): Operator {
  if (column?.isId) return 'equals'
  if (column && !isThrough && ['string', 'email', 'hyperlink'].includes(column.type)) return 'contains'
  return operatorsFor(column, isThrough)[0] ?? 'equals'
}

/** The values that a new condition on a column starts with: none, but for a choice of two that needs no empty state. */
export const firstValues = (column: Column | null): string[] => (column?.type === 'bool' ? ['true'] : [])
