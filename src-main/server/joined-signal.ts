// Several reasons to give up as one signal. The platform's own `AbortSignal.any` and `AbortSignal.timeout` may be
// collected as garbage before they fire (Node 20), and then nothing ends; here the listeners and the timer hold the signal.

/** A signal that fires with the first of several, or when the time is up. */
export type JoinedSignal = {
  readonly signal: AbortSignal
  /** True when the time was up before anything else happened. */
  readonly isLate: () => boolean
  /** Let go of the others, once the work has ended. */
  readonly release: () => void
}

/**
 * Join signals, and a time if there is one.
 *
 * @param afterMs  milliseconds after which the signal fires by itself; null for never
 */
export function joinSignals(signals: readonly AbortSignal[], afterMs: number | null = null): JoinedSignal {
  const controller = new AbortController()
  let isLate = false
  const stop = () => controller.abort()
  const timer =
    afterMs === null
      ? undefined
      : setTimeout(() => {
          isLate = !controller.signal.aborted
          stop()
        }, afterMs)
  for (const signal of signals) {
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  }
  return {
    signal: controller.signal,
    isLate: () => isLate,
    release: () => {
      clearTimeout(timer)
      for (const signal of signals) signal.removeEventListener('abort', stop)
    },
  }
}
