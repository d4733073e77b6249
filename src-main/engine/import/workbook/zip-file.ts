// Reads single files out of a zip on the disk, as streams: a workbook may be larger than what memory should hold.
import { createReadStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { pipeline, type Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { AppError } from '@shared/errors/app-error'

type Entry = { readonly method: number; readonly packedBytes: number; readonly headAt: number }

const endMark = 0x06054b50
const entryMark = 0x02014b50
/** The end of the directory stands within so many bytes of the file's end. */
const mostEndBytes = 22 + 65_535
/** No part of a workbook that a person made unpacks to more. */
const mostUnpackedBytes = 4 * 2 ** 30

/** A zip whose directory was read. @source PKWARE's APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16 */
export class ZipFile {
  private constructor(
    private readonly path: string,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws AppError `input.invalid` when the file is no zip, or damaged */
  static async open(path: string): Promise<ZipFile> {
    const file = await open(path, 'r')
    try {
      return new ZipFile(path, await readDirectory(file))
    } finally {
      await file.close()
    }
  }

  get names(): string[] {
    return [...this.entries.keys()]
  }

  has(name: string): boolean {
    return this.entries.has(name)
  }

  /** The content of a file as text pieces. @throws AppError `input.invalid` when it is not there or damaged */
  async *text(name: string): AsyncGenerator<string> {
    const decoder = new TextDecoder()
    let byteCount = 0
    try {
      for await (const piece of await this.stream(name)) {
        const bytes = piece as Buffer
        byteCount += bytes.length
        if (byteCount > mostUnpackedBytes) throw damaged()
        yield decoder.decode(bytes, { stream: true })
      }
      yield decoder.decode()
    } catch (error) {
      if (error instanceof AppError) throw error
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      throw code.startsWith('Z_') ? damaged(error) : error
    }
  }

  private async stream(name: string): Promise<Readable> {
    const entry = this.entries.get(name)
    if (!entry) throw damaged()
    const file = await open(this.path, 'r')
    let start: number
    try {
      const head = Buffer.alloc(30)
      await file.read(head, 0, 30, entry.headAt)
      start = entry.headAt + 30 + head.readUInt16LE(26) + head.readUInt16LE(28)
    } finally {
      await file.close()
    }
    const packed = createReadStream(this.path, { start, end: start + Math.max(0, entry.packedBytes - 1) })
    if (entry.method === 0) return packed
    if (entry.method !== 8) throw damaged()
    const unpacked = createInflateRaw()
    // The stream that is read tells of failures of both.
    pipeline(packed, unpacked, () => undefined)
    return unpacked
  }
}

async function readDirectory(file: FileHandle): Promise<Map<string, Entry>> {
  const { size } = await file.stat()
  const tail = Buffer.alloc(Math.min(size, mostEndBytes))
  await file.read(tail, 0, tail.length, size - tail.length)
  let endAt = tail.length - 22
  while (endAt >= 0 && tail.readUInt32LE(endAt) !== endMark) endAt -= 1
  if (endAt < 0) throw damaged()
  const directory = Buffer.alloc(tail.readUInt32LE(endAt + 12))
  await file.read(directory, 0, directory.length, tail.readUInt32LE(endAt + 16))
  const entries = new Map<string, Entry>()
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === entryMark;) {
    const nameBytes = directory.readUInt16LE(at + 28)
    const name = directory.toString('utf8', at + 46, at + 46 + nameBytes).replaceAll('\\', '/')
    entries.set(name, {
      method: directory.readUInt16LE(at + 10),
      packedBytes: directory.readUInt32LE(at + 20),
      headAt: directory.readUInt32LE(at + 42),
    })
    at += 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}

const damaged = (cause?: unknown) =>
  new AppError('input.invalid', 'This workbook is damaged or locked by a password. Save it again as XLSX.', { cause })
