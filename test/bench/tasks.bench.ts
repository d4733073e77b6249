// The longest single task in the window while a person does what makes much work at once: nothing else runs meanwhile.
import type { Page } from '@playwright/test'
import { putOnClipboard } from '../e2e/support/window/editing'
import { windowParts } from '../e2e/support/window/window-parts'
import { median, type Figure } from './figure'
import { startApplication, type Started } from './running-app'

const runs = 5
const pastedIds = 5000
const pastedRows = 1000

/** Figures of the window over the sample data. */
export async function measureTasks(): Promise<Figure[]> {
  const started = await startApplication()
  try {
    const { window } = started
    const parts = windowParts({ app: started.app, window } as never)
    await parts.connect.openSampleData()
    await parts.palette.run('Sign in')
    await parts.connect.signIn('admin', 'admin')
    await parts.tables.open('SampleAse')
    await parts.grid.expectSettled()
    await watchTasks(window)
    const opening: number[] = []
    for (let run = -1; run < runs; run += 1) {
      await window.keyboard.press('Escape')
      const ms = await longest(window, () => parts.filter.begin('SNP_ID'))
      await parts.filter.close()
      if (run >= 0) opening.push(ms)
    }
    return [
      { name: 'longest task: the filter editor opens (median)', value: median(opening), unit: 'ms' },
      { name: `longest task: ${pastedIds} ids are pasted and counted`, value: await idsPasted(started), unit: 'ms' },
      { name: `longest task: ${pastedRows} rows are pasted as new ones`, value: await rowsPasted(started), unit: 'ms' },
    ]
  } finally {
    await started.close()
  }
}

async function idsPasted({ app, window }: Started): Promise<number> {
  const { filter, table } = windowParts({ app, window } as never)
  const ids = Array.from({ length: pastedIds - 1 }, (_, index) => `rs99${String(index)}`)
  await filter.begin('SNP_ID')
  await filter.chooseOperator('is one of')
  await putOnClipboard(app, [...ids, 'rs12460890'].join('\r\n'))
  await filter.value.focus()
  const ms = await longest(window, async () => {
    await window.keyboard.press('Control+V')
    await table.expectCount('21 of 50,021 rows')
  })
  await filter.close()
  return ms
}

async function rowsPasted({ app, window }: Started): Promise<number> {
  const { grid, editing } = windowParts({ app, window } as never)
  const lines = Array.from({ length: pastedRows }, (_, n) => `zz${String(n)}\trs12460890\t${String(n)}\t1`)
  await putOnClipboard(app, ['ID\tSNP_ID\tRef_Counts\tAlt_Counts', ...lines].join('\r\n'))
  await grid.cell('ID', 3).click()
  await window.keyboard.press('Control+V')
  await editing.dialog.waitFor()
  return longest(window, async () => {
    await window.keyboard.press('Enter')
    await editing.newCell('Ref_Counts', 0).filter({ hasText: '0' }).waitFor()
  })
}

/** Note how long tasks of the window take, those above 50 ms as the browser tells them. */
const watchTasks = (window: Page): Promise<void> =>
  window.evaluate(() => {
    const slow: number[] = []
    Object.assign(globalThis, { slowTasks: slow })
    new PerformanceObserver((list) => slow.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    })
  })

/** The longest task while something is done; 50 where none was longer. */
async function longest(window: Page, work: () => Promise<unknown>): Promise<number> {
  const slow = () => window.evaluate(() => (globalThis as unknown as { slowTasks: number[] }).slowTasks.splice(0))
  await slow()
  await work()
  // Tasks are told in a turn of their own, after the frame.
  await window.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))
  return Math.max(50, ...(await slow()))
}
