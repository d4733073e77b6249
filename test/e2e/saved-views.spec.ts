// Views and filters under names, a table that opens as it was left, and back and forward: by keyboard alone.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { seriousFindings } from './support/accessibility'
import { answerOpenDialog, answerSaveDialog } from './support/dialogs'
import { expect, test } from './support/launch'
import { sharedApp } from './support/shared-app'

test.describe.serial('saved views by keyboard alone', () => {
  const run = sharedApp({ open: 'sample/SampleAse' })
  const press = (key: string) => run.window.keyboard.press(key)
  const type = (text: string) => run.window.keyboard.type(text)
  const views = (name: string | RegExp) => run.parts.filter.bar.getByRole('button', { name, exact: true })
  const menu = () => run.window.getByRole('menu').first()
  const file = () => join(run.userData, 'near.json')

  /** Open the menu of views and take the line that begins with some letters. */
  async function choose(line: string): Promise<void> {
    await press('Control+J')
    const item = menu()
      .getByRole('menuitemcheckbox', { name: line })
      .or(menu().getByRole('menuitem', { name: line }))
    await expect(item).toBeVisible()
    await expect(async () => {
      await press('ArrowDown')
      await expect(item).toBeFocused({ timeout: 400 })
    }).toPass({ intervals: [20] })
    await press('Enter')
  }

  async function saveAs(name: string): Promise<void> {
    await press('Control+Shift+S')
    await expect(run.window.getByRole('textbox', { name: 'Name' })).toBeFocused()
    await type(name)
    await press('Enter')
    await expect(run.window.getByRole('dialog')).toBeHidden()
  }

  test('a nested filter is saved under a name', async () => {
    const { filter, table } = run.parts
    await table.expectCount('50,021 rows')
    await run.parts.filter.beginByKeys('SNP_ID')
    await expect(filter.editor.getByRole('combobox', { name: 'Value' })).toBeFocused()
    await run.parts.filter.pickByKeys('rs12460890')
    await table.expectCount('21 of 50,021 rows')
    const add = filter.editor.getByRole('button', { name: 'Add group', exact: true })
    await expect(async () => {
      await press('Tab')
      await expect(add).toBeFocused({ timeout: 50 })
    }).toPass({ intervals: [20] })
    await press('Enter')
    await expect(run.window.getByRole('combobox', { name: 'Attributes' })).toBeFocused()
    await type('ID')
    await press('Enter')
    await expect(filter.editor.getByRole('group', { name: 'Condition on ID' }).getByRole('textbox')).toBeFocused()
    await type('1418786')
    await table.expectCount('1 of 50,021 rows')
    await filter.close()
    await press('Control+1')
    await saveAs('One row')
    await expect(views('View One row')).toBeVisible()
    await run.picture('saved-view')
  })

  test('a change is marked, and another view is switched to and back', async () => {
    const { filter, table } = run.parts
    await press('Control+F')
    await type('rs2')
    await expect(views('View One row, changed since')).toBeVisible()
    await run.picture('saved-view-changed')
    await choose('Reset to “One row”')
    await expect(views('View One row')).toBeVisible()
    await expect(filter.search).toHaveValue('')
    await choose('Show the plain table')
    await table.expectCount('50,021 rows')
    await expect(views('Saved views')).toBeVisible()
    await press('Control+F')
    await type('rs12460890')
    await press('Enter')
    await expect(run.window.getByRole('button', { name: /^Export 21 rows$/ })).toBeVisible()
    await saveAs('Search')
    await choose('One row')
    await table.expectCount('1 of 50,021 rows')
    await expect(filter.search).toHaveValue('')
    await press('Control+J')
    await expect(menu().getByRole('menuitemcheckbox', { name: 'One row', checked: true })).toBeVisible()
    await run.picture('saved-view-menu')
    expect(await seriousFindings(run.window)).toEqual([])
    await press('Escape')
    await choose('Search')
    await table.expectCount('21 of 50,021 rows')
    await choose('One row')
  })

  test('the table opens as it was left after a restart', async () => {
    await run.parts.table.expectCount('1 of 50,021 rows')
    await run.restart({ open: 'sample/SampleAse' })
    await run.parts.table.expectCount('1 of 50,021 rows')
    await expect(run.parts.filter.chip('SNP_ID is rs12460890')).toBeVisible()
    await expect(views('View One row')).toBeVisible()
    await choose('Search')
    await run.parts.table.expectCount('21 of 50,021 rows')
  })

  test('a view goes into a file and comes back, and another table is asked about first', async () => {
    await choose('One row')
    await answerSaveDialog(run.app, file())
    await choose('Save as a file…')
    await expect(run.window.getByText('View file saved')).toBeVisible()
    const written = JSON.parse(await readFile(file(), 'utf8')) as Record<string, unknown>
    expect(written).toMatchObject({ format: 'molgenis-desktop-view', version: 1, view: { name: 'One row' } })

    await answerOpenDialog(run.app, file())
    await choose('Show the plain table')
    await run.parts.table.expectCount('50,021 rows')
    await choose('Open a view file…')
    await run.parts.table.expectCount('1 of 50,021 rows')
    await expect(views('View One row (2)')).toBeVisible()

    const other = { ...written, table: { id: 'elsewhere', label: 'Elsewhere' } }
    await writeFile(file(), JSON.stringify(other).replaceAll('1418786', '1').replaceAll('"SNP_ID"', '"SNP"'))
    await choose('Open a view file…')
    const dialog = run.window.getByRole('dialog')
    await expect(dialog).toContainText('It was saved from the table Elsewhere')
    await expect(dialog).toContainText('This table has no column SNP')
    await run.picture('view-file')
    await press('Escape')
    await expect(dialog).toBeHidden()
    await run.parts.table.expectCount('1 of 50,021 rows')

    await writeFile(file(), 'print("hello")')
    await choose('Open a view file…')
    await expect(run.window.getByText('The file holds no view of a table.', { exact: false })).toBeVisible()
  })

  test('a deleted view comes back', async () => {
    const before = views('View One row (2)')
    await press('Control+J')
    await expect(menu()).toBeVisible()
    const item = menu().getByRole('menuitem', { name: 'Delete' })
    await expect(async () => {
      await press('ArrowDown')
      await expect(item).toBeFocused({ timeout: 400 })
    }).toPass({ intervals: [20] })
    await press('ArrowRight')
    const line = run.window.getByRole('menuitem', { name: 'One row (2)', exact: true })
    await expect(async () => {
      await press('ArrowDown')
      await expect(line).toBeFocused({ timeout: 400 })
    }).toPass({ intervals: [20] })
    await press('Enter')
    await expect(before).toBeHidden()
    const message = run.window.locator('.message', { hasText: 'deleted' })
    await message.getByRole('button', { name: 'Undo' }).press('Enter')
    await expect(before).toBeVisible()
  })
})

