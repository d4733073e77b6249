// The settings file in the program itself: electron-store, which writes beside and renames.
import ElectronStore from 'electron-store'
import { copyFileSync, existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { KeyValueFile, OpenedFile } from './key-value-file'
import { asideEnding } from './settings-store'

const name = 'settings'

/**
 * Open the settings file of a folder. A file that is not JSON is put aside first.
 *
 * @param folder  absolute path
 */
export function openElectronFile(folder: string, now: () => Date): OpenedFile {
  const path = join(folder, `${name}.json`)
  let putAside: string | null = null
  if (existsSync(path) && !isJsonRecord(path)) {
    putAside = `${path}.${asideEnding(now())}`
    renameSync(path, putAside)
  }
  const store = new ElectronStore<Record<string, unknown>>({ name, cwd: folder, accessPropertiesByDotNotation: false })
  const file: KeyValueFile = {
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
  return { file, putAside }
}

function isJsonRecord(path: string): boolean {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
