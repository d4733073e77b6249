// Journeys of editing from the first key to the server: the tutorial's row, and a sign-in in the middle of a batch.
import { expect, test } from './support/launch'
import { SomeoneElse } from './support/someone-else'
import { startSample, type LoopbackServer } from './support/sample-on-loopback'
import { sharedApp } from './support/shared-app'
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
