// A table of a server kept offline: with the server gone and the application started again it is the same table.
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { answerSaveDialog } from './support/dialogs'
import { expect, test } from './support/launch'
import { startSample, type LoopbackServer } from './support/sample-on-loopback'
import { sharedApp } from './support/shared-app'
import { grouped, tutorialPlace, tutorialRows } from './support/tutorial-rows'

const { snp, chromosome, position } = tutorialPlace
const title = `SampleAse, ${snp}`
const file = [
  'ID,SNP_ID,SampleIds,Ref_Counts,Alt_Counts,Chromosome,Position',
  ...tutorialRows.map(([id, sample, ref, alt]) => [id, snp, sample, ref, alt, chromosome, position].join(',')),
  '',
].join('\n')

test.describe.serial('offline work', () => {
  const run = sharedApp()
  let server: LoopbackServer
  let folder = ''

  test.beforeAll(async () => {
    server = await startSample({ snpCount: 400 })
    folder = join(run.userData, 'files')
    await mkdir(folder)
  })
  test.afterAll(() => server.stop())

  test('a server is added as a guest by its bare address, and opens', async () => {
    const { connect, tables } = run.parts
    await connect.add({ address: `${server.host}/api/`, name: 'Study server', signIn: 'guest' })
    await expect(connect.switcher('Study server, guest')).toBeVisible()
    await expect(tables.item('SampleAse')).toBeVisible()
  })

  test('the filtered part of a table is kept, and listed under Offline', async () => {
    const { tables, filter, table, tasks, offline } = run.parts
    await tables.open('SampleAse')
    await filter.add('SNP_ID', snp)
    await expect(table.export).toHaveText('Export 21 rows')
    await table.keepOffline.click()
    await tasks.expectDone('SampleAse')
    await expect(offline.copy(title)).toBeVisible()
    await expect(offline.copy(title)).toHaveAttribute('aria-description', /^21 rows, .* kept just now$/)
  })

  test('an export from a server that has gone fails in words, and the file that stood there stays whole', async () => {
    const { table, tasks } = run.parts
    const precious = join(folder, 'precious.csv')
    await writeFile(precious, 'earlier rows\n')
    await server.stop()
    await answerSaveDialog(run.app, precious)
    await table.export.click()
    await expect(tasks.list).toBeVisible({ timeout: 40_000 })
    await expect(tasks.item('Exporting precious.csv')).toContainText(/127\.0\.0\.1/)
    expect(await readFile(precious, 'utf8')).toBe('earlier rows\n')
    expect(await readdir(folder)).toEqual(['precious.csv'])
    await run.parts.tasks.close()
  })

  test('after a new start the copy opens from the first screen with the same rows', async () => {
    await run.restart()
    const { offline, table, grid } = run.parts
    await expect(offline.card(title)).toBeVisible()
    await run.picture('first-screen-with-copies')
    await offline.card(title).click()
    await table.expectCount('21 rows')
    await expect(table.status).toContainText('Offline copy of Study server')
    const columns = ['ID', 'SNP_ID', 'SampleIds', 'Ref_Counts', 'Alt_Counts']
    await grid.expectRows(
      columns,
      tutorialRows.map(([id, sample, ref, alt]) => [id, snp, sample, grouped(ref), grouped(alt)]),
    )
  })

  test('the copy shows the same figure', async () => {
    const { plot } = run.parts
    await plot.expectTitle(`Allele-Specific Expression for ${snp}`)
    await expect(plot.chart).toHaveAccessibleName(/21 points/)
    await expect(plot.chart).toHaveAccessibleDescription(
      'Reference Allele from 0 to 5,000, Alternative Allele from 0 to 5,000, with the line y = x.',
    )
    const spoken = await plot.spokenPoints(21)
    expect(spoken.map((text) => text.replace(/, alternative share .*/, '')).sort()).toEqual(
      tutorialRows
        .map(([, sample, ref, alt]) => `${sample}, reference ${grouped(ref)}, alternative ${grouped(alt)}`)
        .sort(),
    )
  })

  test('the copy is sorted and filtered like the table', async () => {
    const { grid, filter, table } = run.parts
    await grid.heading('ID').click()
    await grid.heading('ID').click()
    await expect(grid.cell('ID', 0)).toHaveText('1418805')
    await grid.expectColumn('ID', tutorialRows.map(([id]) => id).reverse())
    await grid.heading('ID').click()

    await filter.add('SampleIds', 'SRS375026')
    await table.expectCount('1 of 21 rows')
    await grid.expectColumn('Alt_Counts', ['1,081'])
    await filter.remove('SampleIds includes SRS375026')
    await table.expectCount('21 rows')

    await filter.search.fill('ERS326942')
    await table.expectCount('1 of 21 rows')
    await grid.expectColumn('ID', ['1418786'])
    await filter.search.press('Escape')
    await table.expectCount('21 rows')
  })

  test('the CSV of the copy is the one of the table, byte for byte', async () => {
    const { table, tasks } = run.parts
    await answerSaveDialog(run.app, join(folder, 'copy.csv'))
    await table.export.click()
    await tasks.expectDone('Exported copy.csv')
    expect(await readFile(join(folder, 'copy.csv'), 'utf8')).toBe(file)
  })

  test('refreshing the copy without its server fails in words, and the copy stays', async () => {
    const { offline, tasks, grid } = run.parts
    await offline.list.getByRole('button', { name: `More for ${title}` }).click()
    await run.window.getByRole('menuitem', { name: 'Refresh from the server' }).click()
    await expect(tasks.list.or(tasks.notes.getByRole('listitem')).first()).toContainText(/127\.0\.0\.1/, {
      timeout: 40_000,
    })
    await run.picture('refresh-failed')
    await run.parts.tasks.close()
    await expect(offline.copy(title)).toBeVisible()
    await grid.expectSettled()
  })

  test('a copy is deleted only when the person says so, and its tab goes with it', async () => {
    const { offline, table } = run.parts
    const ask = async () => {
      await offline.list.getByRole('button', { name: `More for ${title}` }).click()
      await run.window.getByRole('menuitem', { name: 'Delete…' }).click()
      return run.window.getByRole('dialog', { name: `Delete the copy '${title}'?` })
    }
    const first = await ask()
    await run.picture('delete-copy')
    await first.getByRole('button', { name: 'Cancel' }).click()
    await expect(offline.copy(title)).toBeVisible()
    const second = await ask()
    await second.getByRole('button', { name: 'Delete copy' }).click()
    await expect(offline.copy(title)).toBeHidden()
    await expect(table.tab(title)).toBeHidden()
  })
})
