import { defaultLayout, plainTableView } from '@shared/settings/table-view'
import type { ServerId, ServerProfile } from '@shared/server/server-profile'
import { emptySettings, settingsParts, settingsVersion, upgrades } from '@main/settings/settings-schema'
import { SettingsStore } from '@main/settings/settings-store'
import type { TableLook } from '@shared/settings/table-view'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { memoryFile } from '../../../support/test-sessions'

const now = () => new Date('2026-01-31T10:00:00Z')
const open = (file = memoryFile(), putAside: string | null = null) => new SettingsStore({ file, now, putAside })
const server: ServerProfile = {
  id: 'a' as ServerId,
  name: 'A',
  address: 'https://a.example',
  signInKind: 'guest',
  userName: null,
  lastUsedAtIso: null,
}
const view = { ...plainTableView(), layout: 'both' as const, plot: { x: 'a', y: 'b' } }

describe('settings', () => {
  it('begin empty and come back as they were', () => {
    const file = memoryFile()
    const store = open(file)
    expect([store.servers, store.layout, store.windowBounds, store.tableView('k'), store.trouble]).toEqual([
      [],
      defaultLayout,
      null,
      null,
      null,
    ])
    store.setServers([server])
    store.setToken('a', { encrypted: 'x', signedInAtIso: '2026-01-01T00:00:00Z' })
    store.setTableView('live/a/b.c', view)
    store.setLayout({ ...defaultLayout, theme: 'dark' })
    store.setWindowBounds({ x: 1, y: 2, width: 800, height: 600, isMaximized: false })
    const again = open(file)
    expect(file.value).toHaveProperty('version', settingsVersion)
    expect(again.trouble).toBeNull()
    expect(again.servers).toEqual([server])
    expect(again.token('a')?.encrypted).toBe('x')
    expect(again.tableView('live/a/b.c')).toEqual(view)
    expect(again.layout.theme).toBe('dark')
    expect(again.windowBounds?.width).toBe(800)
    again.setToken('a', null)
    expect(open(file).token('a')).toBeNull()
  })

  it('forget the oldest views when there are very many', () => {
    const store = open()
    for (let at = 0; at <= 1000; at += 1) store.setTableView(`k${at}`, view)
    expect(store.tableView('k0')).toBeNull()
    expect(store.tableView('k1')).toEqual(view)
    expect(store.tableView('k1000')).toEqual(view)
  })

  it('keep what can be read of a damaged file, put the file aside and say so', () => {
    const file = memoryFile({
      version: settingsVersion,
      ...emptySettings,
      servers: [server],
      layout: { theme: 'pink' },
      tableViews: 3,
    })
    const store = open(file)
    expect(store.servers).toEqual([server])
    expect(store.layout).toEqual(defaultLayout)
    expect(store.trouble).toBe(
      'Parts of the settings could not be read (tableViews, layout). The file was kept as memory.damaged-2026-01-31T10-00-00-000Z.',
    )
    expect(open(file).trouble).toBeNull()
  })

  it('say where a file lies that was no settings file at all', () => {
    expect(open(memoryFile(), '/x/settings.json.damaged-1').trouble).toContain('/x/settings.json.damaged-1')
  })

  it('put the file of a newer program aside and take from it what they know', () => {
    const store = open(memoryFile({ version: settingsVersion + 1, ...emptySettings, servers: [server], news: 1 }))
    expect(store.servers).toEqual([server])
    expect(store.trouble).toMatch(/newer version/)
  })
})

