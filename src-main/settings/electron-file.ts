// The settings file in the program itself: electron-store, which writes beside and renames.
import ElectronStore from 'electron-store'
import { copyFileSync, existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { KeyValueFile, OpenedFile } from './key-value-file'
import { asideEnding } from './settings-store'

const name = 'settings'

/**
 * Open the settings file of a folder. A file that is not JSON is put aside first; where even that is impossible, the
 * settings are held in memory and the file is left as it is.
 *
 * @param folder  absolute path
 */
export function openElectronFile(folder: string, now: () => Date): OpenedFile {
  const path = join(folder, `${name}.json`)
  try {
    const putAside = existsSync(path) && !isJsonRecord(path) ? `${path}.${asideEnding(now())}` : null
    if (putAside !== null) renameSync(path, putAside)
    return { file: storedFile(folder, path), putAside, failure: null }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return {
      file: { read: () => ({}), write: () => undefined, putAside: () => path },
      putAside: null,
      failure: `The settings file can neither be used nor put aside (${why}). Settings last until the program ends.`,
    }
  }
}

function storedFile(folder: string, path: string): KeyValueFile {
  const store = new ElectronStore<Record<string, unknown>>({
    name,
    cwd: folder,
    accessPropertiesByDotNotation: false,
    // Names of servers and people are nobody else's business on this computer.
    configFileMode: 0o600,
  })
  return {
    read: () => store.store,
    write: (value) => {
      store.store = { ...value }
    },
    putAside: (ending) => {
      const aside = `${path}.${ending}`
      copyFileSync(path, aside)
      return aside
    },
  }
}

function isJsonRecord(path: string): boolean {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
