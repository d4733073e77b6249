// The only ways in which text that is not ours gets into SQL: quoted, or bound as a value.
import { listValue, type DuckDBValue } from '@duckdb/node-api'

/** A name in double quotes. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A text as an SQL literal. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Collects the values of one statement; each is referred to by its number. */
export class BoundValues {
  readonly values: DuckDBValue[] = []

  /** Bind a text and get its place holder. */
  text(value: string): string {
    this.values.push(value)
    return `$${this.values.length}`
  }

  /** Bind a number, NaN and the infinite ones included, and get its place holder, of type `DOUBLE`. */
  number(value: number): string {
    // As text: the library would bind a whole number as an integer, which not all of them fit.
    this.values.push(String(value))
    return `CAST($${this.values.length} AS DOUBLE)`
  }

  /** Bind a list of texts and get its place holder, of type `VARCHAR[]`. */
  texts(values: readonly string[]): string {
    // A list without values has no type that could be bound.
    if (values.length === 0) return 'CAST([] AS VARCHAR[])'
    this.values.push(listValue(values))
    return `CAST($${this.values.length} AS VARCHAR[])`
  }

  /** Bind a list of row numbers and get its place holder, of type `INTEGER[]`. */
  rowNumbers(values: readonly number[]): string {
    if (values.length === 0) return 'CAST([] AS INTEGER[])'
    this.values.push(listValue(values))
    return `CAST($${this.values.length} AS INTEGER[])`
  }
}
