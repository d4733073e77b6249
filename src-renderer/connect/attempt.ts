// One attempt at a time at something that may take long: busy, failed, given up. A late answer is dropped.
import type { ErrorData } from '@shared/errors/app-error'
import { ref, shallowRef } from 'vue'
import { failureData } from '../shell/failure'

/** An attempt as a form shows it. `run` answers null when it failed (see `failure`) or was given up. */
export function useAttempt() {
  const isBusy = ref(false)
  const failure = shallowRef<ErrorData | null>(null)
  let number = 0

  async function run<T>(work: () => Promise<T>): Promise<T | null> {
    const own = ++number
    isBusy.value = true
    failure.value = null
    try {
      const answer = await work()
      return own === number ? answer : null
    } catch (error) {
      if (own === number) failure.value = failureData(error)
      return null
    } finally {
      if (own === number) isBusy.value = false
    }
  }

  /** Stop waiting; what comes later is not shown. */
  function giveUp(): void {
    number += 1
    isBusy.value = false
  }

  return { isBusy, failure, run, giveUp }
}
