// Reads columns as numbers for plots: text that is a number counts as one.
import { AppError } from '@shared/errors/app-error'
import type { NumberColumns } from '@shared/ipc/answers'
import type { AskedQuery } from '../messages'
import { plainText } from '../query/value-text'
import type { OpenCopy } from '../store/copy-store'
import { BoundValues } from '../store/sql-text'
import type { StoredColumn } from '../store/stored-column'
import { findRows } from './find-rows'
import { columnNamed } from './read-slice'
import { hasNumber, windowOf } from './row-numbers'
import type { View } from './view-cache'

type NumbersQuestion = {
  readonly query: AskedQuery
  readonly columns: readonly string[]
  readonly labelColumn: string | null
  readonly maxRows: number
}

/**
 * Columns of a query's rows as numbers. Over `maxRows` rows a sample is taken, the same one every time, in the order
 * of the rows.
 *
 * @throws AppError `query.invalid` for an unknown column or one that cannot hold numbers
 */
export async function readNumbers(
  copy: OpenCopy,
  { query, columns: names, labelColumn, maxRows }: NumbersQuestion,
  signal: AbortSignal | undefined,
): Promise<NumberColumns> {
  const { table } = copy.about
  const columns = names.map((name) => columnNamed(copy, name))
  const id = columnNamed(copy, table.idColumn)
  const label = columnNamed(copy, labelColumn ?? table.labelColumn)
  const wanted = [
    `CAST(${id.value} AS VARCHAR)`,
    label.label !== null && label.form === 'reference' ? label.label : plainText(label),
  ]
  const view = await findRows(copy, query, signal)
  const numbers = view.rowCount <= maxRows ? windowOf(view, 0, view.rowCount) : sampleOf(view, maxRows)
  const bound = new BoundValues()
  const where = numbers.length === copy.about.rowCount ? 'true' : hasNumber(numbers, bound)
  const sql = `SELECT n, ${[...wanted, ...columns.map(numberSql)].join(', ')} FROM rows WHERE ${where}`
  const reader = await copy.pool.use(signal, (connection) => connection.runAndReadAll(sql, bound.values))
  const [found = [], ids = [], labels = [], ...read] = reader.getColumnsJS()
  const rowOfNumber = new Map(found.map((number, row) => [Number(number), row]))
  const order = numbers.map((number) => rowOfNumber.get(number) ?? -1)
  const values = read.map((column) => Float64Array.from(order, (row) => numberOr(column[row])))
  return {
    columns: [...names],
    values,
    ids: order.map((row) => textOr(ids[row], '')),
    labels: order.map((row) => textOr(labels[row], textOr(ids[row], ''))),
    shownCount: order.length,
    totalCount: view.rowCount,
    missingCount: order.filter((_, row) => values.some((column) => Number.isNaN(column[row]))).length,
    choice: order.length === view.rowCount ? 'all' : 'sample',
  }
}

const numberOr = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : NaN)
const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise)

/** What counts as a number in a text: digits with at most one point and an exponent, blanks around. */
const numberPattern = '\\s*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\s*'

function numberSql({ form, value, column }: StoredColumn): string {
  switch (form) {
    case 'int':
    case 'long':
    case 'decimal':
    case 'bool':
      return `CAST(${value} AS DOUBLE)`
    case 'date':
    case 'date-time':
      return `CAST(epoch_ms(CAST(${value} AS TIMESTAMP)) AS DOUBLE)`
    case 'text':
    case 'reference':
      return `CASE WHEN regexp_full_match(${value}, '${numberPattern}') THEN TRY_CAST(trim(${value}) AS DOUBLE) END`
    case 'references':
      throw new AppError('query.invalid', `${column.label} holds lists and cannot be plotted as a number.`, {
        facts: { attribute: column.name },
      })
  }
}

/** A sample of a view's rows, drawn by a fixed rule: the same rows for the same view. */
function sampleOf(view: View, size: number): number[] {
  const random = seededRandom(20_161_231)
  const chosen: number[] = []
  for (let at = 0; at < view.rowCount && chosen.length < size; at += 1) {
    // Knuth's selection sampling: every row is equally likely, and the order is kept.
    if (random() * (view.rowCount - at) < size - chosen.length) chosen.push(view.rows?.[at] ?? at)
  }
  return chosen
}

function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
