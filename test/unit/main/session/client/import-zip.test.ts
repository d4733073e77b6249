import type { AppError } from '@shared/errors/app-error'
import { packTables } from '@main/session/client/import-zip'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

/** The files of a zip by its central directory, read here by hand so that writer and reader share nothing. */
function unpack(zip: Buffer): Record<string, string> {
  const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'))
  const files: Record<string, string> = {}
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [size, nameLength] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)]
    const head = zip.readUInt32LE(at + 42)
    const from = head + 30 + zip.readUInt16LE(head + 26) + zip.readUInt16LE(head + 28)
    const name = zip.subarray(at + 46, at + 46 + nameLength).toString()
    files[name] = inflateRawSync(zip.subarray(from, from + size)).toString()
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return files
}

const packed = async (tables: Parameters<typeof packTables>[0]) =>
  Buffer.from(await (await packTables(tables)).arrayBuffer())

const hasUnzip = (() => {
  try {
    execFileSync('unzip', ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

describe('rows as a zip for the importer', () => {
  const tables = {
    T: [
      { id: 'a "1" \\', n: 5, list: ['x', 'y'], none: null },
      { id: 'é\nb', long: 9_007_199_254_740_993n },
    ],
    Ünïque: [{ id: 1, ok: true }],
  }

  it('are CSV as the servers read it, one file a table', async () => {
    expect(unpack(await packed(tables))).toEqual({
      'T.csv': '"id","n","list","none","long"\n"a ""1"" \\\\","5","x,y",,\n"é\nb",,,,"9007199254740993"\n',
      'Ünïque.csv': '"id","ok"\n"1","true"\n',
    })
  })

  it.runIf(hasUnzip)('have checksums that another program accepts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'import-zip-'))
    try {
      writeFileSync(join(folder, 'a.zip'), await packed(tables))
      expect(execFileSync('unzip', ['-t', join(folder, 'a.zip')]).toString()).toContain('No errors detected')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('are refused when CSV cannot say them', async () => {
    const failure = await packTables({ T: [{ list: ['a,b'] }] }).then(
      () => null,
      (error: AppError) => error,
    )
    expect(failure).toMatchObject({ code: 'input.invalid', facts: { attribute: 'list' } })
    await expect(packTables({ T: [] })).rejects.toMatchObject({ code: 'input.invalid' })
  })
})
