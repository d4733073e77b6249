// Reads a settings file of any version, part by part, and in the parts that hold many things, thing by thing.
import { emptySettings, settingsParts, settingsVersion, upgrades, type Settings } from './settings-schema'

/** Settings as they could be read, and what could not be, in a sentence. */
export type SettingsReading = { readonly settings: Settings; readonly damage: string | null }

/** Read a file of any version. */
export function readSettings(raw: Readonly<Record<string, unknown>>): SettingsReading {
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
  /** What one table's entry cannot be read for takes no other table's entry with it. */
  const entries = <Part extends 'tableViews' | 'savedViews'>(name: Part): Settings[Part] => {
    const value = current[name]
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return part(name)
    const kept = Object.entries(value).filter(([, entry]) => settingsParts[name].valueType.safeParse(entry).success)
    if (kept.length < Object.keys(value).length) damaged.push(name)
    return settingsParts[name].parse(Object.fromEntries(kept)) as Settings[Part]
  }
  const settings: Settings = {
    servers: part('servers'),
    tokens: part('tokens'),
    tableViews: entries('tableViews'),
    savedViews: entries('savedViews'),
    layout: part('layout'),
    windowBounds: part('windowBounds'),
  }
  if (isNewer) return { settings, damage: 'The settings were written by a newer version of the program.' }
  return {
    settings,
    damage: damaged.length > 0 ? `Parts of the settings could not be read (${damaged.join(', ')}).` : null,
  }
}
