// How operators are called on screen, in sentences and in file names.
import { isDateType, isManyReferenceType, type ValueType } from '../table/value-type'
import type { Operator } from './query'

const words: Record<Operator, string> = {
  equals: 'is',
  'not-equals': 'is not',
  in: 'is one of',
  'not-in': 'is none of',
  less: 'less than',
  'less-or-equal': 'at most',
  greater: 'more than',
  'greater-or-equal': 'at least',
  range: 'between',
  contains: 'contains',
  'not-contains': 'does not contain',
  begins: 'begins with',
  ends: 'ends with',
  search: 'has a word of',
  empty: 'has no value',
  'not-empty': 'has a value',
}

const dateWords: Partial<Record<Operator, string>> = {
  less: 'before',
  'less-or-equal': 'until',
  greater: 'after',
  'greater-or-equal': 'from',
}

const manyWords: Partial<Record<Operator, string>> = {
  equals: 'includes',
  'not-equals': 'does not include',
  in: 'includes one of',
  'not-in': 'includes none of',
}

/**
 * The words for an operator.
 *
 * @param type  type of the column it stands on; null when that is not known
 */
export function operatorWords(operator: Operator, type: ValueType | null): string {
  if (type !== null && isDateType(type)) return dateWords[operator] ?? words[operator]
  if (type !== null && isManyReferenceType(type)) return manyWords[operator] ?? words[operator]
  return words[operator]
}

/** The words for an operator inside a sentence, where the comparisons need their verb. */
export function operatorPhrase(operator: Operator, type: ValueType | null): string {
  const comparing: readonly Operator[] = ['less', 'less-or-equal', 'greater', 'greater-or-equal', 'range']
  const text = operatorWords(operator, type)
  return comparing.includes(operator) ? `is ${text}` : text
}

/** How many values an operator takes: none, one, two (from and to), or any number. */
export function valueCountOf(operator: Operator): 'none' | 'one' | 'two' | 'many' {
  if (operator === 'empty' || operator === 'not-empty') return 'none'
  if (operator === 'range') return 'two'
  return operator === 'in' || operator === 'not-in' ? 'many' : 'one'
}
