// Journeys of editing: the tutorial's row, a sign-in in the middle of a batch, and moving values between cells.
import { expect, test } from './support/launch'
import { SomeoneElse } from './support/someone-else'
import { startSample, type LoopbackServer } from './support/sample-on-loopback'
import { sharedApp } from './support/shared-app'
import { clipboardText } from './support/dialogs'
import { putOnClipboard } from './support/window/editing'
import { RowFormPart } from './support/window/row-form'

test.describe.serial('the tutorial: a row is added to ASE and deleted again', () => {
  const run = sharedApp({ size: { width: 1440, height: 900 } })
  const id = 'rs0000001'
  let server: LoopbackServer
  let someoneElse: SomeoneElse

  test.beforeAll(async () => {
    server = await startSample({ snpCount: 400 })
    someoneElse = await SomeoneElse.signIn(server.root)
  })
  test.afterAll(() => server.stop())

  test('a row is filled in with the form, sent, and stands in the table', async () => {
    const { connect, tables, table, review, tasks, filter, grid } = run.parts
    await connect.add({ address: server.root, name: 'Tutorial', signIn: { userName: 'admin', password: 'admin' } })
    await tables.open('ASE')
    await expect(table.export).toHaveText('Export 405 rows')
    await run.window.getByRole('button', { name: 'Add a row' }).click()
    await run.parts.editing.newCell('SNP_ID', 0).click()
    await run.window.keyboard.press('Control+Shift+E')
    const form = new RowFormPart(run.window)
    await form.fill('SNP_ID', id)
    await form.fill('Chr', '11')
    await form.fill('Pos', '1234')
    await form.fill('P_Value', '0.049')
    await form.done()
    await review.expectWaiting('1 change in ASE is not sent')
    expect(server.asked.filter((line) => /^(POST|PUT) \/api\/v[12]\/ASE$/.test(line))).toEqual([])

    await review.send()
    await expect(tasks.notes).toContainText('1 change was sent to Tutorial')
    await expect(review.bar).toBeHidden()
    expect(await someoneElse.value('ASE', id, 'Chr')).toBe('11')
    await expect(table.export).toHaveText('Export 406 rows')
    await filter.search.fill(id)
    await expect(table.export).toHaveText('Export 1 row')
    await expect(grid.cell('SNP_ID', 0)).toHaveText(id)
    await expect(grid.cell('Pos', 0)).toHaveText('1,234')
    await expect(run.parts.editing.newRows).toBeHidden()
  })

  test('the row is deleted, sent, and gone', async () => {
    const { table, review, tasks, filter, grid } = run.parts
    await grid.cell('Chr', 0).click()
    await run.window.keyboard.press('Control+Backspace')
    await review.expectWaiting('1 change in ASE is not sent')
    await review.send()
    await expect(review.question).toHaveAccessibleName(/Delete 1 row/)
    await review.question.getByRole('button', { name: /^Delete|^Send/ }).click()
    await expect(tasks.notes).toContainText('1 change was sent to Tutorial')
    await filter.search.fill('')
    await expect(table.export).toHaveText('Export 405 rows')
    await expect(someoneElse.value('ASE', id, 'Chr')).rejects.toThrow(/404/)
  })
})

