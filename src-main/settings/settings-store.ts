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
/** A write that failed is not tried again before this, since failing can take a second; tokens are written at once. */
const pauseAfterFailureMs = 10_000

/** What the store needs. */
export type SettingsStoreOptions = {
  readonly file: KeyValueFile
  readonly now: () => Date
  /** Path of a damaged file that was put aside when the file was opened. */
  readonly putAside?: string | null
  /** Why there is no file to write to; settings then last until the program ends. */
  readonly failure?: string | null
  /** Hears of settings that can no longer be written, once until they can be again. */
  readonly onTrouble?: (trouble: string) => void
}

/**
 * The program's settings. A file that cannot be read whole is put aside, and what can be read of it is kept. Settings
 * that cannot be written last until the program ends, and that is said: nothing here ever stops the program.
 *
 * `trouble` says in a sentence what was wrong with the file at the start; null when nothing was.
 */
export class SettingsStore {
  readonly trouble: string | null
  private readonly file: KeyValueFile
  private readonly onTrouble: (trouble: string) => void
  private settings: Settings
  /** A file that could not be put aside is not written over. */
  private mayWrite = true
  private failedAtMs: number | null = null
  private readonly now: () => Date

  constructor({ file, now, putAside = null, failure = null, onTrouble = () => undefined }: SettingsStoreOptions) {
    this.file = file
    this.now = now
    this.onTrouble = onTrouble
    this.mayWrite = failure === null
    const { settings, damage } = readSettings(file.read())
    this.settings = settings
    if (damage === null) {
      const aside = putAside === null ? null : `The settings could not be read. The file was kept as ${putAside}.`
      this.trouble = failure ?? aside
      return
    }
    try {
      const path = file.putAside(asideEnding(now()))
      this.trouble = `${damage} The file was kept as ${path}.`
    } catch (error) {
      this.mayWrite = false
      this.trouble = `${damage} ${reason(error)}, so the file was left as it is; changes of settings last until the program ends.`
      return
    }
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

  /** Keep an encrypted token, or forget it (null). @returns false when that could not be written */
  setToken(serverId: string, token: KeptToken | null): boolean {
    if (token === null && this.settings.tokens[serverId] === undefined) return true
    const others = Object.entries(this.settings.tokens).filter(([id]) => id !== serverId)
    return this.save(
      { tokens: Object.fromEntries(token === null ? others : [...others, [serverId, token]]) },
      'at-once',
    )
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

  private save(changes: Partial<Settings>, when: 'soon' | 'at-once' = 'soon'): boolean {
    this.settings = { ...this.settings, ...changes }
    const nowMs = this.now().getTime()
    const isPausing = this.failedAtMs !== null && nowMs - this.failedAtMs < pauseAfterFailureMs
    if (!this.mayWrite || (isPausing && when === 'soon')) return false
    try {
      this.file.write({ version: settingsVersion, ...this.settings })
      this.failedAtMs = null
      return true
    } catch (error) {
      if (this.failedAtMs === null) this.onTrouble(`${reason(error)}. Changes of settings last until the program ends.`)
      this.failedAtMs = nowMs
      return false
    }
  }
}

/** Put behind the name of a file that was put aside. */
export const asideEnding = (at: Date): string => `damaged-${at.toISOString().replace(/[:.]/g, '-')}`

/** Why a file could not be written, without a full stop. */
function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'The disk with the settings is full'
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return 'The folder with the settings may not be written to'
  return `The settings could not be written (${error instanceof Error ? error.message : String(error)})`
}

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
