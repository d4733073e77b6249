// The table that filters are measured on: a column of each type, drawn anew from the number of the row.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { Engine } from '@main/engine/create-engine'
import type { CopyRef } from '@main/engine/messages'
import { places } from '@shared/dataset/places'
import { column, table } from '../support/sample-table'

export const jobId = 'bench'
/** The copy that is made of it. */
export const copy: CopyRef = { kind: 'job', jobId }

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

/** The table. */
export const measured = table(
  'Measured',
  drawn.map(([each]) => each),
)

/** Parts as pages would leave them, one row in twenty without a value, and the copy of them. */
export async function buildRows(folder: string, engine: Engine, rowCount: number): Promise<void> {
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
