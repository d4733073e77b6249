// The engine itself: kept copies and what can be asked of them. Runs in its own process, and in plain Node.
import { rmSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { availableParallelism, totalmem } from 'node:os'
import { join } from 'node:path'
import type { DuckDBInstance } from '@duckdb/node-api'
import { places } from '@shared/dataset/places'
import { AppError } from '@shared/errors/app-error'
import { buildCopy } from './copy/build-copy'
import { writeCsv } from './csv/write-csv'
import { toEngineError } from './engine-error'
import { ImportJobs, type ImportHandlers } from './import/import-jobs'
import { type AskOptions, type EngineAsk, type EngineCallName, type EngineInput, type EngineOutput } from './messages'
import { pageToParquet } from './page/page-to-parquet'
import { CopyStore, checkedId, type OpenCopy } from './store/copy-store'
import { ConnectionPool, openDatabase, type DatabaseLimits } from './store/open-database'
import { findRows } from './view/find-rows'
import { lookUp } from './view/look-up'
import { readDistribution } from './view/read-distribution'
import { readNumbers } from './view/read-numbers'
import { findPosition, readRow, readRows } from './view/read-slice'

export type EngineOptions = {
  /** Folder of the kept copies; all that the engine writes, exports aside, lies below it. */
  readonly folder: string
  /** Memory for each open copy; by default a quarter of the machine's, at most 2 GiB. */
  readonly memoryBytes?: number
  readonly threads?: number
}

/** The engine, and the way to end it. */
export interface Engine extends EngineAsk {
  /** Lets go of all files. What is running is waited for. */
  close(): Promise<void>
}

type Calls = { [N in EngineCallName]: (input: EngineInput<N>, options: AskOptions) => Promise<EngineOutput<N>> }

/** Make an engine over a folder. The folder is created when it is first needed. */
export function createEngine(options: EngineOptions): Engine {
  const limits: DatabaseLimits = {
    memoryBytes: options.memoryBytes ?? Math.min(2 * 2 ** 30, Math.floor(totalmem() / 4)),
    threads: options.threads ?? Math.max(2, Math.min(8, availableParallelism())),
    spillFolder: join(options.folder, places.spill),
  }
  // What an engine that was killed has left there is of no use.
  rmSync(limits.spillFolder, { recursive: true, force: true })
  const copies = new CopyStore(options.folder, limits)
  const reader = new PageReader(options.folder, limits)
  const imports = new ImportJobs(options.folder, limits)
  const calls: Calls = {
    ...copyCalls(options.folder, limits, copies, reader),
    ...viewCalls(copies),
    ...imports.calls,
  }
  return {
    async ask(name, input, askOptions = {}) {
      try {
        return await calls[name](input, askOptions)
      } catch (error) {
        throw toEngineError(error, name.startsWith('import.') ? 'Reading the file' : 'Working on the copy')
      }
    },
    async close() {
      await copies.closeAll()
      await imports.closeAll()
      await reader.close()
      await rm(limits.spillFolder, { recursive: true, force: true })
    },
  }
}

type CopyCalls = Pick<Calls, 'page.convert' | 'copy.build' | 'copy.close' | 'csv.write'>

function copyCalls(folder: string, limits: DatabaseLimits, copies: CopyStore, reader: PageReader): CopyCalls {
  return {
    'page.convert': async ({ jobId, offset, table }, { signal }) => {
      const pagePath = join(folder, places.page(checkedId(jobId), offset))
      const partPath = join(folder, places.part(jobId, offset))
      await mkdir(join(folder, places.parts(jobId)), { recursive: true })
      const pool = await reader.pool()
      const report = await pool.use(signal, (connection) =>
        pageToParquet(connection, table, offset, { pagePath, partPath }),
      )
      await rm(pagePath, { force: true })
      return report
    },
    'copy.build': async ({ jobId, table }, { signal, onProgress }) => {
      const partsFolder = join(folder, places.parts(checkedId(jobId)))
      const copyFolder = join(folder, places.copy(jobId))
      await copies.close({ kind: 'job', jobId })
      return buildCopy({ table, partsFolder, copyFolder, limits, signal, onProgress })
    },
    'copy.close': async ({ copy }) => {
      await copies.close(copy)
      return null
    },
    'csv.write': ({ copy, query, references, filePath }, { signal, onProgress }) =>
      copies.use(
        copy,
        (opened) => writeCsv(opened, { query, filePath }, { signal, onProgress, blockFolder: limits.spillFolder }),
        references,
      ),
  }
}

function viewCalls(copies: CopyStore): Omit<Calls, keyof CopyCalls | keyof ImportHandlers> {
  return {
    'view.describe': ({ copy }) => copies.use(copy, ({ about }) => Promise.resolve(about.table)),
    'view.count': ({ copy, query, references }, { signal }) =>
      copies.use(copy, async (opened: OpenCopy) => (await findRows(opened, query, signal)).rowCount, references),
    'view.rows': ({ copy, query, references, offset, limit }, { signal }) =>
      copies.use(copy, (opened) => readRows(opened, query, offset, limit, signal), references),
    'view.row': ({ copy, id }, { signal }) => copies.use(copy, (opened) => readRow(opened, id, signal)),
    'view.numbers': ({ copy, references, ...question }, { signal }) =>
      copies.use(copy, (opened) => readNumbers(opened, question, signal), references),
    'view.lookUp': ({ copy, column, text, limit }, { signal }) =>
      copies.use(copy, (opened) => lookUp(opened, column, text, limit, signal)),
    'view.distribution': ({ copy, references, ...question }, { signal }) =>
      copies.use(copy, (opened) => readDistribution(opened, question, signal), references),
    'view.position': ({ copy, query, references, id }, { signal }) =>
      copies.use(copy, (opened) => findPosition(opened, query, id, signal), references),
  }
}

/** The database that reads pages: it holds nothing, and may touch nothing but the folders of running jobs. */
class PageReader {
  private opened: Promise<{ instance: DuckDBInstance; pool: ConnectionPool }> | null = null

  constructor(
    private readonly folder: string,
    private readonly limits: DatabaseLimits,
  ) {}

  async pool(): Promise<ConnectionPool> {
    this.opened ??= this.open()
    try {
      return (await this.opened).pool
    } catch (cause) {
      this.opened = null
      throw cause instanceof AppError ? cause : toEngineError(cause, 'Starting the engine')
    }
  }

  async close(): Promise<void> {
    const opened = await this.opened?.catch(() => null)
    this.opened = null
    opened?.pool.close()
    opened?.instance.closeSync()
  }

  private async open(): Promise<{ instance: DuckDBInstance; pool: ConnectionPool }> {
    const work = join(this.folder, places.work)
    await mkdir(work, { recursive: true })
    const instance = await openDatabase({ path: ':memory:', isReadOnly: false, folders: [work], limits: this.limits })
    return { instance, pool: new ConnectionPool(instance) }
  }
}