describe('settings that cannot be written', () => {
  const failing = (code: string) => {
    const file = memoryFile()
    const broken = {
      ...file,
      isBroken: true,
      writes: 0,
      read: () => file.value,
      write: (value: Readonly<Record<string, unknown>>) => {
        broken.writes += 1
        if (broken.isBroken) throw Object.assign(new Error(`${code}: no`), { code })
        file.write(value)
      },
      saved: () => file.value,
    }
    return broken
  }

  it.each([
    ['ENOSPC', 'The disk with the settings is full. Changes of settings last until the program ends.'],
    ['EROFS', 'The folder with the settings may not be written to. Changes of settings last until the program ends.'],
    ['EIO', 'The settings could not be written (EIO: no). Changes of settings last until the program ends.'],
  ])('are held all the same, and said once (%s)', (code, words) => {
    const said: string[] = []
    const file = failing(code)
    const store = new SettingsStore({ file, now, onTrouble: (trouble) => said.push(trouble) })
    store.setServers([server])
    store.setLayout({ ...defaultLayout, theme: 'dark' })
    expect([store.servers, store.layout.theme, said]).toEqual([[server], 'dark', [words]])
  })

  it('are written whole once that is possible again', () => {
    const file = failing('ENOSPC')
    let nowMs = 0
    const store = new SettingsStore({ file, now: () => new Date(nowMs) })
    store.setServers([server])
    store.setLayout({ ...defaultLayout, theme: 'dark' })
    expect(file.writes).toBe(1)
    file.isBroken = false
    nowMs += 20_000
    store.setWindowBounds({ x: 1, y: 2, width: 800, height: 600, isMaximized: false })
    expect(file.saved()).toMatchObject({ servers: [server], layout: { theme: 'dark' } })
  })

  it('do not keep a token, and whoever hands it in is told', () => {
    const store = new SettingsStore({ file: failing('ENOSPC'), now })
    expect(store.setToken('a', { encrypted: 'x', signedInAtIso: '2026-01-01T00:00:00Z' })).toBe(false)
    expect(store.setToken('b', null)).toBe(true)
  })

  it('leave a damaged file alone when it cannot be put aside', () => {
    const file = memoryFile({ version: settingsVersion, ...emptySettings, servers: [server], layout: 3 })
    const before = file.value
    const store = open({
      ...file,
      putAside: () => {
        throw Object.assign(new Error('no'), { code: 'EACCES' })
      },
    })
    expect(store.trouble).toBe(
      'Parts of the settings could not be read (layout). The folder with the settings may not be written to, so the file was left as it is; changes of settings last until the program ends.',
    )
    store.setServers([])
    expect([store.servers, file.value]).toEqual([[], before])
  })
})

describe('upgrade steps', () => {
  it('0: give a file without a version the parts that it lacks', () => {
    expect(upgrades[0]?.({ servers: [server] })).toEqual({ ...emptySettings, servers: [server] })
  })

  it('1: a file as version 1 wrote it is read whole, and each table has room for a question', () => {
    const written = JSON.parse(
      readFileSync(new URL('../../../fixtures/settings/version-1.json', import.meta.url), 'utf8'),
    ) as Record<string, unknown>
    const file = memoryFile(written)
    const store = open(file)
    expect(store.trouble).toBeNull()
    expect(store.servers.map(({ userName }) => userName)).toEqual(['admin', null])
    expect(store.token(store.servers[0]?.id ?? '')?.encrypted).toMatch(/^djEx/)
    store.setServers(store.servers)
    const looks = Object.entries(written['tableViews'] as Record<string, TableLook>)
    expect(looks).toHaveLength(1)
    expect(file.value).toEqual({
      ...written,
      version: settingsVersion,
      tableViews: Object.fromEntries(looks.map(([key, look]) => [key, { ...plainTableView(), ...look }])),
      savedViews: {},
    })
  })

  it('2: a file as version 2 wrote it is read whole, and written as it was', () => {
    const written = JSON.parse(
      readFileSync(new URL('../../../fixtures/settings/version-2.json', import.meta.url), 'utf8'),
    ) as Record<string, unknown>
    const file = memoryFile(written)
    const store = open(file)
    expect(store.trouble).toBeNull()
    expect(store.tableView('live/sample/SampleAse')?.query?.search).toBe('rs1')
    expect(store.savedViews('live/sample/SampleAse').map(({ name }) => name)).toEqual(['Few reads', 'Near rs1'])
    store.setServers(store.servers)
    expect(file.value).toEqual({ ...written, version: settingsVersion })
  })

  it('lead to settings that can be read', () => {
    const current = upgrades.reduce<Record<string, unknown>>((old, step) => step(old), {})
    for (const [name, schema] of Object.entries(settingsParts))
      expect(schema.safeParse(current[name]).success).toBe(true)
  })
})
