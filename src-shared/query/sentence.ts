// A filter as one plain English sentence, for tooltips, captions and names of files.
import { findColumn, type Column, type Table } from '../table/table'
import { operatorPhrase, valueCountOf } from './operator-words'
import { activeFilter, rsqlOf, type Condition, type FilterNode, type Query } from './query'
import { readRelativeDate, relativeDateWords } from './relative-date'
import { utcText } from '../table/utc-text'
import { isDateType, type ValueType } from '../table/value-type'

/** Finds the column that an attribute path ends in, and the labels of the columns that it passes. */
export type ResolvedAttribute = { readonly label: string; readonly column: Column | null }

/** What a sentence may look up: attribute paths, and labels of values (ids of referenced rows). */
export type SentenceWords = {
  readonly attribute: (path: string) => ResolvedAttribute
  readonly value: (path: string, value: string) => string
}

const shownValues = 5

/** The words that a table's metadata alone can give. */
export function tableWords(table: Table): SentenceWords {
  const attribute = (path: string): ResolvedAttribute => {
    const column = findColumn(table, path)
    if (column) return { label: column.label, column }
    const [first = '', ...rest] = path.split('.')
    const start = findColumn(table, first)
    return start && rest.length > 0
      ? { label: [start.label, ...rest].join(' › '), column: null }
      : { label: path, column: null }
  }
  const value = (path: string, text: string) =>
    attribute(path).column?.choices?.find((choice) => choice.id === text)?.label ?? text
  return { attribute, value }
}

/**
 * A query's filter and search as a sentence: `SNP_ID is rs12460890 and Ref_Counts is at least 100`.
 *
 * What is switched off is left out; many values are cut to a few and a number.
 *
 * @returns `All rows` when every row passes
 */
export function querySentence(query: Query, words: SentenceWords): string {
  const rsql = rsqlOf(query)
  if (rsql !== null) return `RSQL ${rsql}`
  const filter = activeFilter(query.filter)
  const search = query.search.trim()
  const parts: string[] = []
  if (search !== '') parts.push(`any column has "${search}"`)
  if (filter)
    parts.push(nodeSentence(filter, words, parts.length > 0 && filter.kind === 'group' && filter.joint === 'or'))
  return parts.length === 0 ? 'All rows' : parts.join(' and ')
}

/** A part of a filter as a sentence; `isPart` puts several parts into parentheses. */
export function nodeSentence(node: FilterNode, words: SentenceWords, isPart = false): string {
  if (node.kind === 'condition') return conditionSentence(node, words)
  if (node.children.length === 0) return 'all rows'
  const joint = node.joint === 'and' ? ' and ' : ' or '
  const text = node.children
    .map((child) => nodeSentence(child, words, child.kind === 'group' && child.joint !== node.joint))
    .join(joint)
  if (node.isNot === true) return `not (${text})`
  return isPart && node.children.length > 1 ? `(${text})` : text
}

/** One condition as a sentence. */
export function conditionSentence(condition: Condition, words: SentenceWords): string {
  const { label, column } = words.attribute(condition.attribute)
  const phrase = operatorPhrase(condition.operator, column?.type ?? null)
  const values = valuesText(condition, words)
  return values === '' ? `${label} ${phrase}` : `${label} ${phrase} ${values}`
}

/** The values of a condition as text: `19`, `10 and 20`, `a, b or c`, `a, b, c, d, e or 12 more`. */
export function valuesText(condition: Condition, words: SentenceWords): string {
  const type = words.attribute(condition.attribute).column?.type ?? null
  // Of a long list only what is shown is looked up.
  const values = condition.values.slice(0, shownValues + 1).map((value) => valueText(condition, value, type, words))
  switch (valueCountOf(condition.operator)) {
    case 'none':
      return ''
    case 'one':
      return values[0] ?? '…'
    case 'two':
      return `${values[0] ?? '…'} and ${values[1] ?? '…'}`
    case 'many': {
      if (values.length === 0) return '…'
      const rest = condition.values.length - shownValues
      const listed = rest > 0 ? [...values.slice(0, shownValues), `${rest.toLocaleString('en')} more`] : values
      return listed.length === 1 ? (listed[0] ?? '') : `${listed.slice(0, -1).join(', ')} or ${listed.at(-1)}`
    }
  }
}

function valueText({ attribute }: Condition, value: string, type: ValueType | null, words: SentenceWords): string {
  const relative = type !== null && isDateType(type) ? readRelativeDate(value) : null
  if (relative !== null) return relativeDateWords(relative)
  return seenText(type === 'date-time' ? utcText(value) : words.value(attribute, value))
}

/** A text as it can be seen: in quotes where it begins or ends with blanks, or is nothing else. */
export const seenText = (text: string): string => (text === text.trim() ? text : `"${text}"`)

/**
 * A name for a file with the rows of a query: the table, and what the filter says, fit for every file system.
 *
 * @returns without ending; at most 100 characters
 */
export function queryFileName(table: Table, query: Query): string {
  const sentence = querySentence(query, tableWords(table))
  const text = sentence === 'All rows' ? table.label : `${table.label}, ${sentence}`
  const safe = text
    .replace(/[<>:"/\\|?*\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return (
    Array.from(safe)
      .slice(0, 100)
      .join('')
      .replace(/[. ]+$/, '') || 'Rows'
  )
}
