// What the set-up tells the person at the terminal: plain lines, and one way to stop with a clear sentence.

/** A trouble the person can act on: shown as its sentence alone, without a stack. */
export class SetupStop extends Error {
  /** @param {string} sentence what happened, why, and what to do */
  constructor(sentence) {
    super(sentence)
    this.name = 'SetupStop'
  }
}

/**
 * Print one plain line about what is being done.
 *
 * @param {string} line one sentence
 */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/**
 * Run a script's main function: a `SetupStop` becomes its sentence and exit code 1, any other error keeps its stack.
 *
 * @param {() => Promise<number | void>} main answers the exit code, or nothing for 0
 */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    say(error instanceof SetupStop ? error.message : String(error?.stack ?? error))
    process.exitCode = 1
  }
}
