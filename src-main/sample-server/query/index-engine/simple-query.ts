// Searches written in the small query language of `=sq=`, on one attribute or on everything that the index holds.
import { isReference, labelAttributeOf, referencedTable } from '../attribute-path'
import type { FieldType, TableCatalogue, TableModel } from '../../model/table-model'
import type { RowTest } from '../row-test'
import { foldToAscii } from './ascii-folding'
import { someReferenced, someValue } from './index-path'
import type { IndexTarget, SingleValue } from './index-path'
import { equalTo, isTextType } from './index-search'
import { holdsPhrase } from './phrase-match'
import { parseSimpleQuery } from './simple-query-parse'
import type { SimpleQuery } from './simple-query-parse'
import { analysedWords } from './text-analysis'

/** A test of one value of the given type. */
type TypedTest = (type: FieldType, value: SingleValue) => boolean

/** Whether any value of one row passes a test. */
type Document = (row: number, test: TypedTest) => boolean

/** Rows whose attribute answers the query. An empty query finds nothing. */
export function simpleQueryOfAttribute(target: IndexTarget, text: string): RowTest {
  const query = parseSimpleQuery(text)
  if (query === undefined) return { passes: () => false }
  const passes = compiledForRow(query, (test) => target.some((value) => test(target.type, value)))
  return { passes }
}

/** Rows that answer the query by themselves, or through one row that they refer to. */
export function simpleQueryEverywhere(catalogue: TableCatalogue, table: TableModel, text: string): RowTest {
  const query = parseSimpleQuery(text)
  if (query === undefined) return { passes: () => false }
  const own = compiledForRow(query, (test) => (row) => ownDocument(table)(row, test))
  const referenced = table.attributes
    .filter((attribute) => isReference(attribute.type))
    .map((attribute) => {
      const target = referencedTable(catalogue, attribute)
      const document = referencedDocument(catalogue, target)
      const inTarget = compiledForRow(query, (test) => (row) => document(row, test))
      return someReferenced(table, attribute, target, inTarget)
    })
  return { passes: (row) => own(row) || referenced.some((test) => test(row)) }
}

function ownDocument(table: TableModel): Document {
  const attributes = table.attributes.filter((attribute) => !isReference(attribute.type))
  return (row, test) =>
    attributes.some(({ name, type }) => someValue(table.value(row, name), (value) => test(type, value)))
}

/** A referenced row with the labels of the rows that it refers to itself. */
function referencedDocument(catalogue: TableCatalogue, table: TableModel): Document {
  const own = ownDocument(table)
  const further = table.attributes
    .filter((attribute) => isReference(attribute.type))
    .map((attribute) => {
      const target = referencedTable(catalogue, attribute)
      return { name: attribute.name, target, label: labelAttributeOf(target) }
    })
  return (row, test) =>
    own(row, test) ||
    further.some(({ name, target, label }) =>
      someValue(table.value(row, name), (id) => {
        const targetRow = target.rowOf(String(id))
        if (targetRow === undefined) return false
        return someValue(target.value(targetRow, label.name), (value) => test(label.type, value))
      }),
    )
}

/** Each word of a query may be in another value of the row, so the joins are made per row, not per value. */
function compiledForRow(
  query: SimpleQuery,
  anyValue: (test: TypedTest) => (row: number) => boolean,
): (row: number) => boolean {
  if (query.kind === 'not') {
    const part = compiledForRow(query.part, anyValue)
    return (row) => !part(row)
  }
  if (query.kind === 'join') {
    const parts = query.parts.map((part) => compiledForRow(part, anyValue))
    return query.isEither ? (row) => parts.some((part) => part(row)) : (row) => parts.every((part) => part(row))
  }
  return anyValue(valueTest(query))
}

function valueTest(query: Extract<SimpleQuery, { readonly text: string }>): TypedTest {
  const inWords = wordsTest(query)
  return (type, value) =>
    isTextType(type)
      ? inWords(analysedWords(String(value)))
      : query.kind !== 'beginning' && equalTo(type, query.text)?.(value) === true
}

function wordsTest(query: Extract<SimpleQuery, { readonly text: string }>): (words: readonly string[]) => boolean {
  if (query.kind === 'beginning') {
    // A beginning is made lower case and plain, but it is not a word yet, so it is not stemmed.
    const beginning = foldToAscii(query.text.toLowerCase())
    return (words) => words.some((word) => word.startsWith(beginning))
  }
  const wanted = analysedWords(query.text)
  if (wanted.length === 0) return () => false
  if (query.kind === 'phrase') return (words) => holdsPhrase(words, wanted, query.slop)
  if (query.edits === 0) return (words) => wanted.every((word) => words.includes(word))
  return (words) => wanted.every((word) => words.some((own) => isWithinEdits(own, word, query.edits)))
}

/** Whether one word becomes the other by inserting, dropping, changing or swapping at most so many letters. */
function isWithinEdits(left: string, right: string, edits: number): boolean {
  if (Math.abs(left.length - right.length) > edits) return false
  let beforeLast: number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, at) => at)
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row]
    for (let at = 1; at <= right.length; at += 1) {
      const isSame = left[row - 1] === right[at - 1]
      let cost = Math.min((last[at] ?? 0) + 1, (current[at - 1] ?? 0) + 1, (last[at - 1] ?? 0) + (isSame ? 0 : 1))
      const isSwapped = row > 1 && at > 1 && left[row - 1] === right[at - 2] && left[row - 2] === right[at - 1]
      if (isSwapped) cost = Math.min(cost, (beforeLast[at - 2] ?? 0) + 1)
      current.push(cost)
    }
    beforeLast = last
    last = current
  }
  return (last[right.length] ?? Number.POSITIVE_INFINITY) <= edits
}
