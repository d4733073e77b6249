// Editing in the grid: typing into cells, undo, new rows, pasting blocks, deleting, and marks that filters do not lose.
import { seriousFindings } from './support/accessibility'
import { clipboardText, emptyClipboard } from './support/dialogs'
import { expect, test } from './support/launch'
import { sharedApp } from './support/shared-app'
import { putOnClipboard } from './support/window/editing'
import { centre } from './support/window/grid'

test.describe.serial('editing in the grid', () => {
  const run = sharedApp({ open: 'sample/SampleAse', size: { width: 1440, height: 900 } })
  const press = (...keys: string[]) =>
    keys.reduce((before, key) => before.then(() => run.window.keyboard.press(key)), Promise.resolve())

  test('a reader is told why a cell is not edited', async () => {
    const { grid, editing } = run.parts
    await grid.expectSettled()
    await grid.cell('Ref_Counts', 1).click()
    await press('F2')
    await expect(editing.note).toContainText('but not change them')
    await expect(editing.editor).toBeHidden()
  })

  test('a cell is edited by typing, marked, and says what was there', async () => {
    const { grid, editing, connect, palette, table } = run.parts
    await palette.run('Sign in')
    await connect.signIn('admin', 'admin')
    await expect(connect.signInDialog).toBeHidden()
    await grid.expectSettled()
    await table.show('Grid')
    await editing.type(grid.cell('Ref_Counts', 1), '12')
    await expect(grid.cell('Ref_Counts', 1)).toHaveText('12')
    await expect(grid.cell('Ref_Counts', 1)).toHaveClass(/is-changed/)
    await expect(grid.cell('Ref_Counts', 1)).toHaveAttribute('aria-description', 'Was 4142')
    await expect(grid.cell('Ref_Counts', 2)).toBeFocused()
    await grid.cell('Ref_Counts', 1).hover()
    await expect(run.window.locator('.ag-tooltip')).toContainText('Was 4142')
    await run.picture('edit-changed')
  })

  test('Tab goes right, Shift+Enter up, and Escape leaves the cell as it was', async () => {
    const { grid, editing } = run.parts
    await grid.cell('Ref_Counts', 3).click()
    await press('F2')
    await expect(editing.editor.getByRole('textbox')).toBeFocused()
    await press('Tab')
    await expect(grid.cell('Alt_Counts', 3)).toBeFocused()
    await press('F2', 'Shift+Enter')
    await expect(grid.cell('Alt_Counts', 2)).toBeFocused()
    await run.window.keyboard.type('99')
    await press('Alt+Enter')
    await run.window.keyboard.type('100')
    await expect(editing.editor.getByRole('textbox')).toHaveValue('99\n100')
    await press('Escape')
    await expect(grid.cell('Alt_Counts', 2)).toHaveText('28')
    await expect(grid.cell('Alt_Counts', 2)).not.toHaveClass(/is-changed/)
  })

  test('what may not be edited says why, and its heading bears a lock', async () => {
    const { grid, editing } = run.parts
    await grid.cell('ID', 1).dblclick()
    await expect(editing.note).toContainText('The id of a row cannot be changed')
    await expect(grid.heading('ID').locator('.heading-lock svg')).toBeVisible()
    await expect(grid.heading('Ref_Counts').locator('.heading-lock svg')).toHaveCount(0)
  })

  test('undo and redo take back and bring back, and say what', async () => {
    const { grid, editing } = run.parts
    await grid.cell('Alt_Counts', 1).click()
    await press('Delete')
    await expect(grid.cell('Alt_Counts', 1).locator('.cell-missing')).toBeVisible()
    await press('Control+Z')
    await expect(grid.cell('Alt_Counts', 1)).toHaveText('4,791')
    await expect(editing.note).toContainText('Undone: Clear 1 cell')
    await press('Control+Z')
    await expect(grid.cell('Ref_Counts', 1)).toHaveText('4,142')
    await expect(editing.note).toContainText('Undone: Change Ref_Counts of')
    await press('Control+Y')
    await expect(grid.cell('Ref_Counts', 1)).toHaveText('12')
  })

  test('rows are deleted on paper only, struck through, and the deletion is taken back', async () => {
    const { grid, editing } = run.parts
    await grid.dragRange(grid.cell('ID', 4), grid.cell('ID', 5))
    await press('Control+Backspace')
    const row = grid.grid.locator('[role=row][row-index="5"]').first()
    await expect(row).toHaveClass(/is-deleted/)
    await expect(editing.note).toContainText('2 rows to be deleted')
    await editing.choose(grid.cell('Ref_Counts', 5), 'Take back the deletion')
    await expect(row).not.toHaveClass(/is-deleted/)
    await run.picture('edit-deleted')
  })

  test('marks survive a sort and a filter', async () => {
    const { grid, filter, editing } = run.parts
    await grid.columnMenu('Position', 'Sort largest first')
    await grid.expectSettled()
    await expect(grid.cell('ID', 1)).not.toHaveText('1418786')
    await filter.search.fill('1418786')
    await expect(grid.cell('ID', 0)).toHaveText('1418786')
    await expect(grid.cell('Ref_Counts', 0)).toHaveText('12')
    await expect(grid.cell('Ref_Counts', 0)).toHaveClass(/is-changed/)
    await filter.search.fill('')
    await grid.columnMenu('Position', 'Do not sort by this')
    await expect(grid.cell('ID', 1)).toHaveText('1418786')
    await expect(grid.cell('Ref_Counts', 1)).toHaveClass(/is-changed/)
    await expect(editing.newRows).toBeHidden()
  })

  test('copying takes the values on screen', async () => {
    const { grid } = run.parts
    await emptyClipboard(run.app)
    await grid.dragRange(grid.cell('Ref_Counts', 1), grid.cell('Alt_Counts', 1))
    await press('Control+C')
    await expect.poll(() => clipboardText(run.app)).toBe('12\t4791')
  })

  test('a block is pasted onto cells, and one value fills a range', async () => {
    const { grid, editing } = run.parts
    await putOnClipboard(run.app, '7\t8\r\n9\t10\r\n')
    await grid.cell('Ref_Counts', 7).click()
    await press('Control+V')
    await expect(editing.note).toContainText('Pasted 4 cells')
    expect([await grid.cell('Ref_Counts', 8).innerText(), await grid.cell('Alt_Counts', 8).innerText()]).toEqual([
      '9',
      '10',
    ])
    await putOnClipboard(run.app, '5')
    await grid.dragRange(grid.cell('Ref_Counts', 7), grid.cell('Alt_Counts', 8))
    await press('Control+V')
    await expect(grid.cell('Alt_Counts', 8)).toHaveText('5')
    await press('Control+Z', 'Control+Z')
    await expect(grid.cell('Alt_Counts', 8)).not.toHaveClass(/is-changed/)
  })

  test('what does not fit is listed before anything is pasted', async () => {
    const { grid, editing } = run.parts
    await putOnClipboard(run.app, 'rs12460890\tERS326942\t7\r\nno such SNP\tERS326942\t8\r\n')
    await grid.cell('SNP_ID', 9).click()
    await press('Control+V')
    await expect(editing.dialog).toHaveAccessibleName('1 of 6 cells cannot be pasted')
    await expect(editing.dialog).toContainText('No row of ASE has the id or label “no such SNP”.')
    await run.picture('edit-misfits')
    expect(await seriousFindings(run.window)).toEqual([])
    await editing.dialog.getByRole('button', { name: 'Paste the other 5 cells' }).click()
    await expect(grid.cell('Ref_Counts', 10)).toHaveText('8')
    await expect(grid.cell('SNP_ID', 10)).not.toHaveClass(/is-changed/)
    await grid.cell('Ref_Counts', 10).click()
    await press('Control+Z')
    await expect(grid.cell('Ref_Counts', 10)).not.toHaveClass(/is-changed/)
  })

  test('a row is added where typing begins at its first cell, and said to lack what it must have', async () => {
    const { grid, editing } = run.parts
    await grid.cell('Ref_Counts', 2).click()
    await press('Control+Shift+A')
    await expect(editing.newCell('ID', 0)).toBeFocused()
    await expect(editing.newCell('ID', 0)).toHaveClass(/has-problem/)
    await run.window.keyboard.type('zz1')
    await press('Tab')
    await expect(editing.newCell('ID', 0)).toHaveText('zz1')
    await expect(editing.newCell('ID', 0)).not.toHaveClass(/has-problem/)
    await expect(editing.newCell('SNP_ID', 0)).toBeFocused()
    await run.picture('edit-new-row')
    expect(await seriousFindings(run.window)).toEqual([])
    await press('Control+Backspace')
    await expect(editing.newRows).toBeHidden()
  })

  test('1,000 rows with headings become new rows in one step', async () => {
    const { grid, editing } = run.parts
    const lines = Array.from({ length: 1000 }, (_, n) => `zz${n}\trs12460890\t${n}\t${n + 1}`)
    await putOnClipboard(run.app, ['ID\tSNP_ID\tRef_Counts\tAlt_Counts', ...lines].join('\r\n'))
    await grid.cell('ID', 3).click()
    await press('Control+V')
    await expect(editing.dialog).toHaveAccessibleName('Where do the rows go?')
    await run.picture('edit-paste-way')
    await press('Enter')
    await expect(editing.newRows).toContainText('1,000 new rows')
    await expect(editing.newCell('Ref_Counts', 0)).toHaveText('0')
    await run.picture('edit-pasted')
    // Rows that the keys lead to come out from under the strip of new rows.
    await grid.cell('ID', 3).click()
    await press('PageDown', 'PageDown', ...Array.from({ length: 40 }, () => 'ArrowUp'))
    const focused = await centre(run.window.locator(':focus'))
    const strip = await editing.newRows.boundingBox()
    expect(focused.y).toBeGreaterThan((strip?.y ?? 0) + (strip?.height ?? 0))
    await editing.newCell('ID', 0).click()
    await press('Control+End')
    await expect(editing.newCell('Alt_Counts', 999)).toBeAttached()
    await press('Control+Z')
    await expect(editing.newRows).toBeHidden()
    // The focus goes back to the table's rows, where undo and redo are at hand.
    await expect(grid.grid.locator('[role=gridcell]:focus')).toBeVisible()
    await press('Control+Y')
    await expect(editing.newRows).toContainText('1,000 new rows')
    await press('Control+Z')
    await expect(editing.newRows).toBeHidden()
  })
})
