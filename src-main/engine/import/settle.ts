// The fate of every row of a file, once it is known what the server has: added, changed, as it is, left out or refused.
import type { DuckDBConnection } from '@duckdb/node-api'
import type { ImportPlan, ImportMode } from '@shared/import/import-plan'
import type { ImportCounts } from '@shared/import/import-report'
import type { Table } from '@shared/table/table'
import { quoteText } from '../store/sql-text'
import { readAll } from '../store/open-database'
import { wishKey } from './wish-key'

/** What is imported, and where. */
export type JobPlan = { readonly plan: ImportPlan; readonly table: Table }

/** Rows that refer to rows that refer to rows of the same file: more steps than this are a circle. */
const mostLevels = 100

/** Decide the fate of every row. */
export async function settle(connection: DuckDBConnection, job: JobPlan): Promise<void> {
  await refuseTwice(connection, job)
  await refuseUnknown(connection, job)
  await assignFates(connection, job)
  await refuseOrphans(connection, job)
  await assignPlaces(connection, job)
}

const refuse = (connection: DuckDBConnection, select: string) => connection.run(`INSERT INTO refusals ${select}`)

/** Rows with reasons against them are out. */
const markRefused = (connection: DuckDBConnection) =>
  connection.run(`UPDATE rows SET fate = 'refused' WHERE fate <> 'refused' AND n IN (SELECT n FROM refusals)`)

/** Of rows with the same id, or the same value where it must be unique, the first one counts. */
async function refuseTwice(connection: DuckDBConnection, { table }: JobPlan): Promise<void> {
  await refuse(
    connection,
    `SELECT n, line, ${quoteText(table.idColumn)}, id, 'The id ' || id || ' is in line ' || first_line || ' already.'
     FROM (SELECT n, line, id, first(line) OVER one AS first_line, row_number() OVER one AS turn
           FROM rows WHERE id <> '' WINDOW one AS (PARTITION BY id ORDER BY n))
     WHERE turn > 1`,
  )
  await refuse(
    connection,
    `SELECT n, line, col, wanted, 'The value ' || wanted || ' must be unique and is in line ' || first_line || ' already.'
     FROM (SELECT n, line, col, wanted, first(line) OVER one AS first_line, row_number() OVER one AS turn
           FROM wishes JOIN rows USING (n) WHERE starts_with(wish, 'unique/')
           WINDOW one AS (PARTITION BY wish, wanted ORDER BY n))
     WHERE turn > 1`,
  )
}

