// The engine by itself, beside plain DuckDB on the same pages and the same rows: what the application adds.
import { copyFile, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { createEngine, type Engine } from '@main/engine/create-engine'
import type { CopyRef } from '@main/engine/messages'
import { createSampleServer } from '@main/sample-server'
import { places } from '@shared/dataset/places'
import { emptyQuery, type Condition, type Operator, type Query } from '@shared/query/query'
import { column, table } from '../support/sample-table'
import { median, timeMs, type Figure } from './figure'

const samplesPerSnp = 25
const pageRows = 10_000
const runs = 15

/** Figures of the engine for about so many rows of SampleAse. */
export async function measureEngine(rowCount: number): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'engine-bench-'))
  const engine = createEngine({ folder })
  const plain = await DuckDBInstance.create(join(folder, 'plain.duckdb'))
  const connection = await plain.connect()
  try {
    const total = await savePages(folder, rowCount)
    const label = `${Math.round(total / 1000)} k rows`
    const page = await pageFigure(folder, engine, connection)
    const kept = await keepFigure(folder, engine, connection, total)
    const views = await viewFigures(engine, connection, total, label)
    return [
      page,
      { ...kept, name: `${kept.name}, ${label}` },
      ...views,
      await csvFigure(folder, engine, connection, total, label),
    ]
  } finally {
    connection.closeSync()
    plain.closeSync()
    await engine.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const jobId = 'bench'
const copy: CopyRef = { kind: 'job', jobId }
const pagePath = (folder: string, offset: number) => join(folder, `page-${offset}.json`)

/** Ask the built-in server for all pages and lay them aside. @returns rows in all */
async function savePages(folder: string, rowCount: number): Promise<number> {
  const server = createSampleServer({ snpCount: Math.round(rowCount / samplesPerSnp), samplesPerSnp })
  let total = 1
  for (let start = 0; start < total; start += pageRows) {
    const answer = await server.app.fetch(
      new Request(`http://sample/api/v2/SampleAse?start=${start}&num=${pageRows}&sort=ID`),
    )
    const text = await answer.text()
    total = Number(/"total":(\d+)/.exec(text)?.[1])
    await writeFile(pagePath(folder, start), text)
  }
  return total
}

async function lay(folder: string, offset: number): Promise<void> {
  await mkdir(join(folder, places.pages(jobId)), { recursive: true })
  await copyFile(pagePath(folder, offset), join(folder, places.page(jobId, offset)))
}

const plainColumns = `{'items': 'STRUCT("ID" VARCHAR, "SNP_ID" STRUCT("SNP_ID" VARCHAR), "SampleIds" STRUCT("Sample_ID" VARCHAR)[], "Ref_Counts" VARCHAR, "Alt_Counts" VARCHAR, "Chromosome" VARCHAR, "Position" INTEGER)[]'}`
const plainRows = (path: string): string =>
  `SELECT r.ID AS id, r.SNP_ID.SNP_ID AS snp, r.Ref_Counts AS ref, r.Alt_Counts AS alt, r.Chromosome AS chr, r.Position AS pos,
     list_transform(r.SampleIds, lambda x: x.Sample_ID) AS samples
   FROM (SELECT unnest(items) AS r FROM read_json('${path}', columns = ${plainColumns}, maximum_object_size = 100000000))`

async function pageFigure(folder: string, engine: Engine, connection: DuckDBConnection): Promise<Figure> {
  const times: number[] = []
  for (let run = -1; run < runs; run += 1) {
    await lay(folder, 0)
    const startedAt = performance.now()
    await engine.ask('page.convert', { jobId, offset: 0, table: sampleAse })
    if (run >= 0) times.push(performance.now() - startedAt)
  }
  const plain = await timeMs(runs, () =>
    connection.run(
      `COPY (${plainRows(pagePath(folder, 0))}) TO '${folder}/plain.parquet' (FORMAT parquet, COMPRESSION zstd)`,
    ),
  )
  const { size } = await stat(pagePath(folder, 0))
  return {
    name: `page of 10,000 rows (${(size / 2 ** 20).toFixed(1)} MB) to a part`,
    value: median(times),
    unit: 'ms',
    floor: { name: 'plain DuckDB', value: median(plain) },
  }
}

async function keepFigure(
  folder: string,
  engine: Engine,
  connection: DuckDBConnection,
  total: number,
): Promise<Figure> {
  for (let offset = 0; offset < total; offset += pageRows) {
    await lay(folder, offset)
    await engine.ask('page.convert', { jobId, offset, table: sampleAse })
  }
  const startedAt = performance.now()
  await engine.ask('copy.build', { jobId, table: sampleAse })
  const builtMs = performance.now() - startedAt
  const plainAt = performance.now()
  await connection.run(`CREATE TABLE rows AS ${plainRows(`${folder}/page-*.json`)} ORDER BY id`)
  await connection.run('CHECKPOINT')
  const plainMs = performance.now() - plainAt
  return {
    name: 'parts to a copy with its words',
    value: (total / builtMs) * 1000,
    unit: 'rows/s',
    floor: { name: 'plain DuckDB from JSON', value: (total / plainMs) * 1000 },
  }
}

let lastValue = 0
/** A filter that no earlier question had, so that no view is there yet. */
const fresh = (attribute: string, operator: Operator, value: string, change: Partial<Query> = {}): Query => {
  const unlike: Condition = {
    kind: 'condition',
    id: 'u',
    attribute: 'ID',
    operator: 'not-equals',
    values: [`-${(lastValue += 1)}`],
    isOff: false,
  }
  const condition: Condition = { ...unlike, id: 'c', attribute, operator, values: [value] }
  const { filter } = emptyQuery()
  return { ...emptyQuery(), filter: { ...filter, children: [condition, unlike] }, ...change }
}

async function viewFigures(
  engine: Engine,
  connection: DuckDBConnection,
  total: number,
  label: string,
): Promise<Figure[]> {
  const first = (query: Query, offset = 0) => engine.ask('view.rows', { copy, query, offset, limit: 100 })
  const plain = async (sql: string) => median(await timeMs(runs, () => connection.runAndReadAll(sql)))
  const engineMs = async (work: () => Promise<unknown>) => median(await timeMs(runs, work))
  const figure = async (name: string, value: Promise<number>, sql: string): Promise<Figure> => ({
    name: `${name}, ${label}`,
    value: await value,
    unit: 'ms',
    floor: { name: 'plain DuckDB', value: await plain(sql) },
  })
  const sorted: Query = { ...emptyQuery(), sort: [{ attribute: 'Ref_Counts', direction: 'descending' }] }
  await first(sorted)
  return [
    await figure(
      'filter to one SNP, first rows and count',
      engineMs(() => first(fresh('SNP_ID', 'equals', 'rs12460890'))),
      `SELECT * FROM rows WHERE snp = 'rs12460890' LIMIT 100`,
    ),
    await figure(
      'filter by contains, first rows and count',
      engineMs(() => first(fresh('SNP_ID', 'contains', '124'))),
      `SELECT *, count(*) OVER () FROM rows WHERE snp ILIKE '%124%' LIMIT 100`,
    ),
    await figure(
      'search over all columns, first rows and count',
      engineMs(() => first(fresh('ID', 'not-empty', '', { search: 'rs12460890' }))),
      `SELECT * FROM rows WHERE concat_ws(' ', id, snp, ref, alt, array_to_string(samples, ' ')) ILIKE '%rs12460890%' LIMIT 100`,
    ),
    await figure(
      'sort, rows in the middle, new each time',
      engineMs(() => first(fresh('ID', 'not-empty', '', { sort: sorted.sort }), Math.floor(total / 2))),
      `SELECT * FROM rows ORDER BY ref DESC, id LIMIT 100 OFFSET ${Math.floor(total / 2)}`,
    ),
    await figure(
      'window of a sorted view that is there',
      engineMs(() => first(sorted, Math.floor(Math.random() * (total - 100)))),
      `SELECT * FROM rows ORDER BY ref DESC, id LIMIT 100 OFFSET ${Math.floor(total / 2)}`,
    ),
  ]
}

async function csvFigure(
  folder: string,
  engine: Engine,
  connection: DuckDBConnection,
  total: number,
  label: string,
): Promise<Figure> {
  const filePath = join(folder, 'all.csv')
  const ours = median(await timeMs(5, () => engine.ask('csv.write', { copy, query: emptyQuery(), filePath })))
  const plain = median(
    await timeMs(5, () =>
      connection.run(
        `COPY (SELECT * REPLACE (array_to_string(samples, ',') AS samples) FROM rows) TO '${folder}/plain.csv' (HEADER)`,
      ),
    ),
  )
  return {
    name: `CSV of all rows, ${label}`,
    value: (total / ours) * 1000,
    unit: 'rows/s',
    floor: { name: 'plain DuckDB', value: (total / plain) * 1000 },
  }
}

const target = (tableId: string, idColumn: string) => ({
  tableId,
  tableLabel: tableId,
  idColumn,
  labelColumn: idColumn,
  idType: 'string' as const,
})

const sampleAse = table('SampleAse', [
  column('ID'),
  column('SNP_ID', 'reference', { target: target('ASE', 'SNP_ID') }),
  column('SampleIds', 'references', { target: target('AseSample', 'Sample_ID') }),
  column('Ref_Counts'),
  column('Alt_Counts'),
  column('Chromosome'),
  column('Position', 'int'),
])
