// The set-up that every npm script calls with what it needs; each part does nothing when it is already done.
import { prepareApplication } from './application.mjs'
import { prepareDependencies } from './dependencies.mjs'
import { hasDisplay, startVirtualScreen } from './system/display.mjs'
import { prepareRuntime } from './runtime/runtime.mjs'
import { assertSandboxWorks } from './system/sandbox.mjs'
import { say } from './say.mjs'
import { isRoot, prepareSystem } from './system/system.mjs'

/**
 * @typedef {object} Ready
 * @property {import('./runtime/runtime.mjs').Runtime} [runtime]
 * @property {NodeJS.ProcessEnv} env  for the programs to start: display and Electron's place are set in it
 * @property {string[]} electronFlags flags that Electron must be started with on this machine (in `env` too, for test runners)
 * @property {() => void} close       ends what the set-up started (the virtual screen)
 */

/**
 * Prepare what a script needs, in this order: dependencies (always), runtime, system, screen, application.
 *
 * @param {{ runtime?: boolean, screen?: 'where-absent' | 'own', application?: boolean }} needs
 *   `screen` implies `runtime`: 'where-absent' starts a virtual one only where there is no display, 'own' on every Linux
 * @returns {Promise<Ready>}
 * @throws SetupStop with a sentence for the person
 */
export async function setUp(needs) {
  await prepareDependencies()
  const ready = { env: { ...process.env }, electronFlags: [], close: () => {} }
  // Editors set this for their own terminals; with it Electron would be a plain Node.
  delete ready.env.ELECTRON_RUN_AS_NODE
  if (needs.runtime || needs.screen) await addRuntime(ready, needs)
  ready.env.MOLGENIS_ELECTRON_FLAGS = ready.electronFlags.join(' ')
  if (needs.application) await prepareApplication()
  return ready
}

async function addRuntime(ready, needs) {
  ready.runtime = await prepareRuntime()
  ready.env.MOLGENIS_ELECTRON = ready.runtime.executable
  ready.env.ELECTRON_OVERRIDE_DIST_PATH = ready.runtime.folder
  const wantsScreen = needs.screen === 'own' ? process.platform === 'linux' : needs.screen && !(await hasDisplay())
  await prepareSystem({
    executable: ready.runtime.executable,
    needsScreen: Boolean(wantsScreen),
    wantsKeyStore: needs.screen === 'own',
  })
  if (!needs.screen) return
  // Chromium refuses to start its sandbox as root; only tests and containers run as root.
  if (process.platform === 'linux' && isRoot()) ready.electronFlags.push('--no-sandbox')
  else assertSandboxWorks(ready.runtime.folder)
  if (wantsScreen) await addScreen(ready, needs.screen)
  else if (!ready.env.DISPLAY && ready.env.WAYLAND_DISPLAY) ready.electronFlags.push('--ozone-platform=wayland')
}

async function addScreen(ready, kind) {
  const { display, stop } = await startVirtualScreen()
  const why = kind === 'own' ? 'The windows of the tests' : 'There is no display to use: the windows'
  say(`${why} appear on a virtual one (Xvfb ${display}).`)
  ready.env.DISPLAY = display
  delete ready.env.WAYLAND_DISPLAY
  // There is no graphics card behind it and no message bus beside it; without these Chromium complains of both at length.
  ready.electronFlags.push('--disable-gpu', '--log-level=3')
  ready.close = stop
}
