// Counts how a column's values are spread over the rows of a query, all of them, without making a view first.
import type { DuckDBConnection, JS } from '@duckdb/node-api'
import { fromWhole, isWholeType } from '@shared/query/distribution/axis-value'
import {
  hasAxis,
  longestValue,
  mostValues,
  type Distribution,
  type DistributionRequest,
  type Histogram,
  type ValueCounts,
} from '@shared/query/distribution/distribution'
import { planBins } from '@shared/query/distribution/plan-bins'
import { throwIfCancelled } from '@shared/errors/app-error'
import type { AskedQuery } from '../messages'
import type { OpenCopy } from '../store/copy-store'
import { textOf } from '../store/read-value'
import type { StoredColumn } from '../store/stored-column'
import { plainText } from '../query/value-text'
import { barsSql } from './bars-sql'
import { compileFor, withDays } from './find-rows'
import { columnNamed } from './read-slice'

type Question = DistributionRequest & { readonly query: AskedQuery }

/** Gives the rows of a statement over the rows that pass, whose condition stands in it. */
type Select = (sql: (where: string) => string) => Promise<JS[][]>

/**
 * How the values of a column are spread over the rows of a query.
 *
 * @throws AppError `query.invalid` for an unknown column, `input.invalid` for bars that are none
 */
export function readDistribution(
  copy: OpenCopy,
  { query, ...request }: Question,
  signal: AbortSignal | undefined,
): Promise<Distribution> {
  const stored = columnNamed(copy, request.column)
  return copy.pool.use(signal, async (connection) => {
    const { where, values } = await compileFor(copy, connection, withDays(copy, { ...query, sort: [] }))
    const select: Select = async (sql) => {
      throwIfCancelled(signal)
      const reader = await connection.runAndReadAll(sql(where === null ? 'true' : `(${where})`), [...values])
      return reader.getRowsJS()
    }
    if (hasAxis(stored.column.type)) return histogram(stored, request, select)
    return valueCounts(stored, await traitsOf(copy, stored, connection), select)
  })
}

const countOf = (value: JS | undefined): number => Number(value ?? 0)

async function histogram(stored: StoredColumn, request: DistributionRequest, select: Select): Promise<Histogram> {
  const { column, value } = stored
  const read = async (isChecked: boolean) =>
    (
      await select(
        (where) => `SELECT count(*), count(${value}), ${extremesSql(stored, isChecked)} FROM rows WHERE ${where}`,
      )
    )[0] ?? []
  let ends = await read(false)
  // Where all are finite the ends are known without a look at each.
  if (stored.form === 'decimal' && !ends.slice(2).every((end) => end === null || Number.isFinite(Number(textOf(end)))))
    ends = await read(true)
  const [total, present] = [countOf(ends[0]), countOf(ends[1])]
  const [min, max] = [endOf(stored, ends[2]), endOf(stored, ends[3])]
  const bins = request.bins ?? (min === null || max === null ? [] : planBins(column.type, min, max, request.binCount))
  const counts = bins.map(() => 0)
  if (bins.length > 0 && present > 0) {
    for (const [bar, count] of await select((where) => barsSql(stored, bins, where)))
      counts[countOf(bar)] = countOf(count)
  }
  const counted = counts.reduce((sum, count) => sum + count, 0)
  return {
    kind: 'histogram',
    column: column.name,
    totalCount: total,
    coverage: { kind: 'all' },
    missingCount: total - present,
    min,
    max,
    bins,
    counts,
    outsideCount: present - counted,
  }
}

function extremesSql({ form, value }: StoredColumn, isChecked: boolean): string {
  const finite = isChecked ? ` FILTER (WHERE isfinite(${value}))` : ''
  const ends = [`min(${value})${finite}`, `max(${value})${finite}`]
  const asTexts = (write: (end: string) => string) => ends.map((end) => `CAST(${write(end)} AS VARCHAR)`).join(', ')
  if (form === 'date') return asTexts((end) => `${end} - DATE '1970-01-01'`)
  return asTexts((end) => (form === 'date-time' ? `floor(epoch_us(${end}) / 1000)::BIGINT` : end))
}

function endOf({ column }: StoredColumn, value: JS | undefined): string | null {
  if (value === null || value === undefined) return null
  const text = textOf(value)
  if (!isWholeType(column.type)) return String(Number(text))
  return fromWhole(column.type, BigInt(text))
}

/** What is known of all values of a column, and spares work. */
type ValueTraits = {
  /** No value occurs twice. */
  readonly areUnlike: boolean
  /** A row may name the same one twice. */
  readonly mayRepeat: boolean
}

/** Copies do not change while they are open: lists that name a row twice are looked for once. */
const repeating = new WeakMap<OpenCopy, Map<number, boolean>>()

