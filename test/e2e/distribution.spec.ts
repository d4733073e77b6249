// Filtering from the distribution of a column: by a drag over bars, by keys and by a click on a value, live and offline.
import { seriousFindings } from './support/accessibility'
import { expect, test } from './support/launch'
import { sharedApp, type SharedApp } from './support/shared-app'
import { DistributionPart } from './support/window/distribution'

const grouped = (count: number) => count.toLocaleString('en')
const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0)

for (const place of ['live', 'offline'] as const) {
  test.describe.serial(`the distribution of a column, ${place}`, () => {
    const run = sharedApp({ open: 'sample/SampleAse' })
    const distribution = () => new DistributionPart(run.window)
    let total = ''

    test('the table is there', async () => {
      const { table } = run.parts
      await table.expectCount('50,021 rows')
      if (place === 'offline') total = await keptOffline(run)
      else total = '50,021'
    })

    test('a drag over bars filters by what they counted', async () => {
      const { filter, table, grid } = run.parts
      await grid.columnMenu('Position', 'Distribution')
      const counts = await distribution().counts('Position')
      expect(counts.length).toBeGreaterThan(5)
      await distribution().drag('Position', 1, 3)
      await table.expectCount(`${grouped(sum(counts.slice(1, 4)))} of ${total} rows`)
      await expect(filter.bar).toContainText('Position')
      await expect(distribution().of('Position').getByRole('option', { selected: true })).toHaveCount(3)
      await run.picture(`distribution-${place}`)
      expect(await seriousFindings(run.window)).toEqual([])
    })

    test('an end of the range is dragged on', async () => {
      const counts = await distribution().counts('Position')
      const list = await distribution().list('Position')
      const end = await list.locator('[data-end="to"]').boundingBox()
      const bar = await list.getByRole('option').nth(4).boundingBox()
      if (!end || !bar) throw new Error('There is no range.')
      await run.window.mouse.move(end.x + end.width / 2, end.y + end.height / 2)
      await run.window.mouse.down()
      await run.window.mouse.move(bar.x + bar.width / 2, bar.y + 4, { steps: 4 })
      await run.window.mouse.up()
      await run.parts.table.expectCount(`${grouped(sum(counts.slice(1, 5)))} of ${total} rows`)
    })

    test('keys walk over the bars and take a run of them', async () => {
      const counts = await distribution().counts('Position')
      const list = await distribution().list('Position')
      await list.focus()
      for (const key of ['Home', 'ArrowRight', 'Shift+ArrowRight', 'Enter']) await list.press(key)
      await run.parts.table.expectCount(`${grouped(sum(counts.slice(1, 3)))} of ${total} rows`)
      await expect(list).toBeFocused()
    })

    test('the distribution of another column is that of the rows that are left', async () => {
      const { filter, table } = run.parts
      await filter.close()
      const left = sum((await rowCount(run)).slice(0, 1))
      await run.parts.grid.columnMenu('Chromosome', 'Distribution')
      await expect(await distribution().list('Chromosome')).toBeFocused()
      const counts = await distribution().counts('Chromosome')
      expect(sum(counts)).toBe(left)
      const first = (await distribution().list('Chromosome')).getByRole('option').first()
      await first.click()
      await table.expectCount(`${grouped(counts[0] ?? NaN)} of ${total} rows`)
      await expect(first).toHaveAttribute('aria-selected', 'true')
      await run.picture(`distribution-values-${place}`)
      await first.click()
      await table.expectCount(`${grouped(left)} of ${total} rows`)
    })
  })
}

for (const place of ['live', 'offline'] as const) {
  test.describe.serial(`the distribution of what referenced rows hold, ${place}`, () => {
    const run = sharedApp({ open: 'sample/SampleAse' })
    const distribution = () => new DistributionPart(run.window)

    test('the tables are there', async () => {
      const { table, tables } = run.parts
      await table.expectCount('50,021 rows')
      if (place === 'live') return
      await tables.open('ASE')
      await table.expectCount('2,005 rows')
      await keep(run, 'ASE')
      await tables.open('SampleAse')
      await keptOffline(run)
    })

    test('a click on a bar filters by what it counted', async () => {
      const { filter, table } = run.parts
      await filter.beginThrough('SNP_ID', 'Pos')
      const counts = await distribution().counts('SNP_ID › Pos')
      expect(counts.length).toBeGreaterThan(5)
      expect(sum(counts)).toBe(50_021)
      await distribution().drag('SNP_ID › Pos', 2, 2)
      await table.expectCount(`${grouped(counts[2] ?? NaN)} of 50,021 rows`)
      await expect(filter.bar).toContainText('SNP_ID › Pos')
      await expect(distribution().of('SNP_ID › Pos').getByRole('option', { selected: true })).toHaveCount(1)
      await run.picture(`distribution-referenced-${place}`)
      expect(await seriousFindings(run.window)).toEqual([])
    })

    test('a click on a value filters the rows that are left', async () => {
      const { filter, table } = run.parts
      const [left] = await rowCount(run)
      await filter.close()
      await filter.beginThrough('SNP_ID', 'Chr')
      const counts = await distribution().counts('SNP_ID › Chr')
      expect(sum(counts)).toBe(left)
      await (await distribution().list('SNP_ID › Chr')).getByRole('option').first().click()
      await table.expectCount(`${grouped(counts[0] ?? NaN)} of 50,021 rows`)
      await run.picture(`distribution-referenced-values-${place}`)
    })
  })
}

/** Rows that pass, and all rows, as the bar says them. */
async function rowCount({ window }: SharedApp): Promise<number[]> {
  const words = await window.getByRole('group', { name: 'Filter', exact: true }).first().getByRole('status').innerText()
  return [...words.matchAll(/[\d,]+/g)].map(([digits]) => Number(digits.replaceAll(',', '')))
}

/** Keep the table that is open. */
async function keep({ parts }: SharedApp, name: string): Promise<void> {
  await parts.table.keepOffline.click()
  await parts.tasks.expectDone(name)
  await parts.tasks.close()
}

async function keptOffline(run: SharedApp): Promise<string> {
  const { parts, window } = run
  await keep(run, 'SampleAse')
  await window
    .getByRole('list', { name: 'Offline copies' })
    .getByRole('button', { name: /^SampleAse/ })
    .first()
    .click()
  await expect(parts.table.status).toContainText('Offline copy')
  await parts.table.expectCount('50,021 rows')
  return '50,021'
}
