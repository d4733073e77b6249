// The journal of one table on disk: a head, then a line for everything that happened, each safe before it is answered.
import { AppError } from '@shared/errors/app-error'
import { mkdir, open, rename, rm, stat, truncate } from 'node:fs/promises'
import { dirname } from 'node:path'
import { headSchema, lineSchema, type JournalHead, type JournalLine } from './journal-line'
import { readLines } from './read-lines'

/** What a reading of a journal meets: its head, its lines, and the place after which it cannot be read. */
export type JournalPiece =
  | { readonly kind: 'head'; readonly head: JournalHead }
  | { readonly kind: 'line'; readonly line: JournalLine }
  | { readonly kind: 'damage'; readonly reason: string }
  | { readonly kind: 'torn' }

/** One file. Its user sees to it that one thing happens at a time. */
export class JournalFile {
  /** Bytes that are known to be whole; beyond them may be what a failed attempt has left. */
  private sizeBytes: number | null = null

  constructor(readonly path: string) {}

  /** Begin anew with these lines, in the place of what was there. */
  async write(head: JournalHead, lines: Iterable<JournalLine>): Promise<void> {
    const temporary = `${this.path}.new`
    await failingAs(this.path, async () => {
      await mkdir(dirname(this.path), { recursive: true })
      const file = await open(temporary, 'w')
      try {
        await file.appendFile(textOf(head))
        for (const line of lines) await file.appendFile(textOf(line))
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(temporary, this.path)
      await syncFolder(dirname(this.path))
      this.sizeBytes = (await stat(this.path)).size
    })
  }

  /**
   * Add a line; it is on the disk when the promise is fulfilled.
   *
   * @throws AppError `disk.full`, `file.failed`; the file is then as it was
   */
  async append(line: JournalLine): Promise<void> {
    const bytes = Buffer.from(textOf(line))
    await failingAs(this.path, async () => {
      const file = await open(this.path, 'r+')
      try {
        const { size } = await file.stat()
        const from = this.sizeBytes ?? size
        if (size > from) await file.truncate(from)
        await writeAll(file, bytes, from)
        await file.datasync()
        this.sizeBytes = from + bytes.length
      } finally {
        await file.close()
      }
    })
  }

  /** Read it all. A torn last line is cut off, for it was never answered; reading ends at damage. */
  async *read(): AsyncGenerator<JournalPiece> {
    let goodBytes = 0
    let isFirst = true
    for await (const { text, endByte, isTorn } of readLines(this.path)) {
      if (isTorn && !isFirst) {
        yield { kind: 'torn' }
        break
      }
      const piece = isFirst ? parseHead(text) : parseLine(text)
      yield piece
      if (piece.kind === 'damage') return
      isFirst = false
      goodBytes = endByte
    }
    if (isFirst) yield { kind: 'damage', reason: 'the file is empty' }
    else await failingAs(this.path, () => truncate(this.path, goodBytes))
    this.sizeBytes = goodBytes
  }

  /** Only the first line; null when it cannot be read. */
  async readHead(): Promise<JournalHead | null> {
    for await (const { text } of readLines(this.path)) {
      const piece = parseHead(text)
      return piece.kind === 'head' ? piece.head : null
    }
    return null
  }

  /** Keep it under another name. @returns the path there */
  async putAside(ending: string): Promise<string> {
    const path = `${this.path}.${ending}`
    await failingAs(this.path, () => rename(this.path, path))
    this.sizeBytes = null
    return path
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true })
    this.sizeBytes = null
  }
}

const textOf = (value: JournalHead | JournalLine): string => `${JSON.stringify(value)}\n`

function parseHead(text: string): JournalPiece {
  const parsed = headSchema.safeParse(jsonOf(text))
  return parsed.success ? { kind: 'head', head: parsed.data } : { kind: 'damage', reason: 'its first line' }
}

function parseLine(text: string): JournalPiece {
  const parsed = lineSchema.safeParse(jsonOf(text))
  return parsed.success ? { kind: 'line', line: parsed.data } : { kind: 'damage', reason: 'one of its lines' }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function writeAll(file: Awaited<ReturnType<typeof open>>, bytes: Buffer, from: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, from + done)
    done += bytesWritten
  }
}

/** A new name is safe when its folder is; not every system lets folders be told so. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}

async function failingAs<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError || !(error instanceof Error)) throw error
    const isFull = 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
    throw isFull
      ? new AppError('disk.full', 'The disk is full, so the change could not be kept. Free some space and try again.', {
          cause: error,
          facts: { path },
        })
      : new AppError('file.failed', 'The change could not be written to the disk, so it was not staged.', {
          cause: error,
          facts: { path, reason: error.message },
        })
  }
}
