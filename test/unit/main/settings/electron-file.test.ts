import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

// Outside Electron its package gives the path of its program; naming a folder keeps it from looking for one.
process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= tmpdir()
const { openElectronFile } = await import('@main/settings/electron-file')

const now = () => new Date('2026-01-31T10:00:00Z')
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the settings file', () => {
  it('keeps a record whole, keys with dots included', () => {
    const { file, putAside } = openElectronFile(folder, now)
    expect([file.read(), putAside]).toEqual([{}, null])
    file.write({ 'a.b': { 'c.d': 1 }, e: null })
    expect(openElectronFile(folder, now).file.read()).toEqual({ 'a.b': { 'c.d': 1 }, e: null })
  })

  it('that is damaged is put aside, and a new one begun', () => {
    for (const text of ['{"servers":[', '[1]', '']) {
      const path = join(folder, 'settings.json')
      writeFileSync(path, text)
      const { file, putAside } = openElectronFile(folder, now)
      expect(file.read()).toEqual({})
      expect(putAside).toBe(`${path}.damaged-2026-01-31T10-00-00-000Z`)
      expect(readFileSync(putAside ?? '', 'utf8')).toBe(text)
    }
  })

  it('can be copied aside while it stays in use', () => {
    const { file } = openElectronFile(folder, now)
    file.write({ a: 1 })
    const aside = file.putAside('damaged-x')
    file.write({ a: 2 })
    expect(JSON.parse(readFileSync(aside, 'utf8'))).toEqual({ a: 1 })
    expect(readdirSync(folder).sort()).toEqual(['settings.json', 'settings.json.damaged-x'])
  })

  it('is for the person alone', () => {
    openElectronFile(folder, now).file.write({ a: 1 })
    if (process.platform !== 'win32') expect(statSync(join(folder, 'settings.json')).mode & 0o777).toBe(0o600)
  })

  it('that is a folder is put aside like any other damage', () => {
    mkdirSync(join(folder, 'settings.json'))
    const { file, putAside, failure } = openElectronFile(folder, now)
    expect([putAside === null, failure]).toEqual([false, null])
    file.write({ a: 1 })
    expect(file.read()).toEqual({ a: 1 })
  })

  it('that can neither be used nor put aside is replaced by memory, with the reason', () => {
    // The place of the folder is taken by a file: nothing can lie below it.
    const place = join(folder, 'taken')
    writeFileSync(place, '')
    const { file, failure } = openElectronFile(join(place, 'below'), now)
    expect(failure).toContain('Settings last until the program ends.')
    expect(() => file.write({ a: 1 })).not.toThrow()
  })
})
