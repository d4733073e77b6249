// Whether Chromium's sandbox can work on this Linux: some systems forbid what it needs until a person allows it.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { SetupStop } from '../say.mjs'

/** Kernel settings that take away unprivileged user namespaces, with the value that does so. */
const FORBIDDING = {
  '/proc/sys/kernel/apparmor_restrict_unprivileged_userns': '1',
  '/proc/sys/kernel/unprivileged_userns_clone': '0',
  '/proc/sys/user/max_user_namespaces': '0',
}

/**
 * Stop with the one command that helps where Electron would otherwise end with a crash report.
 *
 * @param {string} runtimeFolder the folder of the Electron executable
 * @throws SetupStop where neither user namespaces nor the sandbox helper can be used
 */
export function assertSandboxWorks(runtimeFolder) {
  if (process.platform !== 'linux') return
  const isForbidden = Object.entries(FORBIDDING).some(
    ([file, value]) => existsSync(file) && readFileSync(file, 'utf8').trim() === value,
  )
  if (!isForbidden) return
  const helper = join(runtimeFolder, 'chrome-sandbox')
  const state = statSync(helper, { throwIfNoEntry: false })
  const isSetUidRoot = state && state.uid === 0 && (state.mode & 0o4000) !== 0
  if (isSetUidRoot) return
  throw new SetupStop(
    `This system does not let a program build its own sandbox, so Electron needs its helper to belong to root. Run this once, then your command again:\n\n  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'\n`,
  )
}
