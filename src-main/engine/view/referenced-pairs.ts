// The values that rows come by through a reference, in SQL: rows by what they refer to, beside the copy of that table.
import type { JS } from '@duckdb/node-api'
import { storedNamed } from '../rsql/value-source'
import type { ReferencedCopy } from '../store/copy-store'
import type { StoredColumn } from '../store/stored-column'

/** A reference of the table, the copy that it leads to, and the column there; `name` is the whole of it. */
export type ReferencedColumn = {
  readonly name: string
  readonly through: StoredColumn
  readonly reference: ReferencedCopy
  readonly inner: StoredColumn
}

/** Gives the rows of a statement: over the rows that pass, whose condition stands in it, or without these. */
export type Ask = {
  readonly overRows: (sql: (where: string) => string) => Promise<JS[][]>
  readonly alone: (sql: string) => Promise<JS[][]>
}

/** True when a row may refer to several. */
export const isSeveral = ({ through }: ReferencedColumn): boolean => through.form === 'references'

/** The referenced rows that have a value: `id` as text, `v`. */
export function farSql({ reference, inner }: ReferencedColumn): string {
  const id = storedNamed(reference.columns, reference.about.table.idColumn)
  return `(
    SELECT CAST(${id.value} AS VARCHAR) AS id, ${inner.value} AS v FROM ${reference.schema}rows WHERE ${inner.value} IS NOT NULL)`
}

/** How many rows refer to each: `id`, which may be NULL, and `c`. */
export const heldSql = ({ through }: ReferencedColumn, where: string): string =>
  `(SELECT ${through.value} AS id, count(*) AS c FROM rows WHERE ${where} GROUP BY 1)`

/** Each row with each that it refers to: `part`, the row's number, and `id`. */
export const unnestedSql = ({ through }: ReferencedColumn, where: string): string =>
  `(SELECT n AS part, unnest(${through.value}) AS id FROM rows WHERE ${where})`

/**
 * Values with the number `c` of rows that come by them. Of several references a row stands beside each, maybe more than
 * once, `part` telling it from others; else rows that refer to the same row stand there together, in part 0. In part
 * NULL is the number of all rows.
 */
export function pairsSql(asked: ReferencedColumn, where: string): string {
  if (isSeveral(asked))
    return `
      SELECT part, 1 AS c, v FROM ${unnestedSql(asked, where)} JOIN ${farSql(asked)} USING (id)
      UNION ALL SELECT NULL, count(*), NULL FROM rows WHERE ${where}`
  return `
    WITH held AS MATERIALIZED ${heldSql(asked, where)}
    SELECT 0 AS part, c, v FROM held JOIN ${farSql(asked)} USING (id)
    UNION ALL SELECT NULL, sum(c), NULL FROM held`
}
