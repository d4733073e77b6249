// Finds the part of a filter that a server's refusal is about, where its words tell.
import { AppError } from '@shared/errors/app-error'
import { activeConditions, type Condition, type Query } from '@shared/query/query'
import { findColumn, type Table } from '@shared/table/table'
import { isDateType, type ValueType } from '@shared/table/value-type'

const longTextTypes: readonly ValueType[] = ['text', 'html', 'script']

/** Adds `attribute` to the facts of a refused query, when it can be told which attribute that is. */
export function blame(error: AppError, query: Query, table: Table): AppError {
  if (error.code !== 'query.refused' || typeof error.facts['attribute'] === 'string') return error
  const words = error.facts['serverWords']
  const attribute = findAttribute(typeof words === 'string' ? words : '', query, table)
  if (attribute === null) return error
  return new AppError(error.code, error.message, { cause: error, facts: { ...error.facts, attribute } })
}

function findAttribute(words: string, query: Query, table: Table): string | null {
  const conditions = activeConditions(query.filter)
  const used = [...conditions.map(({ attribute }) => attribute), ...query.sort.map(({ attribute }) => attribute)]
  const named = /Unknown attribute '([^']+)'|[Aa]ttribute (?:named )?[['"]([^\]'"]+)[\]'"]/.exec(words)
  const name = named?.[1] ?? named?.[2]
  if (name !== undefined) return used.find((each) => each === name || each.split('.').includes(name)) ?? name
  const suspect = conditions.filter((condition) => isSuspect(condition, words, table))
  const [first] = suspect.length > 0 ? suspect : conditions
  // Without a hint, only a filter with one condition, and no words to search for, tells which one it is.
  const isAlone = conditions.length === 1 && query.search.trim() === ''
  return first && (suspect.length > 0 || isAlone) ? first.attribute : null
}

function isSuspect(condition: Condition, words: string, table: Table): boolean {
  const type = findColumn(table, condition.attribute)?.type
  const value = /For input string: "([^"]*)"|Text '([^']*)' could not be parsed|value '([^']*)'/.exec(words)
  const quoted = value?.slice(1).find((each) => each !== undefined)
  if (quoted !== undefined) return condition.values.includes(quoted)
  const unsupported = /Unsupported data type \[(\w+)\] for operator \[(\w+)\]/.exec(words)
  if (unsupported)
    return condition.operator === operatorWords[unsupported[2] ?? ''] && isType(type, unsupported[1] ?? '')
  if (/instead of \[ArrayList\]|bad SQL grammar/.test(words)) {
    return condition.operator === 'range' && type !== undefined && isDateType(type)
  }
  // Two steps of reference are one too many for the index.
  if (/Error (?:counting|searching) docs/.test(words)) return condition.attribute.split('.').length > 2
  return false
}

const operatorWords: Readonly<Record<string, string>> = { LIKE: 'contains', SEARCH: 'search', RANGE: 'range' }

function isType(type: ValueType | undefined, word: string): boolean {
  if (type === undefined) return true
  if (longTextTypes.includes(type)) return type.toUpperCase() === word
  return type.replace('-', '_').toUpperCase() === word || !longTextTypes.some((each) => each.toUpperCase() === word)
}
