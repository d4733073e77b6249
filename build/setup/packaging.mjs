// Packages of the application, made by electron-builder from the runtime that this machine has.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { prepareApplication } from './application.mjs'
import { run } from './child.mjs'
import { fingerprint } from './fingerprint.mjs'
import { projectRoot } from './places.mjs'
import { say, SetupStop } from './say.mjs'

/** What a package depends on beside the built application, which has a stamp of its own. */
const INGREDIENTS = [
  'electron-builder.yml',
  'out/build-stamp',
  'package.json',
  'build/setup/after-pack.mjs',
  'package-lock.json',
  'build/icons',
  'build/mac',
]

/**
 * Make packages in dist/: the unpacked application, or the installers for this system.
 *
 * The unpacked one is left alone when it was made from the same ingredients.
 *
 * @param {{ target: 'dir' | 'installers', runtime: import('./runtime/runtime.mjs').Runtime, words?: string[] }} order
 *   `words` go to electron-builder
 * @throws SetupStop when electron-builder fails, or for installers without the official runtime
 */
export async function packageApplication({ target, runtime, words = [] }) {
  if (target === 'installers' && !runtime.isOfficial) {
    throw new SetupStop(
      `Installers are made from the official Electron only, and this machine has Electron ${runtime.version} from the npm registry. Use npm run dist:dir here, or run npm run dist where Electron's own site can be reached.`,
    )
  }
  await prepareApplication()
  const stampFile = join(projectRoot, 'dist', 'package-stamp')
  const stamp = `${fingerprint(projectRoot, INGREDIENTS)} ${runtime.version} ${target} ${words.join(' ')}`
  if (target === 'dir' && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  say(`Packaging the application with Electron ${runtime.version} …`)
  rmSync(stampFile, { force: true })
  const { code, output } = await run(process.execPath, builderArguments(target, runtime, words), {
    cwd: projectRoot,
    capture: true,
  })
  if (code !== 0) throw new SetupStop(`electron-builder ended with code ${code}:\n${output.trim()}`)
  writeFileSync(stampFile, stamp)
}

function builderArguments(target, runtime, words) {
  const cli = join(projectRoot, 'node_modules', 'electron-builder', 'cli.js')
  const dir = target === 'dir' ? ['--dir'] : []
  // An unpacked application is made from the runtime that is here, without a network; installers fetch their own per architecture.
  const dist = target === 'dir' ? [`-c.electronDist=${runtime.folder}`, `-c.electronVersion=${runtime.version}`] : []
  return [cli, '--config', 'electron-builder.yml', '--publish', 'never', ...dir, ...dist, ...words]
}
