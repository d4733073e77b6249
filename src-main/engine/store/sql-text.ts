// The only ways in which text that is not ours gets into SQL: quoted, or bound as a value.
import { listValue, type DuckDBValue } from '@duckdb/node-api'

/** A name in double quotes. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A text as an SQL literal. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** A statement that selects numbers `n` of rows, with the values for its place holders. */
type RowLookUp = { readonly sql: string; readonly values: readonly DuckDBValue[] }

/** 'The row is one of those whose bits are bound at a place holder.' */
const isFound = (placeHolder: number): string => `coalesce(get_bit(CAST($${placeHolder} AS BIT), n) = 1, false)`

/** Collects the values of one statement; each is referred to by its number. */
export class BoundValues {
  readonly values: DuckDBValue[] = []
  private readonly lookUps = new Map<number, RowLookUp>()

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

  /**
   * Bind the rows that another statement finds, and get the condition that a row is one of them. For many rows that is
   * several times as fast as a join; `findRows` has to be called before the values are used.
   */
  rows(lookUp: RowLookUp): string {
    // No rows yet: a statement that is run with this fails, where none would be a wrong answer.
    this.values.push('rows that were not found yet')
    this.lookUps.set(this.values.length - 1, lookUp)
    return isFound(this.values.length)
  }

  /**
   * What the look-up found for a condition that asks for nothing but its rows, as bits, null where there were none;
   * undefined for any other condition.
   */
  foundBy(condition: string): DuckDBValue | undefined {
    const bare = condition.replace(/^\(+(?=coalesce)/, '')
    const brackets = ')'.repeat(condition.length - bare.length)
    const at = [...this.lookUps.keys()].find((each) => bare === isFound(each + 1) + brackets)
    return at === undefined ? undefined : this.values[at]
  }

  /**
   * Find the rows that were bound by statements.
   *
   * @param select  runs a statement and gives its only value
   */
  async findRows(
    rowCount: number,
    select: (sql: string, values: readonly DuckDBValue[]) => Promise<DuckDBValue>,
  ): Promise<void> {
    for (const [at, { sql, values }] of this.lookUps) {
      this.values[at] = await select(`SELECT bitstring_agg(n, 0, ${Math.max(0, rowCount - 1)}) FROM (${sql})`, values)
    }
  }

  /** Bind a list of row numbers and get its place holder, of type `INTEGER[]`. */
  rowNumbers(values: readonly number[]): string {
    if (values.length === 0) return 'CAST([] AS INTEGER[])'
    this.values.push(listValue(values))
    return `CAST($${this.values.length} AS INTEGER[])`
  }
}