test.describe.serial('a sign-in runs out in the middle of a batch', () => {
  const run = sharedApp({ size: { width: 1440, height: 900 } })
  const rowCount = 3000
  let server: LoopbackServer
  /** Additions that the server was asked for; at the second one the sign-in runs out. */
  let additions = 0

  test.beforeAll(async () => {
    server = await startSample({
      snpCount: 400,
      tokenMinutes: 30,
      onRequest: (line) => {
        // With more in its address it is a question that is too long for one.
        if (line !== 'POST /api/v2/AseGene') return
        additions += 1
        if (additions === 2) server.passMinutes(31)
      },
    })
  })
  test.afterAll(() => server.stop())

  test('the sending waits for the person, goes on after the sign-in, and writes every row once', async () => {
    const { connect, tables, table, grid, editing, review, tasks } = run.parts
    await connect.add({ address: server.root, name: 'Hospital', signIn: { userName: 'admin', password: 'admin' } })
    await tables.open('AseGene')
    await grid.expectSettled()
    const before = Number(/[\d,]+/.exec(await table.export.innerText())?.[0].replace(',', ''))
    const ids = Array.from({ length: rowCount }, (_, n) => `ZZ${String(n).padStart(5, '0')}`)
    await putOnClipboard(run.app, ['Ensembl_ID', ...ids].join('\r\n'))
    await grid.cell('Ensembl_ID', 0).click()
    await run.window.keyboard.press('Control+V')
    await expect(editing.dialog).toHaveAccessibleName('Where do the rows go?')
    await run.window.keyboard.press('Enter')
    await review.expectWaiting('3,000 changes in AseGene are not sent')
    await review.send()

    await expect(connect.signInDialog).toHaveAccessibleName('Sign in again to Hospital')
    await run.picture('sign-in-amid-sending')
    await connect.signIn('admin', 'admin')
    await expect(connect.signInDialog).toBeHidden()
    await expect(tasks.notes).toContainText('3,000 changes were sent to Hospital')
    await expect(review.bar).toBeHidden()
    await expect(editing.newRows).toBeHidden()
    await expect(table.export).toHaveText(`Export ${(before + rowCount).toLocaleString('en')} rows`)
    // Three batches, and the one that was refused for want of a sign-in once more.
    expect(additions).toBe(4)
    await expect(table.tab('AseGene')).toHaveAttribute('aria-selected', 'true')
  })
})

test.describe.serial('values moved between cells', () => {
  const run = sharedApp({ size: { width: 1440, height: 900 } })
  const press = (key: string) => run.window.keyboard.press(key)
  let server: LoopbackServer

  test.beforeAll(async () => {
    server = await startSample({ snpCount: 400 })
  })
  test.afterAll(() => server.stop())

  test('the form opens for the copy of a row that was made last', async () => {
    const { connect, tables, grid, editing } = run.parts
    await connect.add({ address: server.root, name: 'Lab', signIn: { userName: 'editor', password: 'editor' } })
    await tables.open('Visits')
    await grid.expectSettled()
    await grid.cell('id', 0).click()
    await press('Control+Shift+D')
    await expect(editing.note).toHaveText('1 copy stands among the new rows')
    await expect(editing.newCell('code', 0)).toBeFocused()
    await press('Control+Shift+E')
    const form = new RowFormPart(run.window)
    await expect(form.pane).toContainText('New row')
    await form.fill('code', 'V-NEW')
    await expect(editing.newCell('code', 0)).toHaveText('V-NEW')
    await form.done()
    // The focus is in the pane that the form was in; undo and redo are at hand there too.
    await press('Control+Z')
    await expect(editing.newCell('code', 0)).not.toHaveText('V-NEW')
    await press('Control+Y')
    await expect(editing.newCell('code', 0)).toHaveText('V-NEW')
    await grid.cell('id', 0).click()
    await press('Control+Shift+E')
    await expect(form.entry('id')).toContainText('visit-01')
    await form.done()
  })

  test('a cell with line breaks is cut and pasted as the one cell that it is', async () => {
    const { grid, editing } = run.parts
    await grid.reveal('note')
    await grid.cell('note', 3).click()
    await press('Control+X')
    await expect(grid.cell('note', 3).locator('.cell-missing')).toBeVisible()
    expect(await clipboardText(run.app)).toBe('Did not come.\nTo be called again.')
    await grid.cell('note', 4).click()
    await press('Control+V')
    await expect(editing.note).toContainText('Pasted 1 cell')
    await expect(grid.cell('note', 4)).toContainText('To be called again.')
    await expect(grid.cell('note', 5).locator('.cell-missing')).toBeVisible()
    await press('Control+Z')
    await press('Control+Z')
    await expect(editing.note).toContainText('Undone: Cut 1 cell')
    await expect(grid.cell('note', 3)).toContainText('Did not come.')
  })

  test('a number that can mean two is pasted once it is said which sign is the decimal one', async () => {
    const { tables, grid, editing } = run.parts
    await tables.open('Vials')
    await grid.expectSettled()
    await putOnClipboard(run.app, '1,5\r\n1.234\r\n2,75\r\n')
    await grid.cell('volume', 0).click()
    await press('Control+V')
    await expect(editing.dialog).toHaveAccessibleName('1 of 3 cells cannot be pasted')
    await editing.dialog.getByRole('button', { name: 'Read 1.234 as 1234' }).click()
    await expect(editing.dialog).toBeHidden()
    await expect(grid.cell('volume', 1)).toHaveText('1234')
    await expect(grid.cell('volume', 2)).toHaveText('2.75')
  })
})
