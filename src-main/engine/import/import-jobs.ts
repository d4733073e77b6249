// The engine's files that are being imported: one database for each, from its reading to its end.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { places } from '@shared/dataset/places'
import { AppError } from '@shared/errors/app-error'
import type { AskOptions, EngineInput, EngineOutput } from '../messages'
import { checkedId } from '../store/copy-store'
import { ConnectionPool, openDatabase, readAll, type DatabaseLimits } from '../store/open-database'
import { BoundValues } from '../store/sql-text'
import type { ImportCalls, Wish } from './import-messages'
import { append, createTables } from './job-tables'
import { countRows, lookInto } from './look-into'
import { readJob } from './read-job'
import { readRefusals, saveRefused } from './refusals'
import { countFates, settle, type JobPlan } from './settle'
import { compareRows, takeRows } from './take-rows'
import { wishKey, wishOf } from './wish-key'

const ending = '.import'

type Name = keyof ImportCalls
/** The engine's calls about files. */
export type ImportHandlers = {
  [N in Name]: (input: EngineInput<N>, options: AskOptions) => Promise<EngineOutput<N>>
}

type Job = JobPlan & {
  readonly instance: DuckDBInstance
  readonly pool: ConnectionPool
  readonly path: string
  readonly reading: EngineInput<'import.read'>['reading']
  headings: readonly string[]
}

/** All files that are being imported. */
export class ImportJobs {
  private readonly jobs = new Map<string, Job>()

  constructor(
    private readonly folder: string,
    private readonly limits: DatabaseLimits,
  ) {
    // What an engine that was killed has left there is of no use.
    const work = join(folder, places.work)
    const left = existsSync(work) ? readdirSync(work).filter((name) => name.includes(ending)) : []
    for (const name of left) rmSync(join(work, name), { force: true })
  }

  /** The calls, bound to these jobs. */
  get calls(): ImportHandlers {
    return {
      'import.look': (input, options) => lookInto(input, options),
      'import.count': (input, options) => countRows(input, options),
      'import.read': (input, options) => this.read(input, options),
      ...this.askingCalls(),
      'import.settle': ({ jobId }, { signal }) =>
        this.use(jobId, signal, async (connection, job) => {
          await settle(connection, job)
          return countFates(connection)
        }),
      'import.counts': ({ jobId }, { signal }) => this.use(jobId, signal, countFates),
      'import.refusals': ({ jobId, offset, limit }, { signal }) =>
        this.use(jobId, signal, (connection) => readRefusals(connection, offset, limit)),
      'import.saveRefused': ({ jobId, filePath }, { signal }) =>
        this.use(jobId, signal, async (connection, { headings, reading }) => ({
          rowCount: await saveRefused(connection, { filePath, headings, delimiter: reading.delimiter }, signal),
        })),
      'import.take': ({ jobId, ...request }, { signal }) =>
        this.use(jobId, signal, (connection) => takeRows(connection, request)),
      'import.outcomes': ({ jobId, outcomes }) =>
        this.use(jobId, undefined, (connection) => noteOutcomes(connection, outcomes)),
      'import.close': ({ jobId }) => this.close(jobId).then(() => null),
    }
  }

  async closeAll(): Promise<void> {
    for (const jobId of [...this.jobs.keys()]) await this.close(jobId)
  }

  private askingCalls(): Pick<
    ImportHandlers,
    'import.wishes' | 'import.wanted' | 'import.answer' | 'import.ids' | 'import.compare'
  > {
    return {
      'import.wishes': ({ jobId }, { signal }) => this.use(jobId, signal, readWishes),
      'import.wanted': ({ jobId, wish, after, limit }, { signal }) =>
        this.use(jobId, signal, (connection) => readWanted(connection, wish, after, limit)),
      'import.answer': ({ jobId, wish, answers }, { signal }) =>
        this.use(jobId, signal, async (connection) => {
          const rows = answers.map(({ wanted, id, label }) => [wishKey(wish), wanted, id, label])
          await append(connection, 'answers', rows)
          return null
        }),
      'import.ids': ({ jobId, after, limit }, { signal }) =>
        this.use(jobId, signal, (connection) => readIds(connection, after, limit)),
      'import.compare': ({ jobId, slice }, { signal }) =>
        this.use(jobId, signal, async (connection, job) => {
          await compareRows(connection, job, slice)
          return null
        }),
    }
  }

