// One writer at a time: what takes several turns of the event loop is not disturbed by what comes in between.

/** Lets one piece of work after the other write. */
export interface WriteLock {
  /** Run when all earlier work is done; failures are the caller's own. */
  hold<T>(work: () => T | Promise<T>): Promise<T>
}

export function createWriteLock(): WriteLock {
  let last: Promise<unknown> = Promise.resolve()
  return {
    hold<T>(work: () => T | Promise<T>): Promise<T> {
      const turn = last.then(work)
      last = turn.catch(() => undefined)
      return turn
    },
  }
}
