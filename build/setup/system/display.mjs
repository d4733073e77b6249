// The screen that windows appear on: the person's own, or on Linux without one an Xvfb of ours.
import { spawn } from 'node:child_process'
import { connect } from 'node:net'
import { existsSync } from 'node:fs'
import { SetupStop } from '../say.mjs'

const START_LIMIT_MS = 20_000
const SCREEN = '2560x1600x24'

/**
 * Is there a display that answers?
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<boolean>} always true on Windows and macOS
 */
export async function hasDisplay(env = process.env) {
  if (process.platform !== 'linux') return true
  if (env.WAYLAND_DISPLAY) return true
  const local = /^(?:unix)?:(\d+)/.exec(env.DISPLAY ?? '')
  // A display on another machine is taken at its word; a local one may be left over from a session that has ended.
  return local ? answers(Number(local[1])) : Boolean(env.DISPLAY)
}

function answers(number) {
  const path = `/tmp/.X11-unix/X${number}`
  const tryPath = (address) =>
    new Promise((resolve) => {
      const socket = connect({ path: address })
      socket.once('connect', () => resolve(true))
      socket.once('error', () => resolve(false))
      socket.once('close', () => resolve(false))
      socket.setTimeout(2000, () => socket.destroy())
      socket.once('connect', () => socket.destroy())
    })
  return existsSync(path) ? tryPath(path) : tryPath(`\0${path}`)
}

/**
 * Start a virtual screen on a free display.
 *
 * @returns {Promise<{ display: string, stop: () => void }>} `display` such as ':99'; `stop` ends it and may be called twice
 * @throws SetupStop when Xvfb does not start
 */
export async function startVirtualScreen() {
  const xvfb = ['Xvfb', '-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset']
  // setpriv lets the screen end with this process, however this process ends.
  const [command, ...args] = existsSync('/usr/bin/setpriv')
    ? ['/usr/bin/setpriv', '--pdeathsig', 'TERM', ...xvfb]
    : xvfb
  // In a group of its own: Ctrl+C must reach the application first, and the screen only after it.
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true })
  const stop = () => void child.kill('SIGTERM')
  process.once('exit', stop)
  const display = await readDisplay(child)
  child.unref()
  for (const stream of child.stdio) stream?.unref?.()
  return { display, stop }
}

function readDisplay(child) {
  return new Promise((resolve, reject) => {
    let words = ''
    let number = ''
    const timer = setTimeout(() => fail(`it did not answer within ${START_LIMIT_MS / 1000} s`), START_LIMIT_MS)
    const fail = (reason) => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      reject(new SetupStop(`The virtual screen Xvfb could not be started: ${reason}.`))
    }
    child.stderr.on('data', (chunk) => (words += chunk))
    child.once('error', (error) => fail(error.message))
    child.once('exit', () => fail(words.trim().split('\n').at(-1) || 'it ended at once'))
    child.stdio[3].on('data', (chunk) => {
      number += chunk
      if (!number.includes('\n')) return
      clearTimeout(timer)
      child.removeAllListeners('exit')
      resolve(`:${number.trim()}`)
    })
  })
}
