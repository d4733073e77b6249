// Unpacking part of an archive that was written by hand, byte by byte.
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { unpackZip } from '../../../../../build/setup/runtime/zip.mjs'

type Entry = { name: string; content: string; mode: number; isPacked: boolean }

function makeZip(entries: Entry[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, content, mode, isPacked } of entries) {
    const raw = Buffer.from(content)
    const packed = isPacked ? deflateRawSync(raw) : raw
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(name.length, 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(isPacked ? 8 : 0, 10)
    central.writeUInt32LE(packed.length, 20)
    central.writeUInt32LE(raw.length, 24)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt32LE((mode << 16) >>> 0, 38)
    central.writeUInt32LE(at, 42)
    const body = Buffer.concat([local, Buffer.from(name), packed])
    bodies.push(body)
    directory.push(central, Buffer.from(name))
    at += body.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...bodies, ...directory, end])
}

describe('unpackZip', () => {
  let folder = ''
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'zip-'))))
  afterEach(() => rm(folder, { recursive: true, force: true }))
  const zipOf = async (bytes: Buffer) => {
    await writeFile(join(folder, 'a.zip'), bytes)
    return join(folder, 'a.zip')
  }

  it('writes the chosen entries under their new names with their rights', async () => {
    const zip = await zipOf(
      makeZip([
        { name: 'Top/', content: '', mode: 0o40755, isPacked: false },
        { name: 'Top/run', content: 'x'.repeat(5000), mode: 0o100755, isPacked: true },
        { name: 'Top/lib/plain.txt', content: 'plain', mode: 0o100644, isPacked: false },
        { name: 'Top/left-out.txt', content: 'no', mode: 0o100644, isPacked: false },
      ]),
    )
    const out = join(folder, 'out')
    const count = await unpackZip(zip, out, (name: string) =>
      name.includes('left-out') ? null : name.replace('Top/', ''),
    )
    expect({
      count,
      files: (await readdir(out, { recursive: true })).sort(),
      size: (await readFile(join(out, 'run'))).length,
      isExecutable: ((await stat(join(out, 'run'))).mode & 0o100) !== 0,
      plain: await readFile(join(out, 'lib', 'plain.txt'), 'utf8'),
    }).toEqual({ count: 2, files: ['lib', 'lib/plain.txt', 'run'], size: 5000, isExecutable: true, plain: 'plain' })
  })

  it('refuses an entry that would land outside', async () => {
    const zip = await zipOf(makeZip([{ name: '../evil', content: 'x', mode: 0o644, isPacked: false }]))
    await expect(unpackZip(zip, join(folder, 'out'), (name: string) => name)).rejects.toThrow(/outside/)
  })

  it('says that a file is no archive', async () => {
    const zip = await zipOf(Buffer.from('<html>sign in to the proxy</html>'.repeat(10)))
    await expect(unpackZip(zip, join(folder, 'out'), (name: string) => name)).rejects.toThrow(/damaged or not a zip/)
  })
})
