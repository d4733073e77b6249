// How every script of build/ begins and ends: its exit code, its errors, and its end when it is asked to.
import { say, SetupStop } from './say.mjs'

/** Signals that ask a script to end, with their numbers. */
export const ENDING_SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 }
const LOOK_FOR_PARENT_MS = 500

/**
 * Run a script's main function: a `SetupStop` becomes its sentence and exit code 1, any other error keeps its stack.
 *
 * A signal ends the script in order ('exit' listeners run) unless the script listens for it itself.
 *
 * @param {() => Promise<number | void>} main answers the exit code, or nothing for 0
 */
export async function runScript(main) {
  endInOrder()
  endWithParent()
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    say(error instanceof SetupStop ? error.message : String(error?.stack ?? error))
    process.exitCode = 1
  }
}

function endInOrder() {
  for (const [signal, number] of Object.entries(ENDING_SIGNALS)) {
    process.on(signal, () => {
      if (process.listenerCount(signal) === 1) process.exit(128 + number)
    })
  }
}

/** npm does not pass on a signal that reaches only npm itself: a script of npm that has lost its parent ends too. */
function endWithParent() {
  const parent = process.ppid
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, LOOK_FOR_PARENT_MS)
  timer.unref()
}
