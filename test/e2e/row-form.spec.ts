// The form for a whole row in the real window: a new row, a changed row, and every type of value.
import { seriousFindings } from './support/accessibility'
import { expect, test } from './support/launch'
import { startSample, type LoopbackServer } from './support/sample-on-loopback'
import { sharedApp } from './support/shared-app'
import { windowParts } from './support/window/window-parts'
import { RowFormPart } from './support/window/row-form'

test.describe.serial('the form for a row', () => {
  const run = sharedApp({ size: { width: 1440, height: 900 } })
  const form = () => new RowFormPart(run.window)
  /** What axe finds in the pane; the grid is looked at elsewhere. */
  const findings = async () => (await seriousFindings(run.window)).filter((line) => !line.includes('.ag-'))
  let server: LoopbackServer

  test.beforeAll(async () => {
    server = await startSample({ snpCount: 400 })
  })
  test.afterAll(() => server.stop())

  test('a new row says what it lacks, and takes what is typed into it', async () => {
    const { connect, tables, grid } = run.parts
    await connect.add({ address: server.root, name: 'Lab', signIn: { userName: 'editor', password: 'editor' } })
    await tables.open('ASE')
    await grid.expectSettled()
    await run.window.keyboard.press('Control+Shift+A')
    await expect(form().input('SNP_ID')).toBeFocused()
    await expect(form().entry('SNP_ID')).toContainText('A row needs an id.')
    await form().fill('SNP_ID', 'rs999001')
    await expect(form().entry('SNP_ID')).not.toContainText('A row needs an id.')
    await expect(form().pane).toContainText('New row: rs999001')

    await form().input('Pos').fill('twelve')
    await expect(form().entry('Pos')).toContainText('is not a whole number.')
    await run.picture('row-form-problem')
    expect(await findings()).toEqual([])
    await form().input('Pos').press('Escape')
    await expect(form().input('Pos')).toHaveValue('')
    await form().fill('Pos', '12345')
    await form().fill('P_Value', '1e-7')
    await form().pick('Genes', 'ENSG00009000001')
    await expect(form().entry('Genes').locator('.tag')).toHaveText(['ENSG00009000001'])
    await expect(form().changes).toContainText('1 change in ASE is not sent')
    await form().done()
  })

  test('a new row that nothing was typed into is gone with Escape', async () => {
    await run.window.keyboard.press('Control+Shift+A')
    await expect(form().input('SNP_ID')).toBeFocused()
    await expect(form().changes).toContainText('2 changes in ASE are not sent')
    await run.window.keyboard.press('Escape')
    await expect(form().form).toBeHidden()
    await expect(form().changes).toContainText('1 change in ASE is not sent')
  })

  test('a changed value says what it was, in the form and among the values, and is taken back', async () => {
    const { grid, table } = run.parts
    await grid.cell('Chr', 1).click()
    await run.window.keyboard.press('Control+Shift+E')
    await expect(form().entry('SNP_ID')).toContainText('The id of a row cannot be changed.')
    const before = await form().input('Pos').inputValue()
    await form().fill('Pos', '77')
    await expect(form().entry('Pos')).toContainText('was ')
    await form().done()
    await expect(table.details).toContainText(/Was [\d,]+/)
    await expect(table.details).toContainText('Changed, not sent yet')

    await table.details.getByRole('button', { name: 'Edit' }).click()
    await expect(form().input('Pos')).toHaveValue('77')
    await form().entry('Pos').getByRole('button', { name: 'Take back' }).click()
    await expect(form().input('Pos')).toHaveValue(before)
    await expect(form().changes).toContainText('1 change in ASE is not sent')
  })

  test('the form goes along with the selected row, and what was typed stays with its own', async () => {
    const { grid } = run.parts
    await form().input('Pos').fill('many')
    await grid.cell('Chr', 3).click()
    await expect(form().input('Pos')).not.toHaveValue('many')
    await grid.cell('Chr', 1).click()
    await expect(form().input('Pos')).toHaveValue('many')
    await form().form.getByRole('button', { name: 'Done' }).click()
    await expect(form().form).toContainText('Pos holds a text that is not taken.')
    await form().input('Pos').press('Escape')
    await form().done()
  })

  test('every type of value has its editor', async () => {
    const { tables, grid } = run.parts
    await tables.open('AllTypes')
    await grid.cell('id', 24).click()
    await run.window.keyboard.press('Control+Shift+E')
    await expect(form().entry('id')).toContainText('full')
    await form().entry('xbool').getByRole('radio', { name: 'No', exact: true }).click()
    await expect(form().entry('xbool')).toContainText('was yes')
    // Outside of a text, the keys undo and redo changes.
    await run.window.keyboard.press('Control+Z')
    await expect(form().entry('xbool')).not.toContainText('was yes')
    await run.window.keyboard.press('Control+Shift+Z')
    await expect(form().entry('xbool')).toContainText('was yes')
    await form().pick('xcat', 'Brain')
    await form().entry('xcatm').getByRole('button', { name: 'Remove Brain' }).click()
    await form().fill('xdate', '2020-02-29')
    await form().fill('xdatetime', '2020-02-29 12:00 +02:00')
    await expect(form().input('xdatetime')).toHaveValue('2020-02-29 10:00:00 UTC')
    await form().fill('xdecimal', '0,25')
    await form().fill('xemail', 'nobody')
    await expect(form().entry('xemail')).toContainText('is not an e-mail address.')
    await form().pick('xenum', 'c')
    await form().entry('xfile').getByRole('button', { name: 'Remove File' }).click()
    await form().fill('xlong', '9223372036854775807')
    await form().pick('xmref', 'low')
    await form().input('xtext').fill('one\ntwo')
    await form().input('xtext').press('Control+Enter')
    await form().fill('xstring', '')
    await form().pick('xxref', 'rs3216')
    for (const column of ['xbool', 'xcat', 'xcatm', 'xdate', 'xdatetime', 'xdecimal', 'xemail', 'xenum', 'xfile']) {
      await expect(form().entry(column), column).toContainText('was ')
    }
    for (const column of ['xlong', 'xmref', 'xtext', 'xstring', 'xxref']) {
      await expect(form().entry(column), column).toContainText('was ')
    }
    await expect(form().entry('xonetomany')).toContainText('are changed at the other end, in Remarks')
    await run.picture('row-form-types')
    expect(await findings()).toEqual([])
    await form().form.getByRole('button', { name: 'Take back all' }).click()
    await expect(form().entry('xbool')).not.toContainText('was ')
    await form().done()
  })
})

test('who may only read is told so', async ({ launch }) => {
  const server = await startSample({ snpCount: 400 })
  const { window } = await launch()
  const { connect, tables, grid, table } = windowParts({ window })
  await connect.add({ address: server.root, name: 'Lab', signIn: { userName: 'reader', password: 'reader' } })
  await tables.open('ASE')
  await table.show('Grid')
  await grid.cell('Chr', 1).click()
  await window.keyboard.press('Control+I')
  const edit = table.details.getByRole('button', { name: 'Edit' })
  await expect(edit).toBeDisabled()
  await expect(edit).toHaveAttribute('title', /let you read rows of ASE, but not change them/)
  await window.keyboard.press('Control+Shift+E')
  await expect(window.getByText('but not change them', { exact: false })).toBeVisible()
  await expect(new RowFormPart(window).form).toBeHidden()
  await server.stop()
})
