// What is kept of tables: saved views by name, one damaged entry alone, and no more than a small file holds.
import { emptySettings, settingsVersion } from '@main/settings/settings-schema'
import { SettingsStore } from '@main/settings/settings-store'
import { viewsHandlers } from '@main/settings/views-handlers'
import { emptyQuery, type Condition } from '@shared/query/query'
import type { SavedView, ViewFile } from '@shared/settings/saved-view'
import { plainTableView } from '@shared/settings/table-view'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memoryFile } from '../../../support/test-sessions'

const open = (file = memoryFile()) => new SettingsStore({ file, now: () => new Date('2026-01-31T10:00:00Z') })
const condition = (values: string[]): Condition => ({
  ...{ kind: 'condition', id: 'c', attribute: 'a', operator: 'in', isOff: false },
  values,
})
const questionFor = (values: string[]) => {
  const { filter, search, sort } = emptyQuery()
  return { filter: { ...filter, children: [condition(values)] }, search, sort }
}
const saved = (id: string, name: string, values = ['1']): SavedView => ({
  ...{ id, name, kind: 'view', columns: [], layout: null, plot: null },
  query: questionFor(values),
})

describe('saved views', () => {
  it('stand by name, are replaced by their id, go, and come back after a restart', () => {
    const file = memoryFile()
    const store = open(file)
    store.saveView('t', saved('1', 'View 10'))
    store.saveView('t', saved('2', 'View 9'))
    store.saveView('other', saved('1', 'Else'))
    store.saveView('t', saved('1', 'View 8', ['2']))
    expect(
      open(file)
        .savedViews('t')
        .map(({ name }) => name),
    ).toEqual(['View 8', 'View 9'])
    store.removeView('t', '1')
    expect(
      open(file)
        .savedViews('t')
        .map(({ name }) => name),
    ).toEqual(['View 9'])
    store.removeView('t', '2')
    expect(open(file).savedViews('t')).toEqual([])
    expect(open(file).savedViews('other')).toHaveLength(1)
  })

  it('are refused in words when there are too many, or one is too long', () => {
    const store = open()
    for (let at = 0; at < 200; at += 1) store.saveView('t', saved(`${at}`, `View ${at}`))
    expect(() => store.saveView('t', saved('200', 'One more'))).toThrow(/200 saved views/)
    store.saveView('t', saved('0', 'Renamed'))
    expect(() =>
      store.saveView('u', saved('x', 'Long', ['x'.repeat(99_000), ...Array<string>(99_000).fill('123456789')])),
    ).toThrow(/Save it as a file/)
    expect(store.savedViews('u')).toEqual([])
  })

  it('of other tables stay when one entry is damaged', () => {
    const file = memoryFile({
      version: settingsVersion,
      ...emptySettings,
      savedViews: { t: [saved('1', 'Good')], u: [{ ...saved('1', 'Bad'), query: { filter: 'none' } }] },
      tableViews: { t: plainTableView(), u: { columns: 4 } },
    })
    const store = open(file)
    expect(store.savedViews('t')).toHaveLength(1)
    expect(store.savedViews('u')).toEqual([])
    expect(store.tableView('t')).toEqual(plainTableView())
    expect(store.trouble).toContain('(tableViews, savedViews)')
  })
})

describe('remembered questions', () => {
  it('together stay short: the oldest are forgotten, and that is remembered', () => {
    const store = open()
    const long = { ...plainTableView(), query: questionFor(Array<string>(50_000).fill('123456789')) }
    for (const key of ['a', 'b', 'c', 'd']) store.setTableView(key, long)
    expect(store.tableView('a')).toMatchObject({ query: null, isQueryCut: true })
    expect(store.tableView('d')).toEqual(long)
  })
})

describe('view files', () => {
  let folder = ''
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'view-files-'))))
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const { name, kind, columns, layout, plot, query } = saved('1', 'Ärger <b> & "so"', ['ü', '', '\u{1F9EC}'])
  const file: ViewFile = {
    ...{ format: 'molgenis-desktop-view', version: 1, table: { id: 'pkg_T', label: 'T' }, columnNames: ['a'] },
    view: { name, kind, columns, layout, plot, query },
  }
  function handlers(path: string | null) {
    const names: string[] = []
    const dialogs = {
      askFile: (name: string) => (names.push(name), Promise.resolve(path)),
      chooseFile: () => Promise.resolve(path),
    }
    return { names, of: viewsHandlers(open(), dialogs, (name) => `${name}.json`) }
  }

  it('bring back what was written, and are named after table and view', async () => {
    const path = join(folder, 'a.json')
    const { names, of } = handlers(path)
    expect(await of['views.saveFile'](file)).toBe(path)
    expect(names).toEqual(['T - Ärger <b> & "so".json'])
    expect(await of['views.openFile']()).toEqual(file)
    expect(await readFile(path, 'utf8')).toContain('"version": 1')
  })

  it('say what a file is not', async () => {
    const path = join(folder, 'b.json')
    const fail = async (text: string) => {
      await writeFile(path, text)
      return handlers(path).of['views.openFile']()
    }
    await expect(fail('{')).rejects.toMatchObject({ code: 'input.invalid' })
    await expect(fail('{')).rejects.toThrow('holds no view')
    await expect(fail(JSON.stringify({ ...file, columnNames: 4 }))).rejects.toThrow('holds no view')
    await expect(fail(JSON.stringify({ ...file, version: 2 }))).rejects.toThrow('newer version')
    const deep = `${'{"kind":"group","children":['.repeat(50_000)}${']}'.repeat(50_000)}`
    await expect(
      fail(`{"format":"molgenis-desktop-view","version":1,"view":{"query":{"filter":${deep}}}}`),
    ).rejects.toThrow()
    await expect(handlers(join(folder, 'gone.json')).of['views.openFile']()).rejects.toThrow('could not be read')
  })

  it('are not asked about when the person thinks better of it', async () => {
    const { of } = handlers(null)
    expect([await of['views.saveFile'](file), await of['views.openFile']()]).toEqual([null, null])
  })
})
