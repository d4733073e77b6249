// What the Linux system must bring: shared libraries, a virtual screen where there is no display, fonts; for tests a key store.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { ask, run } from '../child.mjs'
import { say, SetupStop } from '../say.mjs'
import {
  DEBIAN_FONTS,
  DEBIAN_KEY_STORE,
  debianPackages,
  installCommand,
  isDebianLike,
  missingLibraries,
  systemFamilies,
} from './system-packages.mjs'

/**
 * Make sure that the system can run Electron; installs what is missing on Debian-like systems as root, does nothing when all is there.
 *
 * @param {{ executable: string, needsScreen: boolean, wantsKeyStore?: boolean }} wanted the Electron executable;
 *   `needsScreen` asks for Xvfb too, `wantsKeyStore` for a key store, without which its tests are skipped
 * @throws SetupStop with the one command that installs what is missing
 */
export async function prepareSystem(wanted) {
  if (process.platform !== 'linux') return
  const families = existsSync('/etc/os-release') ? systemFamilies(readFileSync('/etc/os-release', 'utf8')) : []
  const installsItself = isDebianLike(families) && isRoot()
  const missing = findMissing({ ...wanted, wantsKeyStore: wanted.wantsKeyStore && installsItself }, installsItself)
  if (isComplete(missing)) return
  if (installsItself) {
    const output = await installOnDebian(missing)
    const rest = findMissing({ ...wanted, wantsKeyStore: false }, false)
    if (isComplete(rest)) return
    throw new SetupStop(
      `${describe(rest)} apt-get could not install it:\n${output.trim().split('\n').slice(-8).join('\n')}`,
    )
  }
  const command = installCommand(families, missing, isKnownToApt, isRoot())
  throw new SetupStop(
    command
      ? `${describe(missing)} Install it with this command, then run yours again:\n\n  ${command}\n`
      : `${describe(missing)} Install it with your system's package manager, then run the command again.`,
  )
}

/** True for the administrator of a Unix system. */
export const isRoot = () => process.getuid?.() === 0

const isComplete = ({ libraries, screen, fonts, keyStore }) => libraries.length === 0 && !screen && !fonts && !keyStore

function findMissing({ executable, needsScreen, wantsKeyStore }, wantsEveryFont) {
  return {
    libraries: missingLibraries(ask('ldd', [executable]) ?? ''),
    screen: needsScreen && !isOnPath('Xvfb'),
    fonts: wantsEveryFont ? !areInstalled(DEBIAN_FONTS) : !hasAnyFont(),
    keyStore: Boolean(wantsKeyStore) && !areInstalled(DEBIAN_KEY_STORE),
  }
}

function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => folder && existsSync(join(folder, program)))
}

function areInstalled(packages) {
  const listing = ask('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\n', ...packages]) ?? ''
  return packages.every((name) => listing.includes(`${name} installed`))
}

function hasAnyFont() {
  const folders = [
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    join(homedir(), '.local/share/fonts'),
    join(homedir(), '.fonts'),
  ]
  return folders.some(
    (folder) =>
      existsSync(folder) && readdirSync(folder, { recursive: true }).some((file) => /\.(ttf|otf|ttc)$/i.test(file)),
  )
}

function isKnownToApt(name) {
  return Boolean(ask('apt-cache', ['show', '--no-all-versions', name]))
}

async function installOnDebian(missing) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = ['-o', 'DPkg::Lock::Timeout=300', '-q']
  say('Reading the list of system packages (apt-get update) …')
  const update = await run('apt-get', [...options, 'update'], { env, capture: true })
  const { packages } = debianPackages(missing, isKnownToApt)
  say(`Installing system packages: ${packages.join(' ')} …`)
  const install = await run('apt-get', [...options, 'install', '-y', '--no-install-recommends', ...packages], {
    env,
    capture: true,
  })
  return install.code === 0 ? install.output : `${update.output}\n${install.output}`
}

function describe(missing) {
  const parts = []
  if (missing.libraries.length > 0) parts.push(`shared libraries (${missing.libraries.join(', ')})`)
  if (missing.screen) parts.push('the virtual screen Xvfb')
  if (missing.fonts) parts.push('fonts')
  return `This system lacks what Electron needs: ${parts.join(', ')}.`
}
