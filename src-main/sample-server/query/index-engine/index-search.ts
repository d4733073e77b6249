// Searches of the index: for words in one attribute, and for words near each other in any value of a row.
import { MULTIPLE_REFERENCES, SINGLE_REFERENCES } from '../../model/table-model'
import type { AttributeModel, FieldType, TableCatalogue, TableModel } from '../../model/table-model'
import { idAttributeOf, isReference, labelAttributeOf, referencedTable } from '../attribute-path'
import { parseInstantMs } from '../date-value'
import { parseDouble, parseInt32, parseInt64, wholeInt64 } from '../java-number'
import { indexCountFailure, serverFailure } from '../refusals'
import type { RowTest } from '../row-test'
import { someReferenced, someValue } from './index-path'
import type { IndexTarget, SingleValue } from './index-path'
import { holdsPhrase } from './phrase-match'
import { analysedWords, surelyLacks } from './text-analysis'

type ValueTest = (value: SingleValue) => boolean

/** How a whole-row search tests one value: by its words, or for other types by what the searched text means there. */
export type SearchTests = { readonly text: ValueTest; readonly other: (type: FieldType) => ValueTest | undefined }

/**
 * Rows whose attribute has at least one word of the text; numbers and dates must be equal.
 *
 * @throws ServerRefusal 500 for a BOOL, and `IX09` for a text that is no number where the attribute holds numbers
 */
export function searchAttribute(table: TableModel, target: IndexTarget, text: string): RowTest {
  if (target.type === 'BOOL') throw serverFailure('Cannot execute search query on [BOOL] attribute')
  if (!isTextType(target.type)) {
    const test = equalTo(target.type, text)
    if (test === undefined) throw indexCountFailure(table)
    return { passes: target.some(test) }
  }
  const wanted = new Set(analysedWords(text))
  const [only] = wanted
  if (only === undefined) return { passes: () => false }
  const isSingle = wanted.size === 1
  return {
    passes: target.some((value) => {
      const own = String(value)
      if (isSingle && surelyLacks(own, only)) return false
      return analysedWords(own).some((word) => wanted.has(word))
    }),
  }
}

/** Rows in which all words of the text stand near each other in one value, of the row or of a row it refers to. */
export function searchEverywhere(catalogue: TableCatalogue, table: TableModel, text: string): RowTest {
  const phrase = analysedWords(text)
  const [only] = phrase
  if (only === undefined) return { passes: () => false }
  const trimmed = text.trim()
  return anyValueTest(catalogue, table, {
    text: (value) => {
      const own = String(value)
      if (phrase.length === 1 && surelyLacks(own, only)) return false
      return holdsPhrase(analysedWords(own), phrase)
    },
    other: (type) => equalTo(type, trimmed),
  })
}

/**
 * A test of all values of a row: its own, those of the rows that it refers to, and of the rows that those refer to
 * the labels. That is what the index holds of a row.
 */
export function anyValueTest(catalogue: TableCatalogue, table: TableModel, tests: SearchTests): RowTest {
  const own = rowTests(table, tests)
  const referenced = table.attributes
    .filter((attribute) => isReference(attribute.type))
    .map((attribute) => {
      const target = referencedTable(catalogue, attribute)
      const inTarget = [...rowTests(target, tests), ...labelTests(catalogue, target, tests)]
      return someReferenced(table, attribute, target, (row) => inTarget.some((test) => test(row)))
    })
  const all = [...own, ...referenced]
  return { passes: (row) => all.some((test) => test(row)) }
}

function rowTests(table: TableModel, tests: SearchTests): ((row: number) => boolean)[] {
  return table.attributes.flatMap((attribute) => {
    if (isReference(attribute.type)) return []
    const test = isTextType(attribute.type) ? tests.text : tests.other(attribute.type)
    return test === undefined ? [] : [(row: number) => someValue(table.value(row, attribute.name), test)]
  })
}

function labelTests(catalogue: TableCatalogue, table: TableModel, tests: SearchTests): ((row: number) => boolean)[] {
  return table.attributes.flatMap((attribute) => {
    if (!isReference(attribute.type)) return []
    const target = referencedTable(catalogue, attribute)
    const label = plainAttribute(labelAttributeOf(target), target)
    const test = isTextType(label.type) ? tests.text : tests.other(label.type)
    if (test === undefined) return []
    return [someReferenced(table, attribute, target, (row) => someValue(target.value(row, label.name), test))]
  })
}

/** A label that is itself a reference is held by its id, which is all that its cell holds. */
function plainAttribute(label: AttributeModel, table: TableModel): AttributeModel {
  return isReference(label.type) ? idAttributeOf(table) : label
}

/** Types that the index takes apart into words. */
export function isTextType(type: FieldType): boolean {
  return (
    !['BOOL', 'INT', 'LONG', 'DECIMAL', 'DATE', 'DATE_TIME', 'COMPOUND'].includes(type) &&
    !SINGLE_REFERENCES.has(type) &&
    !MULTIPLE_REFERENCES.has(type)
  )
}

/** A test for 'is what this text means' in a type that is not taken apart; `undefined` where it means nothing. */
export function equalTo(type: FieldType, text: string): ValueTest | undefined {
  switch (type) {
    case 'BOOL':
      return text === 'true' || text === 'false' ? equals(text === 'true') : undefined
    case 'INT':
      return equals(parseInt32(text) ?? parseDouble(text))
    case 'DECIMAL':
      return equals(parseDouble(text))
    case 'LONG':
      // As for INT: a number with a point is taken, and equal where it is whole.
      return parseDouble(text) === undefined ? undefined : (equals(parseInt64(text) ?? wholeInt64(text)) ?? never)
    case 'DATE':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? equals(text) : undefined
    case 'DATE_TIME':
      return instantTest(text)
    default:
      return undefined
  }
}

const never: ValueTest = () => false

function equals(wanted: SingleValue | undefined): ValueTest | undefined {
  return wanted === undefined ? undefined : (value) => value === wanted
}

function instantTest(text: string): ValueTest | undefined {
  const wanted = /T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? parseInstantMs(text) : undefined
  return wanted === undefined ? undefined : (value) => typeof value === 'string' && Date.parse(value) === wanted
}
