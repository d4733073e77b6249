// A change of the filter in the window itself, over a kept copy: from the event of the key to rows and count on screen.
import type { Page } from '@playwright/test'
import { windowParts } from '../e2e/support/window/window-parts'
import { percentile, type Figure } from './figure'
import type { Started } from './running-app'

const runs = 30

/**
 * Figures for the copy that is open in the window.
 *
 * @param values  texts that rows hold, asked for one after another: no answer is known from before
 */
export async function paintFigures(
  { app, window }: Pick<Started, 'app' | 'window'>,
  column: string,
  values: readonly string[],
  label: string,
): Promise<Figure[]> {
  const { filter, grid } = windowParts({ app, window } as never)
  await grid.expectSettled()
  await filter.begin(column)
  await filter.chooseOperator('is')
  const times: number[] = []
  for (const value of values.slice(0, runs)) times.push(await painted(window, column, value))
  await filter.close()
  await filter.remove(`${column} is ${values.slice(0, runs).at(-1) ?? ''}`)
  const word = (share: number, name: string): Figure => ({
    name: `filter changed to rows and count on screen (${name}), ${label}`,
    value: percentile(times, share),
    unit: 'ms',
  })
  return [word(0.5, 'p50'), word(0.95, 'p95')]
}

/** Give the value in the editor another text and Enter, and wait for the frame that shows its rows and their count. */
const painted = (window: Page, column: string, value: string): Promise<number> =>
  window.evaluate(
    async ([column, value]) => {
      const field = document.querySelector<HTMLInputElement>('[aria-label="Filter editor"] input[aria-label="Value"]')
      const status = document.querySelector('[aria-label="Filter"] [role="status"]')
      if (!field || !status) throw new Error('The editor is not open.')
      const first = () =>
        document
          .querySelector(`[data-testid="grid"] [role=row][row-index="0"] [col-id="${column}"]`)
          ?.textContent.trim()
      const before = status.textContent
      const isOld = () => status.classList.contains('old') || first() !== value
      field.focus()
      const startedAt = performance.now()
      field.value = value
      field.dispatchEvent(new InputEvent('input', { bubbles: true }))
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
      while (isOld()) {
        if (performance.now() - startedAt > 10_000) throw new Error(`No rows of ${value}: ${first() ?? before ?? ''}`)
        await new Promise(requestAnimationFrame)
      }
      // What a frame callback sees is on screen with the next one.
      await new Promise(requestAnimationFrame)
      return performance.now() - startedAt
    },
    [column, value] as const,
  )
