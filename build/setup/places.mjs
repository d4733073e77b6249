// Where things are: the folders of the project, and the per-user cache that outlives a clone.
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's top folder, absolute. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/**
 * The folder in which this project keeps what every clone may share (prepared runtimes and what is known of them).
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {string} absolute path; it need not exist yet
 */
export function userCacheFolder(env = process.env, platform = process.platform) {
  return join(cacheHome(env, platform), 'molgenis-desktop')
}

function cacheHome(env, platform) {
  if (env.XDG_CACHE_HOME) return env.XDG_CACHE_HOME
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches')
  if (platform === 'win32') return env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local')
  return join(homedir(), '.cache')
}
