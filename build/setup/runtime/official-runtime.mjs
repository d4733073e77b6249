// The official Electron runtime: downloaded once by Electron's own tools, or known to be out of reach.
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { run } from '../child.mjs'
import { projectRoot, userCacheFolder } from '../places.mjs'
import { say } from '../say.mjs'

const FIRST_BYTE_MS = 20_000
const STALLED_MS = 30_000
/** After so long the official download is tried again: the person may have moved to an open network. */
const MEMORY_OF_FAILURE_MS = 7 * 24 * 3600 * 1000

const electronFolder = () => join(projectRoot, 'node_modules', 'electron')

/** The Electron version that the installed dependencies name. */
export function officialVersion() {
  return JSON.parse(readFileSync(join(electronFolder(), 'package.json'), 'utf8')).version
}

/** The folder of an unpacked official runtime. */
export const officialFolder = () => join(electronFolder(), 'dist')

/**
 * The official executable, if it is installed and whole.
 *
 * @returns {string | null} absolute path
 */
export function findOfficialRuntime() {
  const pathFile = join(electronFolder(), 'path.txt')
  if (!existsSync(pathFile)) return null
  const executable = join(electronFolder(), 'dist', readFileSync(pathFile, 'utf8'))
  return existsSync(executable) ? executable : null
}

/**
 * Download and unpack the official runtime, giving up early where its site does not answer.
 *
 * A failure is remembered in the per-user cache, so that the next start does not wait for it again.
 *
 * @returns {Promise<{ executable: string } | { reason: string }>} the reason is one line
 */
export async function prepareOfficialRuntime() {
  const present = findOfficialRuntime()
  if (present) return { executable: present }
  const remembered = await recallFailure()
  if (remembered) return { reason: remembered }
  say(`Fetching Electron ${officialVersion()} from its own site …`)
  try {
    await downloadToElectronsCache()
  } catch (error) {
    const reason = describe(error)
    await rememberFailure(reason)
    return { reason }
  }
  // Electron's installer finds the archive in its cache, checks it, and unpacks it.
  const { code, output } = await run(process.execPath, [join(electronFolder(), 'install.js')], { capture: true })
  const executable = findOfficialRuntime()
  if (code === 0 && executable) return { executable }
  return { reason: output.trim().split('\n')[0] || `its installer ended with code ${code}` }
}

async function downloadToElectronsCache() {
  const require = createRequire(join(electronFolder(), 'package.json'))
  const { downloadArtifact } = await import(pathToFileURL(resolveTool('@electron/get')).href)
  const controller = new AbortController()
  const abortIn = (ms, sentence) => setTimeout(() => controller.abort(new Error(sentence)), ms)
  let timer = abortIn(FIRST_BYTE_MS, `no answer within ${FIRST_BYTE_MS / 1000} s`)
  try {
    await downloadArtifact({
      version: officialVersion(),
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums: require('./checksums.json'),
      downloadOptions: {
        signal: controller.signal,
        getProgressCallback: () => {
          clearTimeout(timer)
          timer = abortIn(STALLED_MS, `the download stood still for ${STALLED_MS / 1000} s`)
        },
      },
    })
  } finally {
    clearTimeout(timer)
  }
}

/** The entry file of an ES-module package that Electron's package depends on. */
function resolveTool(name) {
  const candidates = [join(electronFolder(), 'node_modules', name), join(projectRoot, 'node_modules', name)]
  const folder = candidates.find((candidate) => existsSync(candidate))
  if (!folder) throw new Error(`the package ${name} is not installed`)
  const described = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const entry = described.exports?.['.'] ?? described.exports ?? described.main
  return join(folder, typeof entry === 'string' ? entry : (entry.import ?? entry.default))
}

function describe(error) {
  const cause = error?.cause?.code ?? error?.cause?.message
  const message = String(error?.message ?? error).split('\n')[0]
  return cause ? `${message} (${cause})` : message
}

const failureFile = () => join(userCacheFolder(), 'official-electron-out-of-reach.json')

async function rememberFailure(reason) {
  try {
    await mkdir(userCacheFolder(), { recursive: true })
    await writeFile(failureFile(), JSON.stringify({ version: officialVersion(), reason, at: new Date().toISOString() }))
  } catch {
    // A note that cannot be kept costs the next start a new attempt, and no more.
  }
}

async function recallFailure() {
  if (!existsSync(failureFile())) return null
  try {
    const failure = JSON.parse(readFileSync(failureFile(), 'utf8'))
    if (isFailureStillValid(failure, officialVersion(), Date.now())) return failure.reason
  } catch {
    // An unreadable note is worth nothing; the download is simply tried again.
  }
  await rm(failureFile(), { force: true })
  return null
}

/**
 * Does a remembered failure still spare us the attempt?
 *
 * @param {{ version?: string, at?: string }} failure
 * @param {string} version the Electron version wanted now
 * @param {number} nowMs
 */
export function isFailureStillValid(failure, version, nowMs) {
  const ageMs = nowMs - Date.parse(failure.at ?? '')
  return failure.version === version && ageMs >= 0 && ageMs < MEMORY_OF_FAILURE_MS
}