async function traitsOf(copy: OpenCopy, stored: StoredColumn, connection: DuckDBConnection): Promise<ValueTraits> {
  const { table, isInIdOrder } = copy.about
  // Ids in rising order are all different.
  if (stored.form !== 'references')
    return { areUnlike: isInIdOrder && stored.column.name === table.idColumn, mayRepeat: false }
  const known = repeating.get(copy) ?? new Map<number, boolean>()
  repeating.set(copy, known)
  const found = known.get(stored.index)
  if (found !== undefined) return { areUnlike: false, mayRepeat: found }
  const { value } = stored
  const reader = await connection.runAndReadAll(`
    SELECT count(*) FROM rows WHERE CASE len(${value}) WHEN 0 THEN false WHEN 1 THEN false
      WHEN 2 THEN ${value}[1] = ${value}[2] ELSE list_unique(${value}) < len(${value}) END`)
  const mayRepeat = countOf(reader.getRowsJS()[0]?.[0]) > 0
  known.set(stored.index, mayRepeat)
  return { areUnlike: false, mayRepeat }
}

/** Where each value is in one row only, the first of them stand for all. */
async function unlikeValues(stored: StoredColumn, select: Select): Promise<ValueCounts> {
  const text = plainText(stored)
  const [counts = []] = await select((where) => `SELECT count(*), count(${stored.value}) FROM rows WHERE ${where}`)
  const first = await select(
    (where) => `
    SELECT ${text} FROM rows WHERE ${where} AND ${stored.value} IS NOT NULL AND strlen(${text}) BETWEEN 1 AND ${longestValue}
    ORDER BY ${stored.value} LIMIT ${mostValues}`,
  )
  const values = first.map(([id]) => ({ id: textOf(id), label: textOf(id), count: 1 }))
  const [totalCount, present] = [countOf(counts[0]), countOf(counts[1])]
  return {
    kind: 'values',
    column: stored.column.name,
    totalCount,
    coverage: { kind: 'all' },
    missingCount: totalCount - present,
    values,
    otherValueCount: present - values.length,
    otherCount: present - values.length,
    emptyTextCount: 0,
  }
}

async function valueCounts(stored: StoredColumn, traits: ValueTraits, select: Select): Promise<ValueCounts> {
  if (traits.areUnlike) return unlikeValues(stored, select)
  const isList = stored.form === 'references'
  const rows = await select(
    (where) => `
    WITH found AS MATERIALIZED (${isList ? listedSql(stored, traits, where) : singleSql(stored, where)}),
    best AS (
      SELECT v, l, c FROM found WHERE v IS NOT NULL AND NOT (${stored.form === 'text' ? "v = ''" : 'false'})
        AND strlen(v) <= ${longestValue} ORDER BY c DESC, v LIMIT ${mostValues}
    )
    SELECT 1, v, ${isList ? labelInRow(stored) : 'l'}, c FROM best
    UNION ALL SELECT 2, NULL, NULL, sum(c) FROM found WHERE v IS NULL
    UNION ALL SELECT 3, NULL, NULL, sum(c) FROM found WHERE v = ''
    UNION ALL SELECT 4, NULL, NULL, count(v) FROM found
    UNION ALL SELECT 5, NULL, NULL, sum(c) FROM found`,
  )
  const sumOf = (kind: number) => countOf(rows.find(([each]) => Number(each) === kind)?.[3])
  const values = rows
    .filter(([kind]) => Number(kind) === 1)
    .map(([, id, label, count]) => ({ id: textOf(id), label: textOf(label ?? id), count: countOf(count) }))
    .sort((a, b) => b.count - a.count)
  const emptyTextCount = stored.form === 'text' ? sumOf(3) : 0
  const told = values.reduce((sum, { count }) => sum + count, 0)
  const occurrences = sumOf(5) - sumOf(2)
  const totalCount = isList
    ? countOf((await select((where) => `SELECT count(*) FROM rows WHERE ${where}`))[0]?.[0])
    : sumOf(5)
  return {
    kind: 'values',
    column: stored.column.name,
    totalCount,
    coverage: { kind: 'all' },
    missingCount: sumOf(2),
    values,
    otherValueCount: sumOf(4) - values.length - (emptyTextCount > 0 ? 1 : 0),
    otherCount: occurrences - told - emptyTextCount,
    emptyTextCount,
  }
}

/** Each value of a column with one label of it and its rows; NULL for the rows without a value. */
function singleSql(stored: StoredColumn, where: string): string {
  const label = stored.label === null ? 'NULL' : `any_value(${stored.label})`
  return `SELECT ${plainText({ ...stored, value: 'k' })} AS v, l, c FROM (
    SELECT ${stored.value} AS k, ${label} AS l, count(*) AS c FROM rows WHERE ${where} GROUP BY k)`
}

/** The label beside a value in the lists of a row, whose number is `l`. */
const labelInRow = ({ value, label }: StoredColumn): string =>
  `(SELECT ${label ?? value}[list_position(${value}, v)] FROM rows WHERE n = l)`

/** The same where a row has several: each row counts once for each of them. */
function listedSql({ value }: StoredColumn, { mayRepeat }: ValueTraits, where: string): string {
  const each = `SELECT n, unnest(${value}) AS v FROM rows WHERE ${where}`
  const once = mayRepeat ? `SELECT DISTINCT n, v FROM (${each})` : each
  // The label is looked up in one row of those that have the value, for the few that are told.
  return `
    SELECT v, any_value(n) AS l, count(*) AS c FROM (${once}) WHERE v IS NOT NULL GROUP BY v
    UNION ALL SELECT NULL, NULL, count(*) FROM rows WHERE ${where} AND coalesce(len(${value}), 0) = 0`
}
