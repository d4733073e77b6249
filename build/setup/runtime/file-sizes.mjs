// The files of a prepared folder by their sizes: enough to see in a few milliseconds that one is gone or cut short.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * List the files of a folder with their sizes.
 *
 * @param {string} folder
 * @param {(path: string) => boolean} isLeftOut by the path inside `folder`
 * @returns {Promise<Record<string, number>>} path inside `folder` → bytes
 */
export async function describeFiles(folder, isLeftOut = () => false) {
  const sizes = {}
  for (const path of (await readdir(folder, { recursive: true })).sort()) {
    if (isLeftOut(path)) continue
    const found = await stat(join(folder, path))
    if (found.isFile()) sizes[path] = found.size
  }
  return sizes
}

/**
 * Find the first file that is not as it was described.
 *
 * @param {string} folder
 * @param {Record<string, number>} sizes as `describeFiles` gave them
 * @returns {Promise<string | null>} what is wrong, in a few words; null when nothing is
 */
export async function findDamage(folder, sizes) {
  const checks = await Promise.all(
    Object.entries(sizes).map(async ([path, size]) => {
      const found = await stat(join(folder, path)).catch(() => null)
      if (!found?.isFile()) return `${path} is missing`
      return found.size === size ? null : `${path} has ${found.size} bytes instead of ${size}`
    }),
  )
  return checks.find((damage) => damage !== null) ?? null
}