test.describe.serial('back and forward by keyboard alone', () => {
  const run = sharedApp({ open: 'sample/SampleAse' })
  const press = (key: string) => run.window.keyboard.press(key)

  test('go through filters, and over a closed tab', async () => {
    const { filter, grid, table } = run.parts
    await table.expectCount('50,021 rows')
    await press('Control+1')
    await press('Control+F')
    await run.window.keyboard.type('rs12460890')
    await table.expectCount('21 of 50,021 rows')
    await press('F6')
    await expect(grid.grid.locator(':focus')).toHaveCount(1)
    await press('ArrowDown')
    await press('ArrowDown')
    await press('Alt+ArrowLeft')
    await table.expectCount('50,021 rows')
    await expect(filter.search).toHaveValue('')
    await press('Alt+ArrowRight')
    await table.expectCount('21 of 50,021 rows')
    await expect(filter.search).toHaveValue('rs12460890')
    await expect(table.status).toContainText(/Row \d+ of 21/)
    await run.picture('back-and-forward')

    await press('Control+W')
    await expect(table.tab('SampleAse')).toBeHidden()
    await press('Alt+ArrowLeft')
    await expect(table.tab('SampleAse')).toBeVisible()
    await table.expectCount('21 of 50,021 rows')
    await expect(table.status).toContainText(/Row \d+ of 21/)
  })
})
