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