/** References to rows that are not there, labels that several rows have, unique values that other rows hold. */
async function refuseUnknown(connection: DuckDBConnection, { table, plan }: JobPlan): Promise<void> {
  const own = quoteText(wishKey({ kind: 'reference', tableId: table.id, by: 'id' }))
  const called = plan.referencesBy === 'id' ? 'with the id' : 'called'
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE matches AS
     SELECT wish, wanted, count(DISTINCT id) AS hits, min(id) AS id FROM answers GROUP BY wish, wanted`,
  )
  await refuse(
    connection,
    `SELECT w.n, r.line, w.col, w.wanted, 'There is no row ${called} ' || w.wanted || ' in ' || split_part(w.wish, '/', 3) || '.'
     FROM (SELECT DISTINCT n, wish, wanted, col FROM wishes WHERE starts_with(wish, 'reference/')) w
     JOIN rows r USING (n) LEFT JOIN matches m USING (wish, wanted)
     WHERE m.wish IS NULL AND NOT (w.wish = ${own} AND w.wanted IN (SELECT id FROM rows WHERE id <> ''))`,
  )
  await refuse(
    connection,
    `SELECT w.n, r.line, w.col, w.wanted, m.hits || ' rows of ' || split_part(w.wish, '/', 3) || ' are called ' || w.wanted || '. Refer by id.'
     FROM (SELECT DISTINCT n, wish, wanted, col FROM wishes WHERE starts_with(wish, 'reference/')) w
     JOIN rows r USING (n) JOIN matches m USING (wish, wanted) WHERE m.hits > 1`,
  )
  await refuse(
    connection,
    `SELECT w.n, r.line, w.col, w.wanted, 'The value ' || w.wanted || ' must be unique and the row ' || m.id || ' has it already.'
     FROM wishes w JOIN rows r USING (n) JOIN matches m USING (wish, wanted)
     WHERE starts_with(w.wish, 'unique/') AND m.id <> r.id`,
  )
}

const leftOut = {
  add: { known: 'left-out', new: 'add' },
  change: { known: 'change', new: 'left-out' },
  'add-and-change': { known: 'change', new: 'add' },
} as const satisfies Record<ImportMode, { known: string; new: string }>

async function assignFates(connection: DuckDBConnection, { table, plan }: JobPlan): Promise<void> {
  const fates = leftOut[plan.mode]
  await markRefused(connection)
  await connection.run(
    `UPDATE rows SET fate = CASE WHEN f.before = '{}' AND '${fates.known}' = 'change' THEN 'unchanged' ELSE '${fates.known}' END,
     before = f.before FROM found f WHERE rows.n = f.n AND rows.fate = 'open'`,
  )
  await connection.run(`UPDATE rows SET fate = '${fates.new}' WHERE fate = 'open'`)
  await refuse(
    connection,
    `SELECT c.n, c.line, c.col, c.value, c.reason FROM conditions c JOIN rows r ON r.n = c.n AND r.fate = c.fate`,
  )
  const { canAdd, canChange } = table.rights
  const denied: [string, string][] = [
    ...(canAdd
      ? []
      : [['add', `Your rights on this server do not let you add rows to ${table.label}.`] as [string, string]]),
    ...(canChange
      ? []
      : [['change', `Your rights on this server do not let you change rows of ${table.label}.`] as [string, string]]),
  ]
  for (const [fate, reason] of denied) {
    await refuse(connection, `SELECT n, line, NULL, NULL, ${quoteText(reason)} FROM rows WHERE fate = '${fate}'`)
  }
  await markRefused(connection)
}

/** Rows that refer to new rows of the same file which are refused. */
async function refuseOrphans(connection: DuckDBConnection, { table }: JobPlan): Promise<void> {
  const own = quoteText(wishKey({ kind: 'reference', tableId: table.id, by: 'id' }))
  for (let turn = 0; turn < mostLevels; turn += 1) {
    const { rowsChanged } = await refuse(
      connection,
      `SELECT DISTINCT w.n, r.line, w.col, w.wanted, 'The row ' || w.wanted || ' of this file, to which it refers, is refused or left out.'
       FROM wishes w JOIN rows r ON r.n = w.n AND r.fate IN ('add', 'change')
       WHERE w.wish = ${own} AND w.wanted NOT IN (SELECT wanted FROM answers WHERE wish = ${own})
       AND w.wanted NOT IN (SELECT id FROM rows WHERE fate = 'add')`,
    )
    if (rowsChanged === 0) return
    await markRefused(connection)
  }
}

/** New rows come in the order of the file, but after the new rows to which they refer. */
async function assignPlaces(connection: DuckDBConnection, { table }: JobPlan): Promise<void> {
  const own = quoteText(wishKey({ kind: 'reference', tableId: table.id, by: 'id' }))
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE levels AS SELECT n, id, 0 AS level FROM rows WHERE fate IN ('add', 'change')`,
  )
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE parents AS SELECT w.n, p.n AS parent FROM wishes w
     JOIN rows p ON p.id = w.wanted AND p.fate = 'add' WHERE w.wish = ${own} AND w.n <> p.n`,
  )
  for (let turn = 0; turn < mostLevels; turn += 1) {
    const { rowsChanged } = await connection.run(
      `UPDATE levels SET level = deeper.level FROM (
         SELECT parents.n, max(up.level) + 1 AS level FROM parents JOIN levels up ON up.n = parents.parent GROUP BY parents.n
       ) deeper WHERE levels.n = deeper.n AND levels.level < deeper.level`,
    )
    if (rowsChanged === 0) break
  }
  await connection.run(
    `UPDATE rows SET place = o.place FROM (
       SELECT n, row_number() OVER (ORDER BY level, n) AS place FROM levels
     ) o WHERE rows.n = o.n`,
  )
}

/** How many rows have each fate. */
export async function countFates(
  connection: DuckDBConnection,
): Promise<ImportCounts & { readonly stagedCount: number }> {
  const reader = await readAll(connection, 'SELECT fate, CAST(count(*) AS INTEGER) FROM rows GROUP BY fate')
  const counts = new Map(reader.getRows().map(([fate, count]) => [String(fate), Number(count)]))
  const of = (fate: string) => counts.get(fate) ?? 0
  return {
    addCount: of('add'),
    changeCount: of('change'),
    unchangedCount: of('unchanged'),
    leftOutCount: of('left-out'),
    refusedCount: of('refused'),
    stagedCount: of('staged'),
  }
}
