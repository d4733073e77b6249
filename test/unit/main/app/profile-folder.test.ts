// Where the program keeps its own when the wanted folder is of no use.
import { usableProfile } from '@main/app/profile-folder'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'profile-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the profile folder', () => {
  it('is the wanted one, made where it is not there, and left empty', () => {
    const wanted = join(folder, 'a', 'b')
    expect(usableProfile(wanted)).toEqual({ path: wanted, trouble: null })
    expect(readdirSync(wanted)).toEqual([])
  })

  it('is another one where a file stands in its place', () => {
    const wanted = join(folder, 'file')
    writeFileSync(wanted, '')
    const { path, trouble } = usableProfile(wanted)
    expect(path).not.toBe(wanted)
    expect(trouble).toContain(`${wanted} may not be written to.`)
    expect(trouble).toContain(path)
    rmSync(path, { recursive: true })
  })

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'takes the settings of a folder along that can only be read',
    () => {
      const wanted = join(folder, 'closed')
      mkdirSync(wanted)
      writeFileSync(join(wanted, 'settings.json'), '{"a":1}')
      chmodSync(wanted, 0o500)
      const { path, trouble } = usableProfile(wanted)
      chmodSync(wanted, 0o700)
      expect(trouble).not.toBeNull()
      expect(readFileSync(join(path, 'settings.json'), 'utf8')).toBe('{"a":1}')
      rmSync(path, { recursive: true })
    },
  )
})
