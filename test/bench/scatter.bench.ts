// From the click on 'Both' to the painted scatter of the 21 published samples.
import type { Page } from '@playwright/test'
import { median, percentile, type Figure } from './figure'
import { startApplication } from './running-app'

const runs = 10

/** Figures of the tutorial's plot. */
export async function measureScatter(): Promise<Figure[]> {
  const { window, close } = await startApplication()
  try {
    await window.getByRole('button', { name: /^Sample data/ }).click()
    await window.getByRole('treeitem', { name: 'SampleAse', exact: true }).click()
    await window.getByRole('searchbox', { name: 'Search all columns' }).fill('rs12460890')
    await window.keyboard.press('Enter')
    await window.getByText('21 of 50,021 rows').waitFor()
    const times: number[] = []
    for (let run = -1; run < runs; run += 1) {
      await window.getByRole('radio', { name: 'Grid' }).click()
      const ms = await clickToPainted(window)
      if (run >= 0) times.push(ms)
    }
    return [
      { name: 'click to painted scatter of 21 samples (median)', value: median(times), unit: 'ms' },
      { name: 'click to painted scatter of 21 samples (p95)', value: percentile(times, 0.95), unit: 'ms' },
    ]
  } finally {
    await close()
  }
}

/** The time in the page itself from the click to the frame in which the canvas holds the points. */
async function clickToPainted(window: Page): Promise<number> {
  return window.evaluate(
    () =>
      new Promise<number>((done) => {
        const button = [...document.querySelectorAll('[role=radio]')].find(
          (one) => one.textContent?.trim() === 'Both',
        ) as HTMLElement
        const startedAt = performance.now()
        const look = () => {
          const isPainted = document.querySelector('[aria-label=Plot] [data-painted=true]') !== null
          if (isPainted) requestAnimationFrame(() => done(performance.now() - startedAt))
          else requestAnimationFrame(look)
        }
        button.click()
        look()
      }),
  )
}
