// The folder in which the program keeps what is its own: the wanted one, or another where that cannot be written to.
import { copyFileSync, mkdirSync, mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder that can be written to; `trouble` says in a sentence why it is not the wanted one, null when it is. */
export type ProfileFolder = { readonly path: string; readonly trouble: string | null }

/** What makes a folder useless. A full disk does not: what is there can be read, and room can be made. */
const useless = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST']

/**
 * Find out whether a folder can be written to. Chromium would take one that cannot for that of another instance.
 *
 * @param wanted  absolute path; made where it is not there
 */
export function usableProfile(wanted: string): ProfileFolder {
  try {
    mkdirSync(wanted, { recursive: true })
    rmdirSync(mkdtempSync(join(wanted, '.probe-')))
    return { path: wanted, trouble: null }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (!useless.includes(code)) return { path: wanted, trouble: null }
  }
  const path = mkdtempSync(join(tmpdir(), 'molgenis-desktop-'))
  try {
    copyFileSync(join(wanted, 'settings.json'), join(path, 'settings.json'))
  } catch {
    // There are none, or they cannot be read either: the program begins without.
  }
  return {
    path,
    trouble: `${wanted} may not be written to. Until the program ends it keeps everything in ${path}: settings, offline copies and changes that are not sent. Make the folder writable and start again.`,
  }
}
