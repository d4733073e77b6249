// The fingerprint of a set of source files: equal fingerprints mean that what was built from them is still good.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/**
 * Hash the names and contents of files and whole folders.
 *
 * @param {string} root absolute; names are taken relative to it
 * @param {string[]} places files or folders inside `root`; absent ones count as absent
 * @returns {string} 64 hexadecimal digits, the same on every system for the same content
 */
export function fingerprint(root, places) {
  const hash = createHash('sha256')
  for (const file of places.flatMap((place) => listFiles(join(root, place))).sort()) {
    hash.update(relative(root, file).split(sep).join('/')).update('\0')
    hash.update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function listFiles(place) {
  const found = statSync(place, { throwIfNoEntry: false })
  if (!found) return []
  if (found.isFile()) return [place]
  return readdirSync(place, { withFileTypes: true }).flatMap((entry) => listFiles(join(place, entry.name)))
}
