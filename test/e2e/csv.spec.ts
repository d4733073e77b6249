// CSV of what is on screen, byte for byte, from a server and from a copy; and what happens to files when it fails.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { answerSaveDialog, suggestedPath } from './support/dialogs'
import { expect, test } from './support/launch'
import { sharedApp } from './support/shared-app'
import { tutorialPlace, tutorialRows } from './support/tutorial-rows'

const { snp, chromosome, position } = tutorialPlace
const heading = 'ID,SNP_ID,SampleIds,Ref_Counts,Alt_Counts,Chromosome,Position'
const whole = [
  heading,
  ...tutorialRows.map(([id, sample, ref, alt]) => [id, snp, sample, ref, alt, chromosome, position].join(',')),
  '',
].join('\n')

test.describe.serial('CSV of the 21 rows', () => {
  const run = sharedApp({ open: 'sample/SampleAse' })
  let folder = ''

  test.beforeAll(async () => {
    folder = join(run.userData, 'files')
    await mkdir(folder)
  })

  async function exportTo(name: string): Promise<string> {
    const file = join(folder, name)
    await answerSaveDialog(run.app, file)
    await run.parts.table.export.click()
    await run.parts.tasks.expectDone(`Exported ${name}`)
    return readFile(file, 'utf8')
  }

  test('the file of a live table holds the rows and columns on screen, byte for byte', async () => {
    const { filter, table, grid } = run.parts
    await filter.add('SNP_ID', snp)
    await table.expectCount('21 of 50,021 rows')
    await grid.expectSettled()
    await expect(table.export).toHaveText('Export 21 rows')
    expect(await exportTo('live.csv')).toBe(whole)
    expect(basename((await suggestedPath(run.app)) ?? '')).toBe(`SampleAse, SNP_ID is ${snp}.csv`)
    expect(await readdir(folder)).toEqual(['live.csv'])
    await run.parts.tasks.show()
    await run.picture('tasks')
    await run.parts.tasks.close()
  })

  test('sorted rows stand in the file as they stand on screen', async () => {
    const { grid } = run.parts
    await grid.heading('ID').click()
    await grid.heading('ID').click()
    await expect(grid.cell('ID', 0)).toHaveText('1418805')
    const lines = whole.trimEnd().split('\n')
    const [first, ...rest] = lines
    expect(await exportTo('sorted.csv')).toBe([first, ...rest.reverse(), ''].join('\n'))
    await grid.heading('ID').click()
    await expect(grid.cell('ID', 0)).toHaveText('1418785')
  })

  test('a hidden column is not in the file, and a moved one stands where it was put', async () => {
    const { table, grid } = run.parts
    const chooser = await table.chooseColumns()
    await chooser.getByRole('checkbox', { name: 'Chromosome' }).click()
    await chooser.getByRole('checkbox', { name: 'Position' }).click()
    await chooser.getByRole('button', { name: 'Move Alt_Counts up' }).click()
    await run.picture('column-chooser')
    await run.window.keyboard.press('Escape')
    const shown = ['ID', 'SNP_ID', 'SampleIds', 'Alt_Counts', 'Ref_Counts']
    await expect.poll(() => grid.headings()).toEqual(shown)
    const expected = [
      shown.join(','),
      ...tutorialRows.map(([id, sample, ref, alt]) => [id, snp, sample, alt, ref].join(',')),
      '',
    ].join('\n')
    expect(await exportTo('columns.csv')).toBe(expected)
    const again = await table.chooseColumns()
    await again.getByRole('button', { name: 'Reset' }).click()
    await run.window.keyboard.press('Escape')
    await expect.poll(async () => (await grid.headings()).length).toBe(7)
  })

  test('a save dialog that is cancelled leaves no file and no task', async () => {
    const before = await readdir(folder)
    await answerSaveDialog(run.app, null)
    await run.parts.table.export.click()
    await expect.poll(() => suggestedPath(run.app)).not.toBeNull()
    await expect(run.parts.table.export).toBeEnabled()
    expect(await readdir(folder)).toEqual(before)
    await run.parts.tasks.show()
    await expect(run.parts.tasks.list.getByRole('listitem')).toHaveCount(3)
    await run.parts.tasks.close()
  })

  test('an export that cannot be written says why and leaves nothing behind', async () => {
    const { table, tasks } = run.parts
    const file = join(folder, 'no such folder', 'rows.csv')
    await answerSaveDialog(run.app, file)
    await table.export.click()
    await expect(tasks.list).toBeVisible()
    await expect(tasks.item('Exporting rows.csv')).toContainText(/no such folder|not exist|cannot|could not/i)
    await run.picture('task-failed')
    await run.parts.tasks.close()
  })

  test('a file that stands there stays whole when the export fails', async () => {
    const { table, tasks } = run.parts
    // A folder of the same name cannot be replaced by a file, whoever the person is.
    const file = join(folder, 'taken.csv')
    await mkdir(file)
    await writeFile(join(file, 'precious.txt'), 'kept')
    await answerSaveDialog(run.app, file)
    await table.export.click()
    await expect(tasks.list).toBeVisible()
    await expect(tasks.item('Exporting taken.csv')).not.toContainText('done')
    await expect(tasks.item('Exporting taken.csv').getByRole('button', { name: 'Cancel' })).toBeHidden()
    expect(await readFile(join(file, 'precious.txt'), 'utf8')).toBe('kept')
    expect((await readdir(folder)).filter((name) => name.includes('.part'))).toEqual([])
    await run.parts.tasks.close()
  })

  test('a kept copy gives the very same file', async () => {
    const { table, tasks, offline, grid } = run.parts
    await table.keepOffline.click()
    await tasks.expectDone(/SampleAse/)
    await offline.copy(/SampleAse/).click()
    await expect(run.window.getByRole('contentinfo', { name: 'Status' })).toContainText('Offline copy of Sample data')
    await table.expectCount('21 rows')
    await grid.expectSettled()
    await run.picture('offline-copy')
    expect(await exportTo('copy.csv')).toBe(whole)
  })
})
