// Tells main, once, that the window shows what it was asked to show. Screenshots and measurements wait for this.
import { api } from '../api'

let expectedTabId: string | null = null
let isFirstScreenExpected = false
let isReported = false
let held: Promise<unknown> = Promise.resolve()

/** Wait with the report for something else that belongs to the first picture; whether it succeeds does not matter. */
export function holdReady(work: Promise<unknown>): void {
  held = Promise.allSettled([held, work])
}

async function report(): Promise<void> {
  if (isReported) return
  isReported = true
  await held
  // Two frames: what was settled is painted then.
  requestAnimationFrame(() => requestAnimationFrame(() => void api.app.ready()))
}

/** Say which tab the start asked for; null when the first screen (or a list of tables) is what was asked for. */
export function expectTab(tabId: string | null): void {
  expectedTabId = tabId
  isFirstScreenExpected = tabId === null
}

/**
 * Say that a tab shows its first rows (or why there are none) and, if a plot is shown, its points.
 * May be called as often as a view settles; main hears of the first time only.
 */
export function reportSettled(tabId: string): void {
  if (expectedTabId === tabId) void report()
}

/** Say that the first screen, or a source without an open table, is on screen. */
export function reportShellSettled(): void {
  if (isFirstScreenExpected) void report()
}
