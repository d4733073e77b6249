// Opens copies when they are first asked and keeps the last few open.
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBInstance } from '@duckdb/node-api'
import { copyFileName, places } from '@shared/dataset/places'
import { AppError } from '@shared/errors/app-error'
import { readAbout, type About } from '../copy/about'
import { toEngineError } from '../engine-error'
import type { CopyRef } from '../messages'
import { ViewCache } from '../view/view-cache'
import { ConnectionPool, openDatabase, type DatabaseLimits } from './open-database'
import { storedColumns, type StoredColumn } from './stored-column'

/** A copy that is open for questions. */
export type OpenCopy = {
  readonly about: About
  readonly columns: readonly StoredColumn[]
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

export class CopyStore {
  /** In order of last use, the least recent first. */
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
   * @throws AppError `dataset.missing`, `dataset.corrupt`
   */
  async use<T>(ref: CopyRef, work: (copy: OpenCopy) => Promise<T>): Promise<T> {
    const folder = this.folderOf(ref)
    const entry = await this.open(folder)
    if (entry.isClosing) return this.use(ref, work)
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
    return this.closeFolder(this.folderOf(ref))
  }

  async closeAll(): Promise<void> {
    for (const folder of [...this.entries.keys()]) await this.closeFolder(folder)
  }

  private open(folder: string): Promise<Entry> {
    const known = this.entries.get(folder)
    const opening = known ?? this.openFile(join(folder, copyFileName))
    this.entries.delete(folder)
    this.entries.set(folder, opening)
    if (known === undefined) {
      opening.catch(() => this.entries.delete(folder))
      for (const oldest of [...this.entries.keys()].slice(0, -maxOpenCopies)) void this.closeFolder(oldest)
    }
    return opening
  }

  private async closeFolder(folder: string): Promise<void> {
    const opening = this.entries.get(folder)
    this.entries.delete(folder)
    const entry = await opening?.catch(() => undefined)
    if (!entry) return
    entry.isClosing = true
    await Promise.allSettled([...entry.users])
    entry.copy.pool.close()
    entry.instance.closeSync()
  }

  private async openFile(path: string): Promise<Entry> {
    try {
      await access(path)
    } catch (cause) {
      throw new AppError('dataset.missing', 'This copy is no longer there.', { cause })
    }
    try {
      const instance = await openDatabase({
        path,
        isReadOnly: true,
        folders: [this.limits.spillFolder],
        limits: this.limits,
      })
      const pool = new ConnectionPool(instance)
      try {
        const about = await pool.use(undefined, readAbout)
        const copy = { about, columns: storedColumns(about.table), pool, views: new ViewCache() }
        return { instance, copy, users: new Set(), isClosing: false }
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

/** @throws AppError `input.invalid` for what cannot be the name of a folder of ours */
export function checkedId(id: string): string {
  if (!/^[a-z0-9-]{1,64}$/.test(id)) throw new AppError('input.invalid', 'There is no copy by such a name.')
  return id
}
