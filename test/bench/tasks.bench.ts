// The longest single task in the window while a person does what makes much work at once: nothing else runs meanwhile.
import type { Page } from '@playwright/test'
import { putOnClipboard } from '../e2e/support/window/editing'
import { windowParts } from '../e2e/support/window/window-parts'
import { median, type Figure } from './figure'
import { startApplication, startEmptyWindow, type Started } from './running-app'

/** The application is started so often; what it does the first time is what counts. */
const starts = 3
const openings = 5
const pastedIds = 5000
const pastedRows = 1000
const floorElements = 1000

/** Figures of the window over the sample data, beside plain elements in an empty window. */
export async function measureTasks(): Promise<Figure[]> {
  const floor = { name: `${floorElements} plain elements laid out`, value: await plainLayout() }
  const opening: number[] = []
  const ids: number[] = []
  const rows: number[] = []
  for (let run = 0; run < starts; run += 1) {
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
      for (let at = 0; at < openings; at += 1) {
        await window.keyboard.press('Escape')
        opening.push(await longest(window, () => parts.filter.begin('SNP_ID')))
        await parts.filter.close()
      }
      ids.push(await idsPasted(started))
      rows.push(await rowsPasted(started))
    } finally {
      await started.close()
    }
  }
  const figure = (what: string, values: readonly number[]): Figure => ({
    name: `longest task: ${what}`,
    value: median(values),
    unit: 'ms',
    floor,
  })
  return [
    figure('the filter editor opens', opening),
    figure(`${pastedIds} ids are pasted and counted`, ids),
    figure(`${pastedRows} rows are pasted as new ones`, rows),
  ]
}

/** How long an empty window needs for elements with a text each, as often as the application is started; ms. */
async function plainLayout(): Promise<number> {
  const { window, close } = await startEmptyWindow()
  try {
    const times = await window.evaluate(
      ({ count, runs }) =>
        Array.from({ length: runs }, () => {
          const startedAt = performance.now()
          const list = document.createElement('div')
          for (let at = 0; at < count; at += 1)
            list.append(Object.assign(document.createElement('p'), { textContent: `row ${at}` }))
          document.body.append(list)
          list.getBoundingClientRect()
          const ms = performance.now() - startedAt
          list.remove()
          return ms
        }),
      { count: floorElements, runs: openings },
    )
    return median(times)
  } finally {
    await close()
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
