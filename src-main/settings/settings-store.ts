// Keeps what the program remembers between two starts: servers, encrypted tokens, views of tables, layout, window.
import type { ServerProfile } from '@shared/server/server-profile'
import type { Layout, TableView } from '@shared/settings/table-view'
import type { KeyValueFile } from './key-value-file'
import {
  emptySettings,
  settingsParts,
  settingsVersion,
  upgrades,
  type KeptToken,
  type Settings,
  type WindowBounds,
} from './settings-schema'

/** Views of more tables than this are not remembered; the oldest go first. */
const mostTableViews = 1_000

/** What the store needs. */
export type SettingsStoreOptions = {
  readonly file: KeyValueFile
  readonly now: () => Date
  /** Path of a damaged file that was put aside when the file was opened. */
  readonly putAside?: string | null
}

/**
 * The program's settings. A file that cannot be read whole is put aside, and what can be read of it is kept.
 *
 * `trouble` says in a sentence what was wrong with the file; null when nothing was.
 */
export class SettingsStore {
  readonly trouble: string | null
  private readonly file: KeyValueFile
  private settings: Settings

  constructor({ file, now, putAside = null }: SettingsStoreOptions) {
    this.file = file
    const { settings, damage } = readSettings(file.read())
    this.settings = settings
    if (damage === null) {
      this.trouble = putAside === null ? null : `The settings could not be read. The file was kept as ${putAside}.`
      return
    }
    const path = file.putAside(asideEnding(now()))
    this.trouble = `${damage} The file was kept as ${path}.`
    this.save({})
  }

  get servers(): readonly ServerProfile[] {
    return this.settings.servers
  }

  setServers(servers: readonly ServerProfile[]): void {
    this.save({ servers: [...servers] })
  }

  token(serverId: string): KeptToken | null {
    return this.settings.tokens[serverId] ?? null
  }

  /** Keep an encrypted token, or forget it (null). */
  setToken(serverId: string, token: KeptToken | null): void {
    if (token === null && this.settings.tokens[serverId] === undefined) return
    const others = Object.entries(this.settings.tokens).filter(([id]) => id !== serverId)
    this.save({ tokens: Object.fromEntries(token === null ? others : [...others, [serverId, token]]) })
  }

  tableView(key: string): TableView | null {
    return this.settings.tableViews[key] ?? null
  }

  setTableView(key: string, view: TableView): void {
    const others = Object.entries(this.settings.tableViews).filter(([other]) => other !== key)
    this.save({ tableViews: Object.fromEntries([...others.slice(-(mostTableViews - 1)), [key, view]]) })
  }

  get layout(): Layout {
    return this.settings.layout
  }

  setLayout(layout: Layout): void {
    this.save({ layout })
  }

  get windowBounds(): WindowBounds | null {
    return this.settings.windowBounds
  }

  setWindowBounds(windowBounds: WindowBounds): void {
    this.save({ windowBounds })
  }

  private save(changes: Partial<Settings>): void {
    this.settings = { ...this.settings, ...changes }
    this.file.write({ version: settingsVersion, ...this.settings })
  }
}

/** Put behind the name of a file that was put aside. */
export const asideEnding = (at: Date): string => `damaged-${at.toISOString().replace(/[:.]/g, '-')}`

type Reading = { readonly settings: Settings; readonly damage: string | null }

/** Read a file of any version, part by part. */
function readSettings(raw: Readonly<Record<string, unknown>>): Reading {
  if (Object.keys(raw).length === 0) return { settings: emptySettings, damage: null }
  const version = typeof raw['version'] === 'number' ? raw['version'] : 0
  const isNewer = version > settingsVersion
  const current = upgrades.slice(Math.max(0, version)).reduce((old, upgrade) => upgrade(old), { ...raw })
  const damaged: string[] = []
  const part = <Part extends keyof Settings>(name: Part): Settings[Part] => {
    const parsed = settingsParts[name].safeParse(current[name])
    if (parsed.success) return parsed.data as Settings[Part]
    damaged.push(name)
    return emptySettings[name]
  }
  const settings: Settings = {
    servers: part('servers'),
    tokens: part('tokens'),
    tableViews: part('tableViews'),
    layout: part('layout'),
    windowBounds: part('windowBounds'),
  }
  if (isNewer) return { settings, damage: 'The settings were written by a newer version of the program.' }
  return {
    settings,
    damage: damaged.length > 0 ? `Parts of the settings could not be read (${damaged.join(', ')}).` : null,
  }
}
