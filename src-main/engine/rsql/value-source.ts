// Where a comparison finds its values: in a column of the copy, or in the rows of another copy that a column leads to.
import { AppError } from '@shared/errors/app-error'
import type { RsqlAttribute } from '@shared/rsql/rsql-attribute'
import { listHasAny, listHolds, mostByThemselves } from '../query/comparison'
import type { ReferencedCopy } from '../store/copy-store'
import type { StoredColumn } from '../store/stored-column'

/** The prepared words of the values. `only` selects the texts that count; null when all of the place do. */
export type WordSource = { readonly schema: string; readonly place: number; readonly only: string | null }

/**
 * The values of an attribute, as conditions on rows of the copy. Where a row has no value they may be NULL, which
 * passes no more than false does: a plain `IN` is a join that the database does best. `denied` takes care of it.
 *
 * - `some`: a value of the row passes a test, which is written on the value's SQL and holds no sub-query
 * - `among`: a value of the row is one of a few texts, each written as SQL
 * - `holds`: a value of the row is among the texts that a sub-query selects
 */
export type ValueSource = {
  readonly some: (test: (value: string) => string) => string
  readonly among: (texts: readonly string[]) => string
  readonly holds: (texts: string) => string
  readonly words: WordSource
}

/** What a filter leads through: the copy's columns, and copies of referenced tables by table id. */
export type SourceContext = {
  readonly columns: readonly StoredColumn[]
  readonly references: ReadonlyMap<string, ReferencedCopy>
}

const certain = (sql: string): string => `coalesce(${sql}, false)`

/** The rows for which a condition is not true. */
export const denied = (condition: string): string => `(NOT ${certain(condition)})`

/** A column as it is stored. @throws AppError `query.invalid` for an unknown one */
export function storedNamed(columns: readonly StoredColumn[], name: string): StoredColumn {
  const stored = columns.find(({ column }) => column.name === name)
  if (stored) return stored
  throw new AppError('query.invalid', `There is no attribute ${name}.`, { facts: { attribute: name } })
}

/**
 * The values of an attribute.
 *
 * @throws AppError `query.refused` when they lie in rows of which there is no copy
 */
export function valueSource({ column, inner, name }: RsqlAttribute, context: SourceContext): ValueSource {
  const stored = storedNamed(context.columns, column.name)
  const { target } = column
  if (inner === null || target === null || inner === target.idColumn) return idSource(stored)
  const reference = context.references.get(target.tableId)
  if (reference) return referencedSource(stored, reference, storedNamed(reference.columns, inner))
  if (inner === target.labelColumn && stored.label !== null) return labelSource(stored, stored.label)
  throw new AppError(
    'query.refused',
    `${name} needs a copy of ${target.tableLabel} as well. Keep one, and ask again.`,
    {
      facts: { attribute: name, tableId: target.tableId, asked: 'copy' },
    },
  )
}

/**
 * The column's own values; of a reference the ids.
 *
 * @param schema  the attached copy whose column it is; empty for the copy that is asked
 */
export const idSource = (stored: StoredColumn, schema = ''): ValueSource =>
  ownSource(stored.value, stored.form === 'references', { schema, place: stored.index * 2, only: null })

/** The labels of the rows that a reference leads to. */
export const labelSource = (stored: StoredColumn, label: string, schema = ''): ValueSource => {
  const place = stored.index * 2 + (hasLabels(stored) ? 1 : 0)
  return ownSource(label, stored.form === 'references', { schema, place, only: null })
}

/** False where the id of a referenced row is its label, too. */
export const hasLabels = ({ column: { target } }: StoredColumn): boolean => target?.idColumn !== target?.labelColumn

const isIn = (value: string) => (texts: readonly string[]) => `(${value} IN (${texts.join(', ')}))`

function ownSource(name: string, isList: boolean, words: WordSource): ValueSource {
  if (!isList) {
    return { some: (test) => test(name), among: isIn(name), holds: (texts) => `(${name} IN (${texts}))`, words }
  }
  const some: ValueSource['some'] = (test) => `(len(list_filter(${name}, lambda v: ${certain(test('v'))})) > 0)`
  return {
    some,
    among: (texts) =>
      texts.length <= mostByThemselves ? listHasAny(name, texts) : some((value) => isIn(value)(texts)),
    holds: (texts) => listHolds(name, texts, words.schema),
    words,
  }
}

/** 'Refers to a row whose id a sub-query selects.' */
export function refersTo(stored: StoredColumn, ids: string): string {
  return idSource(stored).holds(ids)
}

/** The ids, as text, of the rows of a referenced copy that pass a condition. */
export function idsOf({ columns, about, schema }: ReferencedCopy, condition: string): string {
  const id = storedNamed(columns, about.table.idColumn)
  return `SELECT CAST(${id.value} AS VARCHAR) FROM ${schema}rows WHERE ${condition}`
}

function referencedSource(through: StoredColumn, reference: ReferencedCopy, inner: StoredColumn): ValueSource {
  const ids =
    through.form === 'references' ? `SELECT unnest(${through.value}) FROM rows` : `SELECT ${through.value} FROM rows`
  const id = storedNamed(reference.columns, reference.about.table.idColumn)
  const texts = `SELECT CAST(${inner.value} AS VARCHAR) FROM ${reference.schema}rows WHERE CAST(${id.value} AS VARCHAR) IN (${ids})`
  return {
    some: (test) => refersTo(through, idsOf(reference, test(inner.value))),
    among: (list) => refersTo(through, idsOf(reference, isIn(inner.value)(list))),
    holds: (list) => refersTo(through, idsOf(reference, `${inner.value} IN (${list})`)),
    words: { schema: reference.schema, place: inner.index * 2, only: texts },
  }
}
