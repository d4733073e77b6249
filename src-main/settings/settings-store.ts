// Keeps what the program remembers between two starts: servers, encrypted tokens, views of tables, layout, window.
import type { ServerProfile } from '@shared/server/server-profile'
import type { SavedView } from '@shared/settings/saved-view'
import type { Layout, TableView } from '@shared/settings/table-view'
import type { KeyValueFile } from './key-value-file'
import { byName, withSavedView, withTableView } from './kept-views'
import { readSettings } from './read-settings'
import { settingsVersion, type KeptToken, type Settings, type WindowBounds } from './settings-schema'

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
    this.save({ tableViews: withTableView(this.settings.tableViews, key, view) })
  }

  /** The saved filters and views of a table, by name. */
  savedViews(key: string): SavedView[] {
    return byName(this.settings.savedViews[key] ?? [])
  }

  /**
   * Save a view, in place of the one with its id where there is one.
   *
   * @throws AppError `input.invalid` when it is more than is kept
   */
  saveView(key: string, view: SavedView): void {
    this.save({ savedViews: withSavedView(this.settings.savedViews, key, view) })
  }

  removeView(key: string, id: string): void {
    const { [key]: views = [], ...others } = this.settings.savedViews
    const rest = views.filter((view) => view.id !== id)
    this.save({ savedViews: rest.length === 0 ? others : { ...others, [key]: rest } })
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
