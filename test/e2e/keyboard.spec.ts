// The whole way without a mouse: find a table, filter it, walk its plot, choose a row, export.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { answerSaveDialog } from './support/dialogs'
import { expect, test } from './support/launch'
import { sharedApp } from './support/shared-app'

test.describe.serial('by keyboard alone', () => {
  const run = sharedApp()
  const press = (key: string) => run.window.keyboard.press(key)
  const type = (text: string) => run.window.keyboard.type(text)

  test('Tab and Enter open the sample data', async () => {
    const { connect, tables } = run.parts
    await expect(connect.source('Sample data')).toBeVisible()
    await expect(async () => {
      await press('Tab')
      await expect(connect.source('Sample data')).toBeFocused({ timeout: 50 })
    }).toPass()
    await press('Enter')
    await expect(tables.item('SampleAse')).toBeVisible()
  })

  test('a few letters in the finder open a table', async () => {
    const { palette, table } = run.parts
    await press('Control+P')
    await expect(palette.field).toBeFocused()
    await type('sampleas')
    await expect(run.window.getByRole('option', { name: 'SampleAse', selected: true })).toBeVisible()
    await run.picture('finder')
    await press('Enter')
    await expect(table.tab('SampleAse')).toHaveAttribute('aria-selected', 'true')
    await table.expectCount('50,021 rows')
  })

  test('a condition is added, and its value found, without leaving the keys', async () => {
    const { filter, table } = run.parts
    await run.parts.filter.beginByKeys('SNP_ID')
    await expect(filter.editor.getByRole('combobox', { name: 'Value' })).toBeFocused()
    await type('rs12460890')
    await expect(run.window.getByRole('option', { name: 'rs12460890', selected: true })).toBeVisible()
    await run.picture('filter-editor')
    await press('Enter')
    await table.expectCount('21 of 50,021 rows')
    await filter.close()
    // The focus is back at the part that was edited, not lost.
    await expect(filter.bar.locator(':focus')).toHaveCount(1)
  })

  test('F6 walks to the grid and to the plot, and Enter on a point selects its row', async () => {
    const { plot, grid } = run.parts
    await press('F6')
    await expect(grid.grid.locator(':focus')).toHaveCount(1)
    await expect(async () => {
      await press('F6')
      await expect(plot.region.locator(':focus')).toHaveCount(1, { timeout: 100 })
    }).toPass()
    await expect(async () => {
      if (!(await plot.chart.evaluate((chart) => chart === document.activeElement))) await press('Tab')
      await expect(plot.chart).toBeFocused({ timeout: 100 })
    }).toPass()
    await press('End')
    await expect(plot.chart.locator('[aria-live]')).toContainText('ERS326942, reference 4,142, alternative 4,791')
    await press('Enter')
    await expect.poll(() => grid.selectedRow()).toBe(1)
  })

  test('the palette lists commands with their keys, and exports', async () => {
    const { palette, tasks } = run.parts
    const file = join(run.userData, 'keys.csv')
    await answerSaveDialog(run.app, file)
    await press('Control+K')
    await expect(palette.field).toBeFocused()
    await run.picture('palette')
    await type('export as csv')
    await expect(run.window.getByRole('option', { selected: true })).toHaveText('Export as CSV…')
    await press('Enter')
    await tasks.expectDone('Exported keys.csv')
    expect((await readFile(file, 'utf8')).split('\n').length).toBe(23)
  })

  test('tabs are walked, and closed, by keys', async () => {
    const { table } = run.parts
    await press('Control+P')
    await type('AseGene')
    await press('Enter')
    await expect(table.tab('AseGene')).toHaveAttribute('aria-selected', 'true')
    await press('Control+Tab')
    await expect(table.tab('SampleAse')).toHaveAttribute('aria-selected', 'true')
    await press('Control+W')
    await expect(table.tab('SampleAse')).toBeHidden()
    await expect(table.tab('AseGene')).toHaveAttribute('aria-selected', 'true')
  })

  test('the focus returns to where it was when a dialog closes, by way of a menu too', async () => {
    const { grid, palette, table } = run.parts
    await expect(async () => {
      await press('F6')
      await expect(grid.grid.locator(':focus')).toHaveCount(1, { timeout: 100 })
    }).toPass()
    const focused = grid.grid.locator(':focus')
    await palette.run('about')
    await expect(run.window.getByRole('dialog', { name: /^About/ })).toBeVisible()
    await press('Escape')
    await expect(focused).toHaveCount(1)

    const more = run.window.getByRole('button', { name: 'More', exact: true })
    await more.focus()
    await press('Enter')
    await type('choose')
    await press('Enter')
    await expect(run.window.getByRole('region', { name: 'Columns' })).toBeVisible()
    await press('Escape')
    await expect(
      run.window.getByRole('button', { name: /^(More|Choose columns)$/ }).and(run.window.locator(':focus')),
    ).toHaveCount(1)

    const switcher = run.window.getByRole('button', { name: /^Data source:/ })
    await switcher.focus()
    await press('Enter')
    await type('sign in')
    await press('Enter')
    await expect(run.window.getByRole('dialog', { name: /^Sign in/ })).toBeVisible()
    await press('Escape')
    await expect(switcher).toBeFocused()
    await expect(table.tab('AseGene')).toBeVisible()
  })

  test('a closed tab hands the focus to the next thing, and Escape leaves the first screen', async () => {
    const { connect, grid, table } = run.parts
    await expect(async () => {
      await press('F6')
      await expect(grid.grid.locator(':focus')).toHaveCount(1, { timeout: 100 })
    }).toPass()
    await press('Control+O')
    await expect(connect.form).toBeVisible()
    await press('Escape')
    await expect(connect.form).toBeHidden()
    await expect(table.tab('AseGene')).toBeVisible()
    await press('Control+W')
    await expect(table.tab('AseGene')).toBeHidden()
    await expect(run.window.locator(':focus')).toHaveCount(1)
  })
})
