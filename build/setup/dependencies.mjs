// The npm dependencies: installed from the lock file when they are missing or the lock file has changed.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runNpm } from './child.mjs'
import { projectRoot } from './places.mjs'
import { say, SetupStop } from './say.mjs'

const OLDEST_NODE = [20, 19]

/**
 * The text that marks an installation as made from this lock file on this kind of machine.
 *
 * @param {string | Buffer} lockFile the content of package-lock.json
 * @param {string} machine platform and architecture: native packages differ between them
 * @returns {string} 64 hexadecimal digits
 */
export function lockStamp(lockFile, machine = `${process.platform}-${process.arch}`) {
  return createHash('sha256').update(lockFile).update(machine).digest('hex')
}

/**
 * Is this Node new enough for the tools of the project?
 *
 * @param {string} version as in `process.versions.node`
 */
export function isNodeSupported(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])
}

/**
 * Make sure that node_modules is what package-lock.json says; does nothing when it is.
 *
 * @returns {Promise<boolean>} true when something was installed
 * @throws SetupStop when Node is too old or npm fails
 */
export async function prepareDependencies() {
  if (!isNodeSupported(process.versions.node)) {
    throw new SetupStop(
      `Node ${process.versions.node} is too old: this project needs Node ${OLDEST_NODE.join('.')} or newer. Install one from https://nodejs.org and run the command again.`,
    )
  }
  const stampFile = join(projectRoot, 'node_modules', '.lock-stamp')
  const stamp = lockStamp(readFileSync(join(projectRoot, 'package-lock.json')))
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false
  say('Installing the dependencies from package-lock.json …')
  // A NODE_ENV of 'production' would leave out the tools that build and test the application.
  const { code } = await runNpm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: projectRoot,
  })
  if (code !== 0) {
    throw new SetupStop(
      `The dependencies could not be installed: npm ci ended with code ${code}. Check the network and npm's registry setting (npm config get registry), then run the command again.`,
    )
  }
  writeFileSync(stampFile, stamp)
  return true
}
