// Rows from files into a table, and files for the server's own importer, in the real window.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { workbook } from '../support/import/workbook'
import { seriousFindings } from './support/accessibility'
import { answerOpenDialog, answerSaveDialog } from './support/dialogs'
import { expect, test } from './support/launch'
import { startSample, type LoopbackServer } from './support/sample-on-loopback'
import { sharedApp } from './support/shared-app'
import { ImportPart } from './support/window/import'

const heading = 'SNP_ID;Chr;Pos;Fraction_alternative_allele;Comment'
const lines = [
  'zz1;1;100;0,25;a',
  'zz2;1;many;0,25;b',
  'zz3;1;300',
  'zz4;1;400;0.2,5;c',
  'zz5;größer;500;0,5;d',
  'rs12460890;19;20308186;0,523;e',
]

test.describe.serial('rows from a file', () => {
  const run = sharedApp({ size: { width: 1440, height: 900 } })
  let server: LoopbackServer
  let dialog: ImportPart

  test.beforeAll(async () => {
    server = await startSample({ snpCount: 50 })
    await writeFile(join(run.userData, 'snps.csv'), Buffer.from([heading, ...lines, ''].join('\r\n'), 'latin1'))
  })
  test.afterAll(() => server.stop())

  test('what was found in the file is shown, and columns are matched by name', async () => {
    const { connect, tables } = run.parts
    dialog = new ImportPart(run.window)
    await connect.add({ address: server.root, name: 'Hospital', signIn: { userName: 'admin', password: 'admin' } })
    await tables.open('ASE')
    await run.parts.palette.run('Import rows from a file')
    await expect(dialog.dialog).toHaveAccessibleName('Import rows into ASE')
    await run.picture('import-empty')
    await answerOpenDialog(run.app, join(run.userData, 'snps.csv'))
    await dialog.button('Choose a file').click()
    await expect(dialog.reading('Encoding')).toHaveText('Windows-1252')
    await expect(dialog.reading('Delimiter')).toHaveText('Semicolon')
    await expect(dialog.reading('Decimal sign')).toHaveText('Comma, 1,5')
    await expect(dialog.button('Check 6 rows')).toBeVisible()
    await expect(dialog.column('Pos').getByRole('button')).toHaveText('Pos')
    await expect(dialog.column('Comment').getByRole('button')).toHaveText('Leave out')
    await run.picture('import-columns')
  })

  test('three bad lines are refused, each with its line, column, value and reason', async () => {
    await dialog.check()
    await expect(dialog.button('Send 3 rows')).toBeFocused()
    await expect(dialog.outcome).toContainText('2 to add')
    await expect(dialog.outcome).toContainText('1 to change')
    await expect(dialog.outcome).toContainText('3 refused')
    expect(await dialog.refusals()).toEqual([
      ['3', 'Pos', 'many', "'many' is not a whole number."],
      ['4', 'The whole row', 'zz3, 1, 300', 'The line has 3 cells where 5 are expected.'],
      ['5', 'Fraction_alternative_allele', '0.2,5', "'0.2,5' is not a number."],
    ])
    await run.picture('import-checked')
    expect(await seriousFindings(run.window)).toEqual([])
    const file = join(run.userData, 'refused.csv')
    await answerSaveDialog(run.app, file)
    await dialog.button('Save the refused rows…').click()
    await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toContain("zz2;1;many;0,25;b;Pos: 'many' is not")
  })

  test('the others are sent, and the table shows them', async () => {
    await dialog.button('Send 3 rows').click()
    await expect(dialog.outcome).toContainText('2 added')
    await expect(dialog.outcome).toContainText('1 changed')
    await expect(dialog.button('Close')).toBeFocused()
    await run.picture('import-sent')
    await dialog.close()
    await run.parts.table.expectCount('57 rows')
    await run.parts.filter.add('SNP_ID', 'zz5')
    await expect(run.parts.grid.cell('Chr', 0)).toHaveText('größer')
    await expect(run.parts.grid.cell('Fraction_alternative_allele', 0)).toHaveText('0.5')
  })

  test('rows can be staged instead', async () => {
    await writeFile(join(run.userData, 'more.tsv'), 'snp id\tpos\nzz8\t8\nzz9\t9\n')
    await answerOpenDialog(run.app, join(run.userData, 'more.tsv'))
    await run.parts.palette.run('Import rows from a file')
    await dialog.button('Choose a file').click()
    await expect(dialog.reading('Delimiter')).toHaveText('Tab')
    await dialog.check()
    await dialog.button('Stage 2 rows').click()
    await expect(dialog.outcome).toContainText('2 staged')
    await dialog.close()
    await expect(run.window.getByText('2 changes in ASE are not sent')).toBeVisible()
  })

  test('sending many rows goes on in the background, and its end is told with a way back', async () => {
    const rows = Array.from({ length: 30_000 }, (_, index) => `many${String(index)},${String(index)}`)
    await writeFile(join(run.userData, 'many.csv'), ['SNP_ID,Pos', ...rows, ''].join('\n'))
    await answerOpenDialog(run.app, join(run.userData, 'many.csv'))
    await run.parts.palette.run('Import rows from a file')
    await dialog.button('Choose a file').click()
    await dialog.button('Check 30,000 rows').click()
    await expect(dialog.dialog.getByRole('progressbar')).toBeVisible()
    await run.picture('import-checking')
    await dialog.button('Send 30,000 rows').click()
    await expect(dialog.outcome).toContainText('Adding rows')
    await run.picture('import-sending')
    await dialog.button('Go on in the background').click()
    await expect(dialog.dialog).toBeHidden()
    await expect(run.parts.tasks.notes).toContainText('30,000 rows added')
    await run.picture('import-behind')
    await run.parts.tasks.notes.getByRole('button', { name: 'Show' }).click()
    await expect(dialog.outcome).toContainText('30,000 added')
    await dialog.close()
  })

  test('a file for the importer is uploaded with its choices, and the server says what it did', async () => {
    const file = join(run.userData, 'genes.zip')
    await writeFile(file, zipSync({ 'AseGene.csv': strToU8('Ensembl_ID\nENSGZZ1\nENSGZZ2\n') }))
    await answerOpenDialog(run.app, file)
    await run.parts.palette.run('Upload a file to the importer')
    await dialog.button('Choose a file').click()
    await run.picture('upload')
    await dialog.button('Upload genes.zip').click()
    await expect(dialog.dialog).toContainText('The server has imported the file.')
    await run.picture('upload-done')
    await dialog.button('Open AseGene').click()
    await expect(run.window.getByRole('tab', { name: 'AseGene', selected: true })).toBeVisible()
  })

  test('what the importer refuses is said in its words', async () => {
    const file = join(run.userData, 'Nothing.csv')
    await writeFile(file, 'a\n1\n')
    await answerOpenDialog(run.app, file)
    await run.parts.palette.run('Upload a file to the importer')
    await dialog.button('Choose a file').click()
    await dialog.button('Upload Nothing.csv').click()
    await expect(dialog.dialog.getByRole('alert')).toContainText('could not import the file')
    await run.picture('upload-refused')
    await dialog.close()
  })
})

