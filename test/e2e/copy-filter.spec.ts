// The whole of the filter builder on a copy, with its server gone: built by keys, edited as text, pasted into, drawn on.
import { tabTo } from './support/keys'
import { expect, test } from './support/launch'
import { startSample, type LoopbackServer } from './support/sample-on-loopback'
import { sharedApp } from './support/shared-app'
import { tutorialPlace, tutorialRows } from './support/tutorial-rows'
import { DistributionPart } from './support/window/distribution'

const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0)

test.describe.serial('a filter on a copy whose server is gone', () => {
  const run = sharedApp()
  let server: LoopbackServer
  const press = (key: string) => run.window.keyboard.press(key)
  const type = (text: string) => run.window.keyboard.type(text)
  const editor = () => run.parts.filter.editor
  const button = (name: string) => editor().getByRole('button', { name, exact: true })
  const condition = (name: string) => editor().getByRole('group', { name: `Condition on ${name}`, exact: true })
  const text = () => run.window.getByRole('textbox', { name: 'Filter in RSQL' })
  const said = () => run.window.getByRole('group', { name: 'The filter as text' }).getByRole('status')
  const expectRows = (count: number) => run.parts.table.expectCount(`${count} of 10,021 rows`)

  test.beforeAll(async () => {
    server = await startSample({ snpCount: 400 })
  })
  test.afterAll(() => server.stop())

  test('the table is kept and the copy opened', async () => {
    const { connect, tables, table, tasks, offline } = run.parts
    await connect.add({ address: server.root, name: 'Study server', signIn: 'guest' })
    await tables.open('SampleAse')
    await table.keepOffline.click()
    await tasks.expectDone('SampleAse')
    await server.stop()
    await offline.copy('SampleAse').click()
    await expect(table.status).toContainText('Offline copy of Study server')
    await table.expectCount('10,021 rows')
  })

  test('a nested filter is built by keyboard alone', async () => {
    await run.parts.filter.beginByKeys('SNP_ID')
    await expect(condition('SNP_ID').getByRole('combobox', { name: 'Value' })).toBeFocused()
    await run.parts.filter.pickByKeys(tutorialPlace.snp)
    await expectRows(21)

    await tabTo(run.window, button('Add group'))
    await press('Enter')
    await expect(run.window.getByRole('combobox', { name: 'Attributes' })).toBeFocused()
    await type('ID')
    await press('Enter')
    await expect(condition('ID').getByRole('textbox', { name: 'Value' })).toBeFocused()
    await type('1418786')
    await expectRows(1)
    const group = editor().getByRole('group', { name: /^Group, / })
    await tabTo(run.window, group.getByRole('radio', { checked: true }), 'Shift+Tab')
    await press('ArrowRight')
    await expect(group).toHaveAccessibleName('Group, none of these hold')
    await expectRows(20)
    await expect(editor()).toContainText('Answered by the copy on this computer.')
    await run.picture('copy-builder')
    await run.parts.filter.close()
  })

  test('it is edited as text, broken and mended', async () => {
    await press('Control+l')
    await expect(text()).toBeFocused()
    await expect(text()).toHaveValue(`SNP_ID==${tutorialPlace.snp};ID!=1418786`)
    await press('End')
    await type(';Position=gt')
    await expect(said()).toHaveText(/^At character \d+: .*an operator should/)
    await press('Control+Enter')
    await expect(text()).toHaveAttribute('aria-invalid', 'true')
    await expectRows(20)
    await press('End')
    await type('=100')
    await expect(said()).toHaveText('')
    await press('Control+Enter')
    await expect(text()).toBeHidden()
    await expectRows(20)
    await expect(run.parts.filter.chip('Position is more than 100')).toBeVisible()
  })

  test('many ids are pasted into one condition', async () => {
    const wanted = tutorialRows.slice(0, 12).map(([id]) => id)
    const ids = [...wanted, ...Array.from({ length: 3000 }, (_, at) => `nowhere${at}`)]
    await run.app.evaluate(({ clipboard }, words) => clipboard.writeText(words), ids.join('\n'))
    await run.parts.filter.beginByKeys('ID')
    const value = condition('ID').last()
    await expect(value.getByRole('textbox', { name: 'Value' })).toBeFocused()
    await tabTo(run.window, value.getByRole('combobox', { name: 'Operator' }), 'Shift+Tab')
    await press('Enter')
    const choice = run.window.getByRole('option', { name: 'is one of', exact: true })
    await expect(async () => {
      await press('ArrowDown')
      await expect(choice).toBeFocused({ timeout: 200 })
    }).toPass({ intervals: [20] })
    await press('Enter')
    await tabTo(run.window, value.getByRole('combobox', { name: 'Value' }))
    await press('Control+V')
    await expect(editor()).toContainText('3,012 values')
    await expectRows(11)
    await run.parts.filter.close()
    const expected = wanted.filter((id) => id !== '1418786').sort()
    await expect.poll(async () => (await run.parts.grid.column('ID')).sort()).toEqual(expected)
  })

  test('bars of the copy are counted and dragged over', async () => {
    const { table, grid, filter } = run.parts
    const distribution = new DistributionPart(run.window)
    await press('Control+l')
    await expect(text()).toBeFocused()
    await press('Control+a')
    await press('Backspace')
    await press('Control+Enter')
    await table.expectCount('10,021 rows')
    await grid.columnMenu('Position', 'Distribution')
    const counts = await distribution.counts('Position')
    expect(sum(counts)).toBe(10_021)
    await distribution.drag('Position', 1, 3)
    await table.expectCount(`${sum(counts.slice(1, 4)).toLocaleString('en')} of 10,021 rows`)
    await run.picture('copy-distribution')
    await filter.close()
  })
})
