// A change of the filter over a kept copy, to its first rows and its count, and the distributions of columns of each
// type; each beside plain DuckDB on the same file.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { createEngine, type Engine } from '@main/engine/create-engine'
import { copyFileName, places } from '@shared/dataset/places'
import { AppError } from '@shared/errors/app-error'
import { emptyQuery, type Query } from '@shared/query/query'
import { condition, query as withParts } from '../support/sample-table'
import { buildRows, copy, jobId, measured } from './filter-table'
import { cases } from './filter-cases'
import { median, percentile, timeMs, type Figure } from './figure'

const runs = 20

/** Figures of filters and distributions over so many rows. */
export async function measureFilter(rowCount: number): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'filter-bench-'))
  const engine = createEngine({ folder })
  try {
    await buildRows(folder, engine, rowCount)
    const path = join(folder, places.copy(jobId), copyFileName)
    const plain = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' })
    const connection = await plain.connect()
    try {
      const label = `${Math.round(rowCount / 1000)} k rows`
      return [
        ...(await filterFigures(engine, connection, label, rowCount)),
        await staleFigure(engine, label),
        ...(await distributionFigures(engine, connection, label)),
      ]
    } finally {
      connection.closeSync()
      plain.closeSync()
    }
  } finally {
    await engine.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function filterFigures(
  engine: Engine,
  connection: DuckDBConnection,
  label: string,
  rowCount: number,
): Promise<Figure[]> {
  const figures: Figure[] = []
  const allTimes: number[] = []
  const allPlain: number[] = []
  for (const { name, query, sql, order = 'n' } of cases(rowCount)) {
    let run = 0
    const times = await timeMs(runs, () => {
      const changed = query((run += 1))
      return Promise.all([
        engine.ask('view.count', { copy, query: changed }),
        engine.ask('view.rows', { copy, query: changed, offset: 0, limit: 100 }),
      ])
    })
    run = 0
    const plain = await timeMs(runs, async () => {
      const where = sql((run += 1))
      await connection.runAndReadAll(`SELECT count(*) FROM rows WHERE ${where}`)
      await connection.runAndReadAll(`SELECT * FROM rows WHERE ${where} ORDER BY ${order} LIMIT 100`)
    })
    figures.push(...percentiles(name, label, times, plain))
    allTimes.push(...times)
    allPlain.push(...plain)
  }
  figures.push(...percentiles('all of these', label, allTimes, allPlain))
  return figures
}

function percentiles(name: string, label: string, times: readonly number[], plain: readonly number[]): Figure[] {
  const figure = (word: string, share: number): Figure => ({
    name: `${name}: rows and count ${word}, ${label}`,
    value: percentile(times, share),
    unit: 'ms',
    floor: { name: 'plain DuckDB', value: percentile(plain, share) },
  })
  return [figure('p50', 0.5), figure('p95', 0.95)]
}

/** A question that comes while a slow one is still being answered, which is cancelled. */
async function staleFigure(engine: Engine, label: string): Promise<Figure> {
  let run = 0
  const times = await timeMs(runs, async () => {
    const stale = new AbortController()
    const slow = engine
      .ask(
        'view.rows',
        { copy, query: withParts({}, condition('note', 'contains', `r ${(run += 1)}`)), offset: 0, limit: 100 },
        { signal: stale.signal },
      )
      .catch((error: unknown) => {
        if (!(error instanceof AppError && error.code === 'cancelled')) throw error
      })
    await new Promise((resolve) => setImmediate(resolve))
    stale.abort()
    await engine.ask('view.rows', {
      copy,
      query: withParts({}, condition('name', 'equals', `name ${run * 7}`)),
      offset: 0,
      limit: 100,
    })
    await slow
  })
  return { name: `equals after a stale question, p95, ${label}`, value: percentile(times, 0.95), unit: 'ms' }
}

const bars = (
  value: string,
) => `SELECT floor((${value} - lo) / greatest((hi - lo) / 40, 1e-9)) AS b, count(*) FROM rows,
  (SELECT min(${value}) AS lo, max(${value}) AS hi FROM rows) GROUP BY b`
const plainDistribution: Readonly<Record<string, string>> = {
  depth: bars('c5'),
  position: bars('c6'),
  ratio: bars('c7'),
  day: bars(`(c8 - DATE '1970-01-01')`),
  at: bars('epoch_us(c9)'),
  samples: 'SELECT v, count(*) FROM (SELECT unnest(c11) AS v FROM rows) GROUP BY v ORDER BY 2 DESC LIMIT 50',
}

async function distributionFigures(engine: Engine, connection: DuckDBConnection, label: string): Promise<Figure[]> {
  const figures: Figure[] = []
  const filtered = withParts({}, condition('depth', 'range', '10000', '60000'))
  for (const [at, { name, type }] of measured.columns.entries()) {
    const read = (query: Query) =>
      engine.ask('view.distribution', { copy, query, column: name, binCount: 40, bins: null })
    const whole = await timeMs(7, () => read(emptyQuery()))
    const some = await timeMs(7, () => read(filtered))
    const sql = plainDistribution[name] ?? `SELECT c${at}, count(*) FROM rows GROUP BY 1 ORDER BY 2 DESC LIMIT 50`
    const plain = await timeMs(7, () => connection.runAndReadAll(sql))
    const floor = { name: 'plain DuckDB', value: median(plain) }
    figures.push(
      { name: `distribution of ${name} (${type}), ${label}`, value: median(whole), unit: 'ms', floor },
      { name: `the same, filtered by a range, ${label}`, value: median(some), unit: 'ms' },
    )
  }
  return figures
}
