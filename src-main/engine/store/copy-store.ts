// Opens copies when they are first asked and keeps the last few open.
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { copyFileName, places } from '@shared/dataset/places'
import { AppError } from '@shared/errors/app-error'
import { readAbout, type About } from '../copy/about'
import { toEngineError } from '../engine-error'
import type { CopyRef } from '../messages'
import { ViewCache } from '../view/view-cache'
import { ConnectionPool, openDatabase, type DatabaseLimits } from './open-database'
import { storedColumns, type StoredColumn } from './stored-column'

/** A copy of a table that the copy's own columns refer to, open beside it. */
export type ReferencedCopy = {
  readonly about: About
  readonly columns: readonly StoredColumn[]
  /** What its tables are called by in SQL: a name with a dot behind it. */
  readonly schema: string
}

/** A copy that is open for questions. */
export type OpenCopy = {
  readonly about: About
  readonly columns: readonly StoredColumn[]
  /** Copies of referenced tables, by the table's id. */
  readonly references: ReadonlyMap<string, ReferencedCopy>
  readonly pool: ConnectionPool
  readonly views: ViewCache
}

type Entry = {
  readonly copy: OpenCopy
  readonly instance: DuckDBInstance
  readonly users: Set<Promise<unknown>>
  isClosing: boolean
}

const maxOpenCopies = 6

/** No path holds it. */
const keySeparator = '\u0000'

export class CopyStore {
  /** By all folders that are open in it, the copy's own first; in order of last use, the least recent first. */
  private readonly entries = new Map<string, Promise<Entry>>()

  constructor(
    private readonly folder: string,
    private readonly limits: DatabaseLimits,
  ) {}

  /** Folder of a copy. */
  folderOf(ref: CopyRef): string {
    const name = ref.kind === 'kept' ? places.dataset(checkedId(ref.datasetId)) : places.copy(checkedId(ref.jobId))
    return join(this.folder, name)
  }

  /**
   * Work with a copy, which stays open meanwhile.
   *
   * @param references  copies of tables that it refers to
   * @throws AppError `dataset.missing`, `dataset.corrupt`
   */
  async use<T>(ref: CopyRef, work: (copy: OpenCopy) => Promise<T>, references: readonly CopyRef[] = []): Promise<T> {
    const entry = await this.open([ref, ...references].map((each) => this.folderOf(each)))
    if (entry.isClosing) return this.use(ref, work, references)
    const running = work(entry.copy)
    entry.users.add(running)
    try {
      return await running
    } finally {
      entry.users.delete(running)
    }
  }

  /** Let go of a copy's file once nobody works with it; nothing happens when it is not open. */
  close(ref: CopyRef): Promise<void> {
    const folder = this.folderOf(ref)
    // Whatever reads it beside another copy lets go of it too.
    const keys = [...this.entries.keys()].filter((key) => key.split(keySeparator).includes(folder))
    return Promise.all(keys.map((key) => this.closeEntry(key))).then(() => undefined)
  }

  async closeAll(): Promise<void> {
    for (const key of [...this.entries.keys()]) await this.closeEntry(key)
  }

  private open(folders: readonly string[]): Promise<Entry> {
    const key = folders.join(keySeparator)
    const known = this.entries.get(key)
    const opening = known ?? this.openFiles(folders.map((folder) => join(folder, copyFileName)))
    this.entries.delete(key)
    this.entries.set(key, opening)
    if (known === undefined) {
      opening.catch(() => this.entries.delete(key))
      for (const oldest of [...this.entries.keys()].slice(0, -maxOpenCopies)) void this.closeEntry(oldest)
    }
    return opening
  }

  private async closeEntry(key: string): Promise<void> {
    const opening = this.entries.get(key)
    this.entries.delete(key)
    const entry = await opening?.catch(() => undefined)
    if (!entry) return
    entry.isClosing = true
    await Promise.allSettled([...entry.users])
    entry.copy.pool.close()
    entry.instance.closeSync()
  }

  private async openFiles([path = '', ...others]: readonly string[]): Promise<Entry> {
    for (const each of [path, ...others]) {
      await access(each).catch((cause: unknown) => {
        throw new AppError('dataset.missing', 'This copy is no longer there.', { cause })
      })
    }
    try {
      // A table whose rows refer to rows of its own is read by itself: a file is not opened twice.
      const attached = others
        .filter((other) => other !== path)
        .map((other, index) => ({ name: `r${index}`, path: other }))
      const folders = [this.limits.spillFolder]
      const instance = await openDatabase({ path, isReadOnly: true, folders, limits: this.limits, attached })
      const pool = new ConnectionPool(instance)
      try {
        const copy = await pool.use(undefined, (connection) => describe(connection, attached, others.includes(path)))
        return { instance, copy: { ...copy, pool, views: new ViewCache() }, users: new Set(), isClosing: false }
      } catch (error) {
        pool.close()
        instance.closeSync()
        throw error
      }
    } catch (error) {
      throw toEngineError(error, 'Opening the copy')
    }
  }
}

async function describe(
  connection: DuckDBConnection,
  attached: readonly { readonly name: string }[],
  isOwnReference: boolean,
): Promise<Pick<OpenCopy, 'about' | 'columns' | 'references'>> {
  const about = await readAbout(connection)
  const columns = storedColumns(about.table)
  const references = new Map<string, ReferencedCopy>()
  if (isOwnReference) references.set(about.table.id, { about, columns, schema: '' })
  for (const { name } of attached) {
    const schema = `${name}.main.`
    const other = await readAbout(connection, schema)
    references.set(other.table.id, { about: other, columns: storedColumns(other.table), schema })
  }
  return { about, columns, references }
}

/** @throws AppError `input.invalid` for what cannot be the name of a folder of ours */
export function checkedId(id: string): string {
  if (!/^[a-z0-9-]{1,64}$/.test(id)) throw new AppError('input.invalid', 'There is no copy by such a name.')
  return id
}
