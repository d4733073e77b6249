// Long work in short turns, and one piece of work after another.
import { setImmediate as nextTurn } from 'node:timers/promises'

const turnMs = 8

/** Let work go on piece by piece; others get their turn in between. @returns what the work comes to */
export async function inTurns<T>(pieces: Iterator<void, T>): Promise<T> {
  let startMs = performance.now()
  for (;;) {
    const piece = pieces.next()
    if (piece.done === true) return piece.value
    if (performance.now() - startMs < turnMs) continue
    await nextTurn()
    startMs = performance.now()
  }
}

/** Runs one piece of work at a time, in the order in which they came. */
export class Queue {
  private last: Promise<unknown> = Promise.resolve()

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work)
    this.last = result.catch(() => undefined)
    return result
  }
}