  private async read(input: EngineInput<'import.read'>, options: AskOptions): Promise<{ rowCount: number }> {
    const { jobId, table, plan, reading, filePath } = input
    await this.close(jobId)
    const path = join(this.folder, places.work, `${checkedId(jobId)}${ending}`)
    await rm(path, { force: true })
    const instance = await openDatabase({ path, isReadOnly: false, folders: [], limits: this.limits })
    const pool = new ConnectionPool(instance)
    const job: Job = { table, plan, reading, instance, pool, path, headings: [] }
    this.jobs.set(jobId, job)
    try {
      return await pool.use(options.signal, async (connection) => {
        await createTables(connection)
        const { rowCount, headings } = await readJob(connection, { filePath, reading }, job, options)
        job.headings = headings
        return { rowCount }
      })
    } catch (error) {
      await this.close(jobId)
      throw error
    }
  }

  private use<T>(
    jobId: string,
    signal: AbortSignal | undefined,
    work: (connection: DuckDBConnection, job: Job) => Promise<T>,
  ): Promise<T> {
    const job = this.jobs.get(jobId)
    if (!job) throw new AppError('engine.stopped', 'What was read of the file is gone. Check it once more.')
    return job.pool.use(signal, (connection) => work(connection, job))
  }

  private async close(jobId: string): Promise<void> {
    const job = this.jobs.get(jobId)
    if (!job) return
    this.jobs.delete(jobId)
    job.pool.close()
    job.instance.closeSync()
    for (const path of [job.path, `${job.path}.wal`]) await rm(path, { force: true, maxRetries: 3 })
  }
}

async function readWishes(connection: DuckDBConnection) {
  const reader = await readAll(
    connection,
    `SELECT wish, CAST(count(DISTINCT wanted) AS INTEGER) FROM wishes GROUP BY wish ORDER BY wish`,
  )
  return reader.getRows().map(([key, count]) => ({ ...wishOf(String(key)), count: Number(count) }))
}

async function readWanted(connection: DuckDBConnection, wish: Wish, after: string | null, limit: number) {
  const bound = new BoundValues()
  const key = bound.text(wishKey(wish))
  const behind = after === null ? '' : `AND wanted > ${bound.text(after)}`
  const reader = await readAll(
    connection,
    `SELECT DISTINCT wanted FROM wishes WHERE wish = ${key} ${behind} ORDER BY wanted LIMIT ${Math.trunc(limit)}`,
    bound.values,
  )
  return reader.getRows().map(([wanted]) => String(wanted))
}

async function readIds(connection: DuckDBConnection, after: number, limit: number) {
  const reader = await readAll(
    connection,
    `SELECT n, id FROM rows WHERE fate = 'open' AND id <> '' AND n > ${Math.trunc(after)}
     ORDER BY n LIMIT ${Math.trunc(limit)}`,
  )
  return reader.getRows().map(([n, id]) => ({ n: Number(n), id: String(id) }))
}

async function noteOutcomes(
  connection: DuckDBConnection,
  outcomes: EngineInput<'import.outcomes'>['outcomes'],
): Promise<null> {
  for (const fate of ['staged', 'sent', 'refused', 'unknown'] as const) {
    const numbers = outcomes.filter((each) => each.fate === fate).map(({ n }) => n)
    if (numbers.length === 0) continue
    const part = new BoundValues()
    await connection.run(
      `UPDATE rows SET fate = '${fate}' WHERE n IN (SELECT unnest(${part.rowNumbers(numbers)}))`,
      part.values,
    )
  }
  const refused = outcomes.filter(({ fate }) => fate === 'refused')
  await append(
    connection,
    'refusals',
    refused.map(({ n, column, reason }) => [n, null, column, null, reason ?? '']),
  )
  await connection.run(
    'UPDATE refusals SET line = rows.line FROM rows WHERE rows.n = refusals.n AND refusals.line IS NULL',
  )
  return null
}
