// Time as the screen uses it: a clock for ages, and 'this takes longer than you would expect'.
import { onScopeDispose, ref, watch, type Ref } from 'vue'

/** The present moment in ms since 1970, renewed every half minute. Stops with the component that asked for it. */
export function useNow(): Readonly<Ref<number>> {
  const now = ref(Date.now())
  const timer = setInterval(() => (now.value = Date.now()), 30_000)
  onScopeDispose(() => clearInterval(timer))
  return now
}

/**
 * True once something has been busy for longer than `afterMs`; false as soon as it ends.
 * 100 ms before a grey bar is shown, 2,000 ms before a sentence is.
 */
export function useLongerThan(isBusy: () => boolean, afterMs: number): Readonly<Ref<boolean>> {
  const isLong = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    isBusy,
    (busy) => {
      clearTimeout(timer)
      isLong.value = false
      if (busy) timer = setTimeout(() => (isLong.value = true), afterMs)
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  return isLong
}
