// Files that were chosen for file columns: copies that are kept until they are sent.
import { chosenFilePrefix } from '@shared/edit/staged'
import { AppError } from '@shared/errors/app-error'
import type { ReferenceCell } from '@shared/table/table-slice'
import type { FileValue } from '@main/server/table-access'
import { createReadStream, openAsBlob } from 'node:fs'
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'

/** The copies, each in a folder of its own name. */
export class ChosenFiles {
  private readonly folder: string

  constructor(private readonly root: string) {
    this.folder = join(root, 'files')
  }

  /** Keep a copy of a file. @throws AppError `file.failed` when it cannot be read */
  async keep(path: string): Promise<ReferenceCell> {
    const name = crypto.randomUUID()
    try {
      await mkdir(this.folder, { recursive: true })
      await copyFile(path, join(this.folder, name))
    } catch (error) {
      throw new AppError('file.failed', 'The file could not be read, so it was not chosen.', {
        cause: error,
        facts: { path, reason: error instanceof Error ? error.message : String(error) },
      })
    }
    return { id: `${chosenFilePrefix}${name}`, label: basename(path) }
  }

  /** The file of a cell. @throws AppError `file.failed` when the copy is no longer there */
  async open(cell: ReferenceCell): Promise<FileValue> {
    try {
      return { name: cell.label, content: await openAsBlob(this.pathOf(cell)) }
    } catch (error) {
      throw new AppError('file.failed', `The copy of ${cell.label} is no longer there; choose the file again.`, {
        cause: error,
      })
    }
  }

  /** Let a copy go that was sent. */
  async forget(cell: ReferenceCell): Promise<void> {
    await rm(this.pathOf(cell), { force: true })
  }

  /**
   * Remove the copies of which no journal speaks any more: their rows were dropped, and can no longer be brought back.
   * At the start of the program only, for a file that is being chosen is in no journal yet.
   */
  async sweep(): Promise<void> {
    const left = new Set(await readdir(this.folder).catch(() => []))
    const journals = left.size === 0 ? [] : await readdir(this.root, { withFileTypes: true })
    for (const journal of journals.filter((entry) => entry.isFile())) {
      for await (const line of createInterface({ input: createReadStream(join(this.root, journal.name)) })) {
        for (const name of left) if (line.includes(name)) left.delete(name)
      }
    }
    for (const name of left) await rm(join(this.folder, name), { force: true })
  }

  private pathOf({ id }: ReferenceCell): string {
    return join(this.folder, basename(id.slice(chosenFilePrefix.length)))
  }
}
