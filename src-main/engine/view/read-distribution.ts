// Counts how a column's values are spread over the rows of a query, all of them, without making a view first.
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
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
import { AppError, throwIfCancelled } from '@shared/errors/app-error'
import { findAttribute } from '@shared/rsql/rsql-attribute'
import type { AskedQuery } from '../messages'
import type { OpenCopy } from '../store/copy-store'
import { textOf } from '../store/read-value'
import type { StoredColumn } from '../store/stored-column'
import { operandOf, refuseTwoSteps } from '../query/operand'
import { plainText } from '../query/value-text'
import { storedNamed } from '../rsql/value-source'
import { countOf, endOf, extremesSql, isBeyondNumbers } from './axis-ends'
import { barsSql } from './bars-sql'
import { compileFor, withDays } from './find-rows'
import { referencedDistribution } from './referenced-distribution'
import type { Ask, ReferencedColumn } from './referenced-pairs'

type Select = Ask['overRows']

type Question = DistributionRequest & { readonly query: AskedQuery }

/**
 * How the values of a column, or of a column of the rows that one refers to, are spread over the rows of a query.
 *
 * @throws AppError `query.invalid` for an unknown column, `query.refused` for one of rows of which there is no copy,
 *   `input.invalid` for bars that are none
 */
export function readDistribution(
  copy: OpenCopy,
  { query, ...request }: Question,
  signal: AbortSignal | undefined,
): Promise<Distribution> {
  const counted = countedColumn(copy, request.column)
  return copy.pool.use(signal, async (connection) => {
    const { where, values } = await compileFor(copy, connection, withDays(copy, { ...query, sort: [] }))
    const read = async (sql: string, bound: readonly DuckDBValue[]) => {
      throwIfCancelled(signal)
      return (await connection.runAndReadAll(sql, [...bound])).getRowsJS()
    }
    const overRows: Select = (sql) => read(sql(where === null ? 'true' : `(${where})`), values)
    if ('through' in counted)
      return referencedDistribution(counted, request, { overRows, alone: (sql) => read(sql, []) })
    if (hasAxis(counted.column.type)) return histogram(counted, request, overRows)
    return valueCounts(counted, await traitsOf(copy, counted, connection), overRows)
  })
}

/** What is counted: a column as it is stored, ids and labels of referenced rows included, or a column of another copy. */
function countedColumn(copy: OpenCopy, name: string): StoredColumn | ReferencedColumn {
  const own = copy.columns.find(({ column }) => column.name === name)
  if (own) return own
  const { table } = copy.about
  const found = findAttribute(name, table, (id) => copy.references.get(id)?.about.table)
  if (found === 'too-deep') refuseTwoSteps(name, copy.columns)
  const { inner, column } = typeof found === 'string' ? { inner: null, column: null } : found
  const reference = copy.references.get(column?.target?.tableId ?? '')
  if (reference && column && inner !== null && inner !== column.target?.idColumn) {
    const through = storedNamed(copy.columns, column.name)
    return { name, through, reference, inner: storedNamed(reference.columns, inner) }
  }
  return beside(copy, name)
}

/** What the copy itself holds of the rows that it refers to. @throws AppError as `operandOf` */
function beside({ columns }: OpenCopy, name: string): StoredColumn {
  const { sql, isList } = operandOf(name, columns)
  const stored = columns.find(({ value, label }) => value === sql || label === sql)
  if (!stored) throw new AppError('query.invalid', `There is no column ${name} in this table.`)
  const form = isList ? 'references' : 'text'
  return { ...stored, column: { ...stored.column, name, type: 'string' }, form, value: sql, label: null }
}

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
  if (isBeyondNumbers(stored, ends.slice(2))) ends = await read(true)
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

/** What is known of all values of a column, and spares work. */
type ValueTraits = {
  /** No value occurs twice. */
  readonly areUnlike: boolean
  /** A row may name the same one twice. */
  readonly mayRepeat: boolean
}

/** Copies do not change while they are open: lists that name a row twice are looked for once. */
const repeating = new WeakMap<OpenCopy, Map<string, boolean>>()

async function traitsOf(copy: OpenCopy, stored: StoredColumn, connection: DuckDBConnection): Promise<ValueTraits> {
  const { table, isInIdOrder } = copy.about
  // Ids in rising order are all different.
  if (stored.form !== 'references')
    return { areUnlike: isInIdOrder && stored.column.name === table.idColumn, mayRepeat: false }
  const known = repeating.get(copy) ?? new Map<string, boolean>()
  repeating.set(copy, known)
  const found = known.get(stored.value)
  if (found !== undefined) return { areUnlike: false, mayRepeat: found }
  const { value } = stored
  const reader = await connection.runAndReadAll(`
    SELECT count(*) FROM rows WHERE CASE len(${value}) WHEN 0 THEN false WHEN 1 THEN false
      WHEN 2 THEN ${value}[1] = ${value}[2] ELSE list_unique(${value}) < len(${value}) END`)
  const mayRepeat = countOf(reader.getRowsJS()[0]?.[0]) > 0
  known.set(stored.value, mayRepeat)
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
