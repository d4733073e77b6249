// Distributions through references over a kept copy, with copies of the referenced tables beside it; each beside plain
// DuckDB that joins the rows themselves.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { createEngine, type Engine } from '@main/engine/create-engine'
import type { CopyRef } from '@main/engine/messages'
import { copyFileName, places } from '@shared/dataset/places'
import { emptyQuery, type Query } from '@shared/query/query'
import type { Table } from '@shared/table/table'
import { column, condition, query, table } from '../support/sample-table'
import { median, timeMs, type Figure } from './figure'

const target = (tableId: string) => ({
  ...{ tableId, tableLabel: tableId, idColumn: 'id', labelColumn: 'id' },
  idType: 'string' as const,
})
const snpCount = 60_000
const sampleCount = 400
const sample = (salt: number) => `'S' || CAST(hash(i * ${salt}) % ${sampleCount} AS VARCHAR)`

type Made = { readonly table: Table; readonly rowCount: number; readonly sql: readonly string[] }

/** A table with the SQL of its values, for references ids and then labels; `i` is the number of the row. */
const made = (name: string, rowCount: number, columns: readonly [ReturnType<typeof column>, ...string[]][]): Made => ({
  table: table(
    name,
    columns.map(([each]) => each),
  ),
  rowCount,
  sql: columns.flatMap(([, ...sql], at) => sql.map((one, part) => `${one} AS ${part === 0 ? 'c' : 'l'}${at}`)),
})

const tables = (rowCount: number): readonly Made[] => [
  made('Reads', rowCount, [
    [column('id'), `'R' || lpad(CAST(i AS VARCHAR), 7, '0')`],
    [column('depth', 'int'), `CAST(hash(i * 13) % 100000 AS INTEGER)`],
    [column('snp', 'reference', { target: target('Snp') }), ...[1, 2].map(() => `CASE WHEN hash(i) % 20 > 0 THEN 'rs' || CAST(hash(i * 31) % ${snpCount} AS VARCHAR) END`)],
    [column('samples', 'references', { target: target('Sample') }), ...[1, 2].map(() => `[${sample(3)}, ${sample(5)}]`)],
  ]),
  made('Snp', snpCount, [
    [column('id'), `'rs' || CAST(i AS VARCHAR)`],
    [column('position', 'int'), `CAST(hash(i * 3) % 250000000 AS INTEGER)`],
    [column('share', 'decimal'), `(hash(i * 19) % 1000003) / 1000003.0`],
    [column('chr'), `CAST(hash(i * 7) % 22 AS VARCHAR)`],
    [column('gene'), `'G' || CAST(hash(i * 11) % 20000 AS VARCHAR)`],
  ]),
  made('Sample', sampleCount, [
    [column('id'), `'S' || CAST(i AS VARCHAR)`],
    [column('age', 'int'), `CAST(hash(i) % 90 AS INTEGER)`],
    [column('weight', 'decimal'), `(hash(i * 3) % 1200) / 10.0`],
    [column('sex', 'enum'), `['f', 'm'][1 + CAST(hash(i * 5) % 2 AS BIGINT)]`],
  ]),
] // prettier-ignore

const joined = (value: string) =>
  `SELECT ${value}, count(*) FROM rows JOIN far.main.rows f ON rows.c2 = f.c0 GROUP BY 1 ORDER BY 2 DESC LIMIT 50`
const unnested = (value: string) => `
  SELECT ${value}, count(DISTINCT r) FROM (SELECT n AS r, unnest(c3) AS id FROM rows) JOIN far.main.rows f ON id = f.c0
  GROUP BY 1 ORDER BY 2 DESC LIMIT 50`
/** What is measured, with what plain DuckDB does in its place. */
const measured: readonly (readonly [name: string, far: number, sql: string])[] = [
  ['snp.position', 1, joined('f.c1 // 10000000')],
  ['snp.share', 1, joined('floor(f.c2 * 40)')],
  ['snp.chr', 1, joined('f.c3')],
  ['snp.gene', 1, joined('f.c4')],
  ['samples.age', 2, unnested('f.c1 // 3')],
  ['samples.weight', 2, unnested('floor(f.c2 / 3)')],
  ['samples.sex', 2, unnested('f.c3')],
]

/** Figures of distributions through references over so many rows. */
export async function measureReferences(rowCount: number): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'references-bench-'))
  const engine = createEngine({ folder })
  const figures: Figure[] = []
  try {
    const all = tables(rowCount)
    for (const each of all) await build(folder, engine, each)
    const [copy, ...references] = all.map(({ table: { id } }): CopyRef => ({ kind: 'job', jobId: id.toLowerCase() }))
    if (!copy) throw new Error('There is no copy.')
    const label = `${Math.round(rowCount / 1000)} k rows`
    const filtered = query({}, condition('depth', 'range', '10000', '60000'))
    for (const [name, far, sql] of measured) {
      const read = (asked: Query) =>
        engine.ask('view.distribution', { copy, references, query: asked, column: name, binCount: 40, bins: null })
      const whole = await timeMs(7, () => read(emptyQuery()))
      const some = await timeMs(7, () => read(filtered))
      const floor = { name: 'plain DuckDB', value: await plainMs(folder, all[far]?.table.id ?? '', sql) }
      figures.push(
        { name: `distribution of ${name}, ${label}`, value: median(whole), unit: 'ms', floor },
        { name: `the same, filtered by a range, ${label}`, value: median(some), unit: 'ms' },
      )
    }
    return figures
  } finally {
    await engine.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** A part as a page would leave it, and the copy of it. */
async function build(folder: string, engine: Engine, { table: of, rowCount, sql }: Made): Promise<void> {
  const jobId = of.id.toLowerCase()
  const parts = join(folder, places.parts(jobId))
  await mkdir(parts, { recursive: true })
  const maker = await DuckDBInstance.create(':memory:')
  const connection = await maker.connect()
  await connection.run(
    `COPY (SELECT CAST(i AS INTEGER) AS n, ${sql.join(', ')} FROM range(${rowCount}) r(i)) TO '${parts}/0.parquet' (FORMAT parquet)`,
  )
  connection.closeSync()
  maker.closeSync()
  await engine.ask('copy.build', { jobId, table: of })
}

async function plainMs(folder: string, tableId: string, sql: string): Promise<number> {
  const pathOf = (id: string) => join(folder, places.copy(id.toLowerCase()), copyFileName)
  const instance = await DuckDBInstance.create(pathOf('Reads'), { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  try {
    await connection.run(`ATTACH '${pathOf(tableId)}' AS far (READ_ONLY)`)
    return median(await timeMs(7, () => connection.runAndReadAll(sql)))
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
