// A change of the filter over a kept copy, to its first rows and its count, and the distributions of columns of each
// type; each beside plain DuckDB on the same file.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { createEngine, type Engine } from '@main/engine/create-engine'
import type { CopyRef } from '@main/engine/messages'
import { copyFileName, places } from '@shared/dataset/places'
import { AppError } from '@shared/errors/app-error'
import { emptyQuery, type Condition, type FilterNode, type Operator, type Query } from '@shared/query/query'
import { column, table } from '../support/sample-table'
import { median, percentile, timeMs, type Figure } from './figure'

const jobId = 'bench'
const copy: CopyRef = { kind: 'job', jobId }
const runs = 20
const idCount = 5_000

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

const target = (tableId: string) => ({
  tableId,
  tableLabel: tableId,
  idColumn: 'id',
  labelColumn: 'name',
  idType: 'string' as const,
})

/** Each column with the SQL of its values; for references ids, then labels. `i` is the number of the row. */
const drawn: readonly (readonly [ReturnType<typeof column>, ...string[]])[] = [
  [column('id'), `'R' || lpad(CAST(i AS VARCHAR), 7, '0')`],
  [column('name'), `'name ' || CAST(hash(i * 7) % 400000 AS VARCHAR)`],
  [column('note', 'text'), `['blood', 'tissue', 'plasma', 'serum'][1 + CAST(hash(i) % 4 AS BIGINT)] || ' sample of donor ' || CAST(hash(i * 3) % 50000 AS VARCHAR)`],
  [column('kind', 'enum'), `['case', 'control', 'unknown'][1 + CAST(hash(i * 5) % 3 AS BIGINT)]`],
  [column('done', 'bool'), `hash(i * 11) % 2 = 0`],
  [column('depth', 'int'), `CAST(hash(i * 13) % 100000 AS INTEGER)`],
  [column('position', 'long'), `CAST(hash(i * 17) % 3000000000 AS BIGINT)`],
  [column('ratio', 'decimal'), `(hash(i * 19) % 1000003) / 1000003.0`],
  [column('day', 'date'), `DATE '1990-01-01' + CAST(hash(i * 23) % 12000 AS INTEGER)`],
  [column('at', 'date-time'), `TIMESTAMP '2005-01-01' + to_seconds(CAST(hash(i * 29) % 600000000 AS BIGINT))`],
  [column('snp', 'reference', { target: target('Snp') }), `'rs' || CAST(hash(i * 31) % 60000 AS VARCHAR)`, `'SNP ' || CAST(hash(i * 31) % 60000 AS VARCHAR)`],
  [column('samples', 'references', { target: target('Sample') }), `['S' || CAST(hash(i) % 214 AS VARCHAR), 'T' || CAST(hash(i * 2) % 214 AS VARCHAR)]`, `['sample ' || CAST(hash(i) % 214 AS VARCHAR), 'sample T ' || CAST(hash(i * 2) % 214 AS VARCHAR)]`],
] // prettier-ignore

const measured = table(
  'Measured',
  drawn.map(([each]) => each),
)

/** Parts as pages would leave them, one row in twenty without a value, and the copy of them. */
async function buildRows(folder: string, engine: Engine, rowCount: number): Promise<void> {
  const parts = join(folder, places.parts(jobId))
  await mkdir(parts, { recursive: true })
  const maker = await DuckDBInstance.create(':memory:')
  const connection = await maker.connect()
  const values = drawn.flatMap(([each, ...sql], at) =>
    sql.map((one, part) => {
      const isMissing = at > 0 && each.type !== 'references' ? `hash(i * ${41 + at}) % 20 = 0` : 'false'
      return `CASE WHEN NOT (${isMissing}) THEN ${one} END AS ${part === 0 ? 'c' : 'l'}${at}`
    }),
  )
  await connection.run(
    `COPY (SELECT CAST(i AS INTEGER) AS n, ${values.join(', ')} FROM range(${rowCount}) r(i)) TO '${parts}/0.parquet' (FORMAT parquet)`,
  )
  connection.closeSync()
  maker.closeSync()
  await engine.ask('copy.build', { jobId, table: measured })
}

let lastId = 0
const condition = (attribute: string, operator: Operator, ...values: string[]): Condition => ({
  kind: 'condition',
  id: `c${(lastId += 1)}`,
  attribute,
  operator,
  values,
  isOff: false,
})
const asked = (children: FilterNode[], change: Partial<Query> = {}): Query => {
  const start = emptyQuery()
  return { ...start, filter: { ...start.filter, children }, ...change }
}
const either = (...children: FilterNode[]): FilterNode => ({
  kind: 'group',
  id: `g${(lastId += 1)}`,
  joint: 'or',
  isOff: false,
  children,
})

type Case = {
  readonly name: string
  readonly query: (run: number) => Query
  readonly sql: (run: number) => string
  readonly order?: string
}

