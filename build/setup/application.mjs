// The built application: built when its sources differ from those of the last build, else left alone.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './child.mjs'
import { fingerprint } from './fingerprint.mjs'
import { projectRoot } from './places.mjs'
import { say, SetupStop } from './say.mjs'

/** All that the built application is made from. */
const SOURCES = [
  'src-main',
  'src-renderer',
  'src-shared',
  'build/vite',
  'build/build-app.mjs',
  'package.json',
  'package-lock.json',
]
const STAMP_FILE = 'out/build-stamp'

/** The fingerprint of the application's sources as they are now. */
export const sourceStamp = () => fingerprint(projectRoot, SOURCES)

/**
 * Build the application unless it was built from the same sources.
 *
 * @returns {Promise<boolean>} true when it was built now
 * @throws SetupStop when the build fails; its own words have been shown
 */
export async function prepareApplication() {
  const stampFile = join(projectRoot, STAMP_FILE)
  const isFresh = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === sourceStamp()
  if (isFresh()) return false
  say('Building the application …')
  const startedAt = Date.now()
  const { code } = await run(process.execPath, [join(projectRoot, 'build', 'build-app.mjs')], { cwd: projectRoot })
  if (code !== 0) throw new SetupStop('The application could not be built; the reason stands above.')
  say(`Built in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`)
  return true
}
