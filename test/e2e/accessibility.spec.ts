// No serious finding of axe on any screen, in light and in dark.
import { seriousFindings } from './support/accessibility'
import { expect, test } from './support/launch'
import { sharedApp } from './support/shared-app'

for (const theme of ['light', 'dark'] as const) {
  test.describe.serial(`axe finds nothing serious in ${theme}`, () => {
    const run = sharedApp({ theme, size: { width: 1440, height: 900 } })
    const expectClean = async (name: string) => {
      await run.picture(`${theme}-${name}`)
      expect(await seriousFindings(run.window)).toEqual([])
    }

    test('on the first screen', async () => {
      await expect(run.parts.connect.form).toBeVisible()
      await expectClean('first-screen')
    })

    test('on a form in trouble', async () => {
      const { connect } = run.parts
      await connect.add({ address: 'molgenis.invalid', signIn: 'guest' })
      await expect(connect.formTrouble).toBeVisible()
      await expectClean('first-screen-in-trouble')
    })

    test('on the tables and an open table', async () => {
      const { connect, tables, grid } = run.parts
      await connect.openSampleData()
      await tables.open('ASE')
      await grid.expectSettled()
      await expectClean('grid')
    })

    test('on grid and plot', async () => {
      const { tables, grid, plot, filter, table } = run.parts
      await tables.open('SampleAse')
      await filter.add('SNP_ID', 'rs12460890')
      await table.expectCount('21 of 50,021 rows')
      await plot.expectTitle('Allele-Specific Expression for rs12460890')
      await grid.cell('ID', 3).click()
      await expect(plot.selectedDot).toBeVisible()
      await expectClean('both')
    })

    test('on the filter editor', async () => {
      const { filter } = run.parts
      await filter.begin('Ref_Counts')
      await filter.fillValue('130')
      await expect(filter.chip('Ref_Counts contains 130')).toBeVisible()
      await expectClean('filter-editor')
      await filter.close()
      await filter.remove('Ref_Counts contains 130')
    })

    test('on the details and the column chooser', async () => {
      const { table, grid } = run.parts
      await table.show('Grid')
      await grid.cell('ID', 3).click()
      await run.window.keyboard.press('Enter')
      await expect(table.details).toContainText('1418788')
      await expectClean('details')
      await table.chooseColumns()
      await expectClean('columns')
      await run.window.keyboard.press('Escape')
      await table.details.getByRole('button', { name: 'Close the details' }).click()
    })

    test('on the menu of a table, and on a row with missing values', async () => {
      const { table, tables, grid } = run.parts
      await run.window.getByRole('button', { name: 'More', exact: true }).click()
      await expect(run.window.getByRole('menuitem', { name: 'Read again' })).toBeVisible()
      await expectClean('more')
      await run.window.keyboard.press('Escape')
      await tables.open('AllTypes')
      await grid.cell('id', 1).click()
      await run.window.keyboard.press('Enter')
      await expect(table.details.getByText('no value').first()).toBeVisible()
      await expectClean('missing-values')
      await table.details.getByRole('button', { name: 'Close the details' }).click()
      await run.window.keyboard.press('Control+W')
      await expect(table.tab('SampleAse')).toHaveAttribute('aria-selected', 'true')
    })

    test('on a filter that no row passes', async () => {
      const { filter } = run.parts
      await filter.search.fill('nothing-has-this-word')
      await expect(run.window.getByText('No row passes this filter')).toBeVisible()
      await expectClean('no-rows')
      await filter.search.press('Escape')
    })

    test('on the task list', async () => {
      const { table, tasks } = run.parts
      await table.keepOffline.click()
      await tasks.show()
      await expect(tasks.item('SampleAse')).toContainText('done')
      await expectClean('tasks')
      await run.parts.tasks.close()
    })

    test('on the palette, the sign-in and the About box', async () => {
      const { palette, connect } = run.parts
      await run.window.keyboard.press('Control+K')
      await expect(palette.field).toBeVisible()
      await expectClean('palette')
      await run.window.keyboard.press('Escape')
      await expect(palette.field).toBeHidden()
      await palette.run('about')
      await expect(run.window.getByRole('dialog', { name: /^About/ })).toBeVisible()
      await expectClean('about')
      await run.window.keyboard.press('Escape')
      await expect(run.window.getByRole('dialog')).toBeHidden()
      await palette.run('sign in')
      await expect(connect.signInDialog).toBeVisible()
      await expectClean('sign-in')
    })
  })
}
