// Changes on their way to a server: kept over a crash, reviewed, decided, sent, and taken back again.
import { expect, test } from './support/launch'
import { SomeoneElse } from './support/someone-else'
import { startSample, type LoopbackServer } from './support/sample-on-loopback'
import { sharedApp } from './support/shared-app'

test.describe.serial('changes that are not sent', () => {
  const run = sharedApp({ size: { width: 1440, height: 900 } })
  let server: LoopbackServer
  let someoneElse: SomeoneElse

  test.beforeAll(async () => {
    server = await startSample({ snpCount: 400 })
    someoneElse = await SomeoneElse.signIn(server.root)
  })
  test.afterAll(() => server.stop())

  async function edit(column: string, row: number, text: string): Promise<void> {
    const { grid } = run.parts
    await grid.cell(column, row).click()
    await run.window.keyboard.press('F2')
    const editor = run.window.getByTestId('cell-editor')
    await expect(editor).toBeVisible()
    await run.window.keyboard.press('End')
    await run.window.keyboard.press('Shift+Home')
    await run.window.keyboard.type(text)
    await run.window.keyboard.press('Enter')
    await expect(editor).toBeHidden()
  }

  test('three edited rows are counted, and listed with before and after', async () => {
    const { connect, tables, review, grid } = run.parts
    await someoneElse.add('AseGene', { Ensembl_ID: 'ENSG_passing' })
    await connect.add({ address: server.root, name: 'Hospital', signIn: { userName: 'admin', password: 'admin' } })
    await tables.open('ASE')
    await edit('Chr', 0, '13')
    await edit('Chr', 1, '20')
    await grid.reveal('Genes')
    await grid.cell('Genes', 2).click()
    await run.window.keyboard.press('F2')
    await run.window.keyboard.type('ENSG_passing')
    await expect(run.window.getByRole('option', { name: /ENSG_passing/ })).toBeVisible()
    await run.window.keyboard.press('Enter')
    await run.window.keyboard.press('Enter')
    await review.expectWaiting('3 changes in ASE are not sent')

    await review.open()
    await expect(review.cells('rs1056019', 'Chr')).toHaveText(['12', '13', ''])
    await expect(review.cells('rs2597775', 'Genes').nth(1)).toContainText('ENSG_passing')
    await run.picture('review')
    await review.close()
  })

  test('a crash loses none of them, and the next start offers them again', async () => {
    const program = run.app.process()
    const isGone = new Promise((resolve) => program.once('exit', resolve))
    program.kill('SIGKILL')
    await isGone
    await run.restart({ size: { width: 1440, height: 900 } })
    const { tasks, tables, connect } = run.parts
    await expect(tasks.notes).toContainText('3 changes from your last visit are not sent')
    await expect(tasks.notes).toContainText('ASE 3 on Hospital.')
    await run.window.getByRole('button', { name: 'Review' }).click()
    await expect(run.parts.review.dialog).toBeVisible()
    await expect(run.parts.review.row('rs12460890')).toBeVisible()
    await run.picture('review-after-crash')
    await run.parts.review.close()
    await connect.source('Hospital').click()
    await tables.open('ASE')
    await run.parts.review.expectWaiting('3 changes in ASE are not sent')
    // Without a key store a sign-in lasts until the program ends; sending asks for it.
    await run.parts.review.send()
    await connect.signIn('admin', 'admin')
    await expect(tables.item('Donors')).toBeVisible()
  })

  test('what somebody else changed, what is refused and what arrives are told apart', async () => {
    const { review, tasks, grid } = run.parts
    await someoneElse.change('ASE', 'rs1056019', 'Chr', '14')
    await someoneElse.remove('AseGene', 'ENSG_passing')
    await review.send()
    await expect(tasks.notes).toContainText('1 row was written, 1 was refused, 1 was changed by someone else meanwhile')
    expect(await someoneElse.value('ASE', 'rs12460890', 'Chr')).toBe('20')
    expect(await someoneElse.value('ASE', 'rs1056019', 'Chr')).toBe('14')
    await review.expectWaiting('2 changes in ASE are not sent')
    await expect(grid.cell('Chr', 1)).toHaveText('20')
    await run.picture('sent-in-part')
  })

  test('a conflict shows before, mine and theirs, and the person decides', async () => {
    const { review } = run.parts
    await review.open()
    await expect(review.cells('rs1056019', 'Chr')).toHaveText(['12', '13', '14', ''])
    await expect(review.row('rs2597775')).toContainText(/refers to a row that is not there/)
    await review.row('rs2597775').getByRole('button', { name: 'The server’s words' }).click()
    await run.picture('review-conflict')
    await review.row('rs1056019').getByRole('button', { name: 'Keep mine: rs1056019' }).click()
    await expect(review.cells('rs1056019', 'Chr')).toHaveText(['14', '13', ''])
    await review.row('rs2597775').getByRole('button', { name: 'Take back all of rs2597775' }).press('Enter')
    await expect(review.row('rs2597775')).toBeHidden()
    // The keyboard goes on at the row that moved up, and after the dialog where it was before.
    await expect(review.row('rs1056019').getByRole('button').first()).toBeFocused()
    await review.close()
    await expect(run.window.locator('body')).not.toBeFocused()
    await review.expectWaiting('1 change in ASE is not sent')
  })

  test('a whole success can be undone, which stages the reverse', async () => {
    const { review, tasks, grid } = run.parts
    await review.send()
    await expect(tasks.notes).toContainText('1 change was sent to Hospital')
    await expect(review.bar).toBeHidden()
    expect(await someoneElse.value('ASE', 'rs1056019', 'Chr')).toBe('13')
    await tasks.notes.getByRole('button', { name: 'Undo' }).click()
    await review.expectWaiting('1 change in ASE is not sent')
    expect(await someoneElse.value('ASE', 'rs1056019', 'Chr')).toBe('13')
    await expect(grid.cell('Chr', 0)).toHaveText('14')
    await review.send()
    await expect(review.bar).toBeHidden()
    expect(await someoneElse.value('ASE', 'rs1056019', 'Chr')).toBe('14')
  })

  test('deleting asks with the number, and says what stands in the way', async () => {
    const { review, tasks, palette } = run.parts
    await palette.run('Select or delete rows by a list of ids…')
    const dialog = run.window.getByRole('dialog', { name: 'Rows by a list of ids' })
    await dialog.getByRole('textbox').fill('rs12460890\nnobody, here\nrs12460890')
    await dialog.getByRole('button', { name: 'Look up 2 ids' }).click()
    await expect(dialog).toContainText('1 of 2 rows is there.')
    await expect(dialog.getByRole('list', { name: 'Ids that are not there' })).toHaveText('nobody, here')
    await run.picture('rows-by-id')
    await dialog.getByRole('button', { name: 'Delete 1 row' }).click()
    await review.expectWaiting('1 change in ASE is not sent')
    await review.send()
    await expect(review.question).toHaveAccessibleName('Delete 1 row of ASE on Hospital?')
    await review.question.getByRole('button', { name: 'Delete 1 row' }).click()
    await expect(tasks.notes).toContainText('No row was written, 1 was refused')
    await tasks.notes.getByRole('button', { name: 'Review' }).last().click()
    await expect(review.row('rs12460890')).toContainText('Rows of SampleAse refer to this row')
    await run.picture('refused-deletion')
    await review.dialog.getByRole('button', { name: 'Take back 1 change' }).click()
    await review.close()
    await expect(review.bar).toBeHidden()
  })

  test('what is still in the editor is sent with the rest', async () => {
    const { review, grid, tasks } = run.parts
    await grid.cell('Chr', 4).click()
    await run.window.keyboard.type('21')
    await expect(run.window.getByTestId('cell-editor')).toBeVisible()
    await review.send()
    await expect(tasks.notes).toContainText('1 change was sent to Hospital')
    await expect(grid.cell('Chr', 4)).toHaveText('21')
    await expect(review.bar).toBeHidden()
    await review.send()
    await expect(tasks.notes).toContainText('No change waits to be sent')
  })

  test('signing out keeps what waits, and says so', async () => {
    const { connect, review, tasks, tables } = run.parts
    await edit('Chr', 3, '9')
    await review.expectWaiting('1 change in ASE is not sent')
    await run.parts.palette.run('Sign out')
    await expect(tasks.notes).toContainText('They stay on this computer. Sign in to Hospital again to send them.')
    await expect(review.bar).toContainText('Signed out')
    await review.bar.getByRole('button', { name: 'Sign in' }).click()
    await connect.signIn('admin', 'admin')
    await expect(tables.item('Donors')).toBeVisible()
    await review.send()
    await expect(review.bar).toBeHidden()
  })

  test('selecting by a list of ids sets the filter', async () => {
    const { palette, table } = run.parts
    await palette.run('Select or delete rows by a list of ids…')
    const dialog = run.window.getByRole('dialog', { name: 'Rows by a list of ids' })
    await dialog.getByRole('textbox').fill('rs1056019, rs3216')
    await dialog.getByRole('button', { name: 'Look up 2 ids' }).click()
    await dialog.getByRole('button', { name: 'Select 2 rows' }).click()
    await expect(table.export).toHaveText('Export 2 rows')
  })
})
