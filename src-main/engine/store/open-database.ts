// Opens databases with everything shut that is not needed: no extensions, no network, files only where they belong.
import { mkdir } from 'node:fs/promises'
import { DuckDBInstance, type DuckDBConnection, type DuckDBResultReader, type DuckDBValue } from '@duckdb/node-api'
import { throwIfCancelled } from '@shared/errors/app-error'
import { readTextsExactly } from './exact-text'
import { quoteName, quoteText } from './sql-text'

readTextsExactly()

/** Limits of one open database. */
export type DatabaseLimits = {
  readonly memoryBytes: number
  readonly threads: number
  /** Folder for what does not fit into memory. */
  readonly spillFolder: string
}

type OpenOptions = {
  readonly path: string
  readonly isReadOnly: boolean
  /** Folders below which statements may read and write files; none for a database that only answers questions. */
  readonly folders: readonly string[]
  readonly limits: DatabaseLimits
  /** Database files to read beside it, each under a name of our own. */
  readonly attached?: readonly { readonly name: string; readonly path: string }[]
}

/** Up to so many rows that are named one by one are fetched by their places, without a scan of the others. */
export const mostFetched = 1000

/** Open a database file, or `:memory:`, and lock its settings. */
export async function openDatabase({
  path,
  isReadOnly,
  folders,
  limits,
  attached = [],
}: OpenOptions): Promise<DuckDBInstance> {
  await mkdir(limits.spillFolder, { recursive: true })
  const instance = await DuckDBInstance.create(path, {
    access_mode: isReadOnly ? 'READ_ONLY' : 'AUTOMATIC',
    memory_limit: `${Math.floor(limits.memoryBytes / 2 ** 20)}MiB`,
    threads: String(limits.threads),
    temp_directory: limits.spillFolder,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  })
  const connection = await instance.connect()
  try {
    for (const { name, path: other } of attached) {
      await connection.run(`ATTACH ${quoteText(other)} AS ${quoteName(name)} (READ_ONLY)`)
    }
    // The temporary folder is the database's own affair and stays open to it.
    const allowed = folders.map((folder) => quoteText(folder)).join(', ')
    await connection.run(`SET allowed_directories = [${allowed}]`)
    await connection.run('SET enable_external_access = false')
    await connection.run("SET GLOBAL TimeZone = 'UTC'")
    await connection.run(`SET GLOBAL dynamic_or_filter_threshold = ${mostFetched}`)
    await connection.run('SET lock_configuration = true')
  } catch (error) {
    instance.closeSync()
    throw error
  } finally {
    connection.closeSync()
  }
  return instance
}

/** Connections to one database, reused one after another; each question has one to itself. */
export class ConnectionPool {
  private readonly free: DuckDBConnection[] = []

  constructor(private readonly instance: DuckDBInstance) {}

  /**
   * Work with a connection; a signal that fires interrupts what it is doing.
   *
   * @throws AppError `cancelled` when the signal fired before or during the work
   */
  async use<T>(signal: AbortSignal | undefined, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    throwIfCancelled(signal)
    const connection = this.free.pop() ?? (await this.instance.connect())
    let timer: ReturnType<typeof setInterval> | undefined
    const interrupt = () => {
      connection.interrupt()
      // An interrupt that comes before a statement has begun is lost: it is said again until the work has ended.
      timer ??= setInterval(() => connection.interrupt(), 5)
    }
    signal?.addEventListener('abort', interrupt)
    try {
      throwIfCancelled(signal)
      return await work(connection)
    } finally {
      clearInterval(timer)
      signal?.removeEventListener('abort', interrupt)
      // A connection that was interrupted may still carry the mark: it is not used again.
      if (signal?.aborted === true || this.free.length >= 4) connection.closeSync()
      else this.free.push(connection)
    }
  }

  /** Let go of the connections that nobody works with. */
  close(): void {
    for (const connection of this.free.splice(0)) connection.closeSync()
  }
}

/** Run one statement and read its whole answer. */
export const readAll = (
  connection: DuckDBConnection,
  sql: string,
  values: readonly DuckDBValue[] = [],
): Promise<DuckDBResultReader> => connection.runAndReadAll(sql, [...values])

/** Run one statement and take the only value of its answer; null for none. */
export async function readOne(
  connection: DuckDBConnection,
  sql: string,
  values: readonly DuckDBValue[] = [],
): Promise<DuckDBValue> {
  const chunk = await (await connection.run(sql, [...values])).fetchChunk()
  return chunk?.getColumnVector(0).getItem(0) ?? null
}