test.describe.serial('the same in the dark and in a small window', () => {
  const run = sharedApp({ size: { width: 1024, height: 700 }, theme: 'dark' })
  let server: LoopbackServer

  test.beforeAll(async () => {
    server = await startSample({ snpCount: 50 })
  })
  test.afterAll(() => server.stop())

  test('a workbook is read sheet by sheet, and everything has its place', async () => {
    const { connect } = run.parts
    const dialog = new ImportPart(run.window)
    const file = join(run.userData, 'types.xlsx')
    await writeFile(
      file,
      workbook({
        Read: [['about']],
        Types: [
          ['id', 'xint', 'xmref'],
          ['a', '5', 'low'],
          ['b', 'x', '99'],
        ],
      }),
    )
    await answerOpenDialog(run.app, file)
    await connect.add({ address: server.root, name: 'Hospital', signIn: { userName: 'admin', password: 'admin' } })
    await expect(connect.switcher('Hospital, admin')).toBeVisible()
    await run.window.keyboard.press('Control+P')
    await run.window.keyboard.type('AllTypes')
    await run.window.keyboard.press('Enter')
    await expect(run.parts.table.tab('AllTypes')).toBeVisible()
    await run.parts.palette.run('Import rows from a file')
    await dialog.button('Choose a file').click()
    await dialog.reading('Sheet').click()
    await run.window.getByRole('option', { name: 'Types' }).click()
    await expect(dialog.column('xmref').getByRole('button')).toHaveText('Grades')
    await dialog.dialog.getByRole('radio', { name: 'By label' }).click()
    await dialog.check()
    expect(await dialog.refusals()).toEqual([
      ['3', 'xint', 'x', "'x' is not a whole number."],
      ['3', 'xmref', '99', 'There is no row called 99 in Grade.'],
    ])
    await run.picture('import-dark')
    expect(await seriousFindings(run.window)).toEqual([])
    await run.window.keyboard.press('Escape')
    await expect(dialog.dialog).toBeHidden()
    await run.parts.palette.run('Upload a file to the importer')
    await dialog.button('Choose a file').click()
    expect(await seriousFindings(run.window)).toEqual([])
    await run.picture('upload-dark')
  })
})
