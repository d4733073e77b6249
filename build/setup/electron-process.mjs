// The running application as a child of this script: one output, one end, nothing left behind.
import { spawn } from 'node:child_process'
import { say } from './say.mjs'
import { ENDING_SIGNALS } from './script.mjs'

const FAREWELL_MS = 5000

/**
 * Start Electron and wait for its end. Ctrl+C and the like are passed on; what does not end within 5 s is killed.
 *
 * @param {string} executable
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code, or 128 plus the number of the signal that ended it
 */
export function runElectron(executable, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(executable, args, { env, stdio: 'inherit' })
    let asked = 0
    const passOn = (signal) => {
      asked = ENDING_SIGNALS[signal]
      child.kill(signal)
      setTimeout(() => child.kill('SIGKILL'), FAREWELL_MS).unref()
    }
    for (const signal of Object.keys(ENDING_SIGNALS)) process.on(signal, passOn)
    process.once('exit', () => child.kill('SIGKILL'))
    child.once('error', reject)
    child.once('close', (code, signal) => {
      for (const name of Object.keys(ENDING_SIGNALS)) process.off(name, passOn)
      if (signal && !asked) say(`Electron ended by itself (${signal}). Run the command again; ${executable} was used.`)
      resolve(asked ? 128 + asked : (code ?? 128 + (ENDING_SIGNALS[signal] ?? 9)))
    })
  })
}
