// Unpacking part of a zip archive with Node alone: an archive of 26,000 files of which 80 are wanted.
import { mkdir, open, writeFile } from 'node:fs/promises'
import { dirname, join, normalize, sep } from 'node:path'
import { inflateRawSync } from 'node:zlib'

const END_OF_DIRECTORY = 0x06054b50
const END_OF_DIRECTORY_SIZE = 22
const LONGEST_COMMENT = 0xffff
const DIRECTORY_ENTRY_SIZE = 46
const LOCAL_HEADER_SIZE = 30
const STORED = 0
const DEFLATED = 8

/**
 * Write the chosen files of a zip archive (without zip64: fewer than 65,535 entries, below 4 GiB).
 *
 * @param {string} zipPath
 * @param {string} folder  where to write; created where missing
 * @param {(name: string) => string | null} place  an entry's name in the archive → its path inside `folder`, or null to skip it
 * @returns {Promise<number>} the number of files written
 * @throws Error when the archive is damaged or an entry would be written outside of `folder`
 */
export async function unpackZip(zipPath, folder, place) {
  const file = await open(zipPath)
  try {
    let written = 0
    for (const entry of await readDirectory(file)) {
      const target = entry.name.endsWith('/') ? null : place(entry.name)
      if (target === null) continue
      const path = join(folder, target)
      if (!path.startsWith(normalize(folder) + sep)) throw new Error(`The archive names a file outside: ${entry.name}`)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, await readEntry(file, entry), { mode: entry.mode || 0o644 })
      written += 1
    }
    return written
  } finally {
    await file.close()
  }
}

async function readDirectory(file) {
  const { size } = await file.stat()
  const tail = await readAt(file, Math.max(0, size - END_OF_DIRECTORY_SIZE - LONGEST_COMMENT), size)
  let at = tail.length - END_OF_DIRECTORY_SIZE
  while (at >= 0 && tail.readUInt32LE(at) !== END_OF_DIRECTORY) at -= 1
  if (at < 0) throw new Error('The archive has no directory: it is damaged or not a zip file.')
  const count = tail.readUInt16LE(at + 10)
  const start = tail.readUInt32LE(at + 16)
  const directory = await readAt(file, start, start + tail.readUInt32LE(at + 12))
  const entries = []
  for (let offset = 0, index = 0; index < count; index += 1) {
    const nameLength = directory.readUInt16LE(offset + 28)
    entries.push({
      method: directory.readUInt16LE(offset + 10),
      packedSize: directory.readUInt32LE(offset + 20),
      size: directory.readUInt32LE(offset + 24),
      mode: (directory.readUInt32LE(offset + 38) >>> 16) & 0o777,
      headerAt: directory.readUInt32LE(offset + 42),
      name: directory.toString('utf8', offset + DIRECTORY_ENTRY_SIZE, offset + DIRECTORY_ENTRY_SIZE + nameLength),
    })
    offset +=
      DIRECTORY_ENTRY_SIZE + nameLength + directory.readUInt16LE(offset + 30) + directory.readUInt16LE(offset + 32)
  }
  return entries
}

async function readEntry(file, entry) {
  const header = await readAt(file, entry.headerAt, entry.headerAt + LOCAL_HEADER_SIZE)
  const start = entry.headerAt + LOCAL_HEADER_SIZE + header.readUInt16LE(26) + header.readUInt16LE(28)
  const packed = await readAt(file, start, start + entry.packedSize)
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    throw new Error(`The archive packs ${entry.name} in a way that is not known here (${entry.method}).`)
  }
  const content = entry.method === STORED ? packed : inflateRawSync(packed)
  if (content.length !== entry.size) throw new Error(`The archive's entry ${entry.name} is damaged.`)
  return content
}

async function readAt(file, from, to) {
  const buffer = Buffer.alloc(to - from)
  const { bytesRead } = await file.read(buffer, 0, buffer.length, from)
  if (bytesRead !== buffer.length) throw new Error('The archive ends too early.')
  return buffer
}
