// The kept copies on the disk: which there are, how a new one takes its place, how one goes.
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EngineAsk } from '@main/engine/messages'
import { datasetSchema, type Dataset } from '@shared/dataset/dataset'
import { copyFileName, manifestFileName, places } from '@shared/dataset/places'
import { AppError } from '@shared/errors/app-error'
import type { DatasetId } from '@shared/table/table'
import { diskFailure } from './page-file'

/** Form of the manifest. */
export const manifestVersion = 1

/** A copy that could not be read and was put aside. */
export type DamagedCopy = { readonly name: string; readonly movedTo: string }

export class Catalogue {
  private loading: Promise<Map<DatasetId, Dataset>> | null = null

  constructor(
    private readonly root: string,
    private readonly engine: EngineAsk,
    /** Told of each copy that had to be put aside. */
    private readonly onDamaged: (copy: DamagedCopy) => void,
  ) {}

  /** All kept copies, the newest first. */
  async list(): Promise<Dataset[]> {
    const datasets = await this.load()
    return [...datasets.values()].sort((a, b) => (a.keptAtIso < b.keptAtIso ? 1 : -1))
  }

  /** @throws AppError `dataset.missing` */
  async get(id: DatasetId): Promise<Dataset> {
    const found = (await this.load()).get(id)
    if (found) return found
    throw new AppError('dataset.missing', 'This copy is no longer there.')
  }

  /**
   * Give the finished copy of a job its final name; a copy that stands there is replaced in one step.
   *
   * @throws AppError `disk.full`, `file.failed`
   */
  async install(jobId: string, dataset: Dataset): Promise<void> {
    const datasets = await this.load()
    const fresh = this.at(places.copy(jobId))
    const final = this.at(places.dataset(dataset.id))
    try {
      await this.engine.ask('copy.close', { copy: { kind: 'job', jobId } })
      await writeManifest(fresh, dataset)
      await sync(join(fresh, copyFileName))
      await this.engine.ask('copy.close', { copy: { kind: 'kept', datasetId: dataset.id } })
      if (await exists(final)) await rename(final, this.at(places.replaced(jobId)))
      await rename(fresh, final)
      await sync(this.root)
      datasets.set(dataset.id, dataset)
      await this.remove(places.job(jobId))
    } catch (error) {
      throw toDiskError(error)
    }
  }

  /** Remove a kept copy; nothing happens when it is not there. */
  async delete(id: DatasetId): Promise<void> {
    const datasets = await this.load()
    await this.engine.ask('copy.close', { copy: { kind: 'kept', datasetId: id } })
    const leaving = places.job(`leaving-${crypto.randomUUID().slice(0, 8)}`)
    try {
      await mkdir(this.at(places.work), { recursive: true })
      // Out of sight in one step: what is half removed never looks like a copy.
      if (await exists(this.at(places.dataset(id)))) await rename(this.at(places.dataset(id)), this.at(leaving))
      datasets.delete(id)
      await this.remove(leaving)
    } catch (error) {
      throw toDiskError(error)
    }
  }

  /**
   * Finish exchanges that were cut short when the program ended.
   *
   * @returns ids of the jobs that have something left
   */
  async recover(): Promise<string[]> {
    const jobIds = await folders(this.at(places.work))
    for (const jobId of jobIds) {
      const replaced = this.at(places.replaced(jobId))
      const manifest = await readManifest(replaced).catch(() => null)
      if (!manifest) continue
      const final = this.at(places.dataset(manifest.id))
      if (await exists(final)) continue
      const fresh = this.at(places.copy(jobId))
      const isFreshComplete = await readManifest(fresh).then(
        () => true,
        () => false,
      )
      await rename(isFreshComplete ? fresh : replaced, final)
    }
    this.loading = null
    return jobIds.filter((jobId) => jobId !== 'spill')
  }

  private load(): Promise<Map<DatasetId, Dataset>> {
    this.loading ??= this.readAll()
    return this.loading
  }

  private async readAll(): Promise<Map<DatasetId, Dataset>> {
    const found = new Map<DatasetId, Dataset>()
    for (const name of await folders(this.root)) {
      if (name.startsWith('.')) continue
      try {
        const dataset = await readManifest(this.at(name))
        if (dataset.id !== name || !(await exists(join(this.at(name), copyFileName)))) throw new Error('incomplete')
        found.set(dataset.id, dataset)
      } catch {
        await this.putAside(name)
      }
    }
    return found
  }

  private async putAside(name: string): Promise<void> {
    const movedTo = join(this.at(places.damaged), `${name}-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`)
    try {
      await mkdir(this.at(places.damaged), { recursive: true })
      await rename(this.at(name), movedTo)
    } catch {
      // It stays where it is; it is not listed all the same.
    }
    this.onDamaged({ name, movedTo })
  }

  private at(place: string): string {
    return join(this.root, place)
  }

  private async remove(place: string): Promise<void> {
    await rm(this.at(place), { recursive: true, force: true, maxRetries: 3 })
  }
}

async function readManifest(folder: string): Promise<Dataset> {
  const dataset = datasetSchema.parse(JSON.parse(await readFile(join(folder, manifestFileName), 'utf8')))
  if (dataset.formatVersion !== manifestVersion) throw new Error(`Manifest of version ${dataset.formatVersion}`)
  return dataset
}

async function writeManifest(folder: string, dataset: Dataset): Promise<void> {
  const path = join(folder, manifestFileName)
  await writeFile(path, JSON.stringify(dataset, null, 2))
  await sync(path)
}

/** Wait until a file, or the entries of a folder, are on the disk. Windows knows no such thing for folders. */
async function sync(path: string): Promise<void> {
  const isFolder = (await stat(path)).isDirectory()
  if (isFolder && process.platform === 'win32') return
  const file = await open(path, isFolder ? 'r' : 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

async function folders(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

function toDiskError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return (
    diskFailure(code, error) ?? new AppError('file.failed', 'The copy could not be put in its place.', { cause: error })
  )
}