const cases = (rowCount: number): Case[] => {
  const ids = (run: number) =>
    Array.from({ length: idCount }, (_, at) => `R${String((at * 251 + run * 13) % rowCount).padStart(7, '0')}`)
  const samples = (run: number, count: number) => Array.from({ length: count }, (_, at) => `S${run + at}`)
  return [
    {
      name: 'equals on text',
      query: (run) => asked([condition('name', 'equals', `name ${run * 17}`)]),
      sql: (run) => `c1 = 'name ${run * 17}'`,
    },
    {
      name: 'range of numbers',
      query: (run) => asked([condition('depth', 'range', `${run * 500}`, `${run * 500 + 9_000}`)]),
      sql: (run) => `c5 BETWEEN ${run * 500} AND ${run * 500 + 9_000}`,
    },
    {
      name: 'half of the rows, sorted by text',
      query: (run) =>
        asked([condition('depth', 'less', `${50_000 + run}`)], {
          sort: [{ attribute: 'name', direction: 'ascending' }],
        }),
      sql: (run) => `c5 < ${50_000 + run}`,
      order: 'c1',
    },
    {
      name: 'contains',
      query: (run) => asked([condition('name', 'contains', `E ${100 + run}`)]),
      sql: (run) => `c1 ILIKE '%E ${100 + run}%'`,
    },
    {
      name: `one of ${idCount.toLocaleString('en')} ids`,
      query: (run) => asked([condition('id', 'in', ...ids(run))]),
      sql: (run) =>
        `c0 IN (${ids(run)
          .map((id) => `'${id}'`)
          .join(', ')})`,
    },
    {
      name: 'one of 200 in lists of references',
      query: (run) => asked([condition('samples', 'in', ...samples(run, 200))]),
      sql: (run) =>
        `list_has_any(c11, [${samples(run, 200)
          .map((id) => `'${id}'`)
          .join(', ')}])`,
    },
    {
      name: 'one of 2 in lists of references',
      query: (run) => asked([condition('samples', 'in', ...samples(run, 2))]),
      sql: (run) =>
        `list_has_any(c11, [${samples(run, 2)
          .map((id) => `'${id}'`)
          .join(', ')}])`,
    },
    {
      name: 'alternatives in a group',
      query: (run) =>
        asked([
          condition('done', 'equals', 'true'),
          either(condition('snp', 'equals', `rs${run * 31}`), condition('ratio', 'greater', `0.9${run}`)),
        ]),
      sql: (run) => `c4 AND (c10 = 'rs${run * 31}' OR c7 > 0.9${run})`,
    },
    {
      name: 'search for a word that has a common one beside it',
      query: (run) => asked([], { search: `donor ${1000 + run * 37}` }),
      sql: (run) => `c2 ILIKE '%donor ${1000 + run * 37}%'`,
    },
    {
      name: 'search for a word of every row',
      // Signs between words mean nothing; with them no question is answered from memory.
      query: (run) => asked([], { search: `sample${' .'.repeat(run)}` }),
      sql: () => `c2 ILIKE '%sample%' OR len(list_filter(l11, lambda v: v ILIKE '%sample%')) > 0`,
    },
    {
      name: 'search for a word of many rows',
      query: (run) => asked([], { search: `${['blood', 'tissue', 'plasma', 'serum'][run % 4]}${' .'.repeat(run)}` }),
      sql: (run) => `c2 ILIKE '%${['blood', 'tissue', 'plasma', 'serum'][run % 4]}%'`,
    },
    {
      name: 'search for a number',
      query: (run) => asked([], { search: `${run * 7}` }),
      sql: (run) =>
        `c1 ILIKE '% ${run * 7}' OR c5 = ${run * 7} OR c6 = ${run * 7} OR c7 = ${run * 7} OR l10 ILIKE '% ${run * 7}'`,
    },
  ]
}

async function filterFigures(
  engine: Engine,
  connection: DuckDBConnection,
  label: string,
  rowCount: number,
): Promise<Figure[]> {
  const figures: Figure[] = []
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
    for (const [word, share] of [
      ['p50', 0.5],
      ['p95', 0.95],
    ] as const) {
      figures.push({
        name: `${name}: rows and count ${word}, ${label}`,
        value: percentile(times, share),
        unit: 'ms',
        floor: { name: 'plain DuckDB', value: percentile(plain, share) },
      })
    }
  }
  return figures
}

/** A question that comes while a slow one is still being answered, which is cancelled. */
async function staleFigure(engine: Engine, label: string): Promise<Figure> {
  let run = 0
  const times = await timeMs(runs, async () => {
    const stale = new AbortController()
    const slow = engine
      .ask(
        'view.rows',
        { copy, query: asked([condition('note', 'contains', `r ${(run += 1)}`)]), offset: 0, limit: 100 },
        { signal: stale.signal },
      )
      .catch((error: unknown) => {
        if (!(error instanceof AppError && error.code === 'cancelled')) throw error
      })
    await new Promise((resolve) => setImmediate(resolve))
    stale.abort()
    await engine.ask('view.rows', {
      copy,
      query: asked([condition('name', 'equals', `name ${run * 7}`)]),
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
  const filtered = asked([condition('depth', 'range', '10000', '60000')])
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
