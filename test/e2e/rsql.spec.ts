// The filter as text: built, edited as RSQL, broken and mended by keyboard alone; addresses of the Data Explorer; offline.
import lzString from 'lz-string'
import { expect, test } from './support/launch'
import { seriousFindings } from './support/accessibility'
import { startSample, type LoopbackServer } from './support/sample-on-loopback'
import { sharedApp } from './support/shared-app'

test.describe.serial('the filter as text', () => {
  const run = sharedApp({ size: { width: 1440, height: 900 } })
  let server: LoopbackServer
  const press = (key: string) => run.window.keyboard.press(key)
  const type = (text: string) => run.window.keyboard.type(text)
  const editor = () => run.window.getByRole('textbox', { name: 'Filter in RSQL' })
  const said = () => run.window.getByRole('group', { name: 'The filter as text' }).getByRole('status')
  const textChip = () => run.parts.filter.bar.getByRole('group', { name: /^RSQL filter/ })
  const openText = async () => {
    await press('Control+l')
    await expect(editor()).toBeFocused()
  }
  const paste = async (text: string) => {
    await run.app.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text)
    await press('Control+v')
  }

  test.beforeAll(async () => {
    server = await startSample({ snpCount: 400 })
  })
  test.afterAll(() => server.stop())

  test('a filter that was built is edited as text, and the builder shows it', async () => {
    const { connect, tables, table, filter } = run.parts
    await connect.add({ address: server.root, name: 'Study server', signIn: 'guest' })
    await tables.open('SampleAse')
    await table.expectCount(/^[\d,]+ rows$/)
    await run.parts.filter.beginByKeys('SNP_ID')
    await run.parts.filter.pickByKeys('rs12460890')
    await table.expectCount(/^21 of [\d,]+ rows$/)
    await filter.close()
    await openText()
    await expect(editor()).toHaveValue('SNP_ID==rs12460890')
    await type(';(Chromosome==19,ID=in=(1,2))')
    await expect(said()).toHaveText('')
    await press('Control+Enter')
    await expect(editor()).toBeHidden()
    await table.expectCount(/^21 of [\d,]+ rows$/)
    await expect(filter.bar.getByRole('group', { name: 'SNP_ID is rs12460890', exact: true })).toBeVisible()
    await expect(filter.bar.getByText('2 conditions')).toBeVisible()
  })

  test('what cannot be read is marked at its place, and mended', async () => {
    const { table } = run.parts
    await openText()
    await press('End')
    await type(';Position=gt')
    await press('Escape')
    await expect(said()).toHaveText(/^At character \d+: .*an operator should/)
    await expect(editor()).toHaveAttribute('aria-invalid', 'true')
    await run.picture('rsql-broken')
    expect(await seriousFindings(run.window)).toEqual([])
    await press('Control+Enter')
    await expect(editor()).toBeVisible()
    await press('End')
    await type('=1')
    await press('Escape')
    await expect(said()).toHaveText('')
    await press('Enter')
    await expect(editor()).toBeHidden()
    await table.expectCount(/^21 of [\d,]+ rows$/)
  })

  test('attributes, operators and values are offered while it is typed', async () => {
    const { table, filter } = run.parts
    await openText()
    await press('Control+a')
    await type('chromo')
    await expect(run.window.getByRole('option', { name: /^Chromosome/, selected: true })).toBeVisible()
    await press('Enter')
    await expect(editor()).toHaveValue('Chromosome')
    await press('ArrowDown')
    await press('ArrowUp')
    await expect(run.window.getByRole('option', { name: /^is ==/, selected: true })).toBeVisible()
    await run.picture('rsql-completion')
    await press('Tab')
    await type('19;SNP_ID==')
    await type('rs12460')
    const value = run.window.getByRole('option', { name: 'rs12460890' })
    await expect(value).toBeVisible()
    await press('ArrowDown')
    await press('Enter')
    await expect(editor()).toHaveValue('Chromosome==19;SNP_ID==rs12460890')
    await press('Control+Enter')
    await table.expectCount(/^21 of [\d,]+ rows$/)
    await expect(filter.bar.getByRole('group', { name: 'Chromosome is 19', exact: true })).toBeVisible()
  })

  test('what the builder cannot show stays text, is refused in words beforehand, and is taken back', async () => {
    const { table } = run.parts
    await openText()
    await press('Control+a')
    await type('SNP_ID==rs12460890,*=q=rs12460890')
    await press('Escape')
    await press('Control+Enter')
    await expect(textChip()).toBeVisible()
    await table.expectCount(/^21 of [\d,]+ rows$/)
    await expect(run.parts.filter.search).toBeDisabled()
    await openText()
    await press('End')
    await type(';Position=like=1')
    await press('Escape')
    await expect(said()).toContainText("The server's index does not offer 'contains' for Position")
    await press('Control+a')
    await type('SNP_ID==rs12460890,*=q=rs12460890')
    await press('Escape')
    await press('Escape')
    await expect(editor()).toBeHidden()
    await openText()
    await press('Control+z')
    await expect(textChip()).toBeHidden()
    await expect(editor()).toHaveValue('Chromosome==19;SNP_ID==rs12460890')
    await press('Control+Shift+z')
    await expect(editor()).toHaveValue('SNP_ID==rs12460890,*=q=rs12460890')
    await expect(textChip()).toBeVisible()
    await press('Control+z')
    await expect(editor()).toHaveValue('Chromosome==19;SNP_ID==rs12460890')
    await press('Escape')
    await expect(editor()).toBeHidden()
    await table.expectCount(/^21 of [\d,]+ rows$/)
  })

  test('an address of the older Data Explorer opens its table, filtered', async () => {
    const { table, filter } = run.parts
    await press('Control+f')
    await expect(filter.search).toBeFocused()
    await paste(
      `${server.root}/menu/main/dataexplorer?entity=ASE&mod=data&hideselect=false&attrs%5B%5D=SNP_ID&attrs%5B%5D=Chr&filter=Chr==19;Pos=gt=1000`,
    )
    await expect(run.window.getByRole('tab', { name: 'ASE', exact: true, selected: true })).toBeVisible()
    await table.expectCount(/^\d+ of 405 rows$/)
    await expect(filter.bar.getByRole('group', { name: 'Chr is 19', exact: true })).toBeVisible()
    await expect(run.window.getByRole('columnheader', { name: /^Chr/ })).toBeVisible()
    await expect(run.window.getByRole('columnheader', { name: /^P_Value/ })).toHaveCount(0)
    await run.picture('rsql-address')
  })

  test('an address of the newer Data Explorer opens from the finder', async () => {
    const { table, filter } = run.parts
    await press('Control+p')
    await expect(run.window.getByRole('combobox', { name: 'Find a table' })).toBeFocused()
    const chosen = encodeURIComponent(lzString.compressToBase64(JSON.stringify({ shown: 'Chr', Chr: '9' })))
    await paste(
      `${server.root}/menu/main/dataexplorer2#/explorer/ASE?page=1&size=20&sort=-Pos&hide=Genes&filter=${chosen}`,
    )
    await expect(run.window.getByRole('option', { name: /^Open ASE of 127\.0\.0\.1/ })).toBeVisible()
    await press('Enter')
    await expect(filter.bar.getByRole('group', { name: 'Chr contains 9', exact: true })).toBeVisible()
    await table.expectCount(/^\d+ of 405 rows$/)
    await expect(run.window.getByRole('columnheader', { name: /^Pos/ })).toHaveAttribute('aria-sort', 'descending')
  })

  test('an address of a server that is not known offers to add it', async () => {
    await press('Control+p')
    await paste('https://elsewhere.example.org/menu/main/dataexplorer?entity=other_Table')
    await press('Enter')
    const dialog = run.window.getByRole('alertdialog').or(run.window.getByRole('dialog'))
    await expect(dialog).toContainText('elsewhere.example.org is not among the data sources')
    await run.window.getByRole('button', { name: 'Add the server…' }).click()
    await expect(run.parts.connect.form.getByLabel('Address')).toHaveValue('https://elsewhere.example.org')
    await press('Escape')
  })

  test('a text works on a copy offline, into the copy of another table', async () => {
    const { tables, tasks, table, offline } = run.parts
    const clear = async () => {
      await openText()
      await press('Control+a')
      await press('Backspace')
      await press('Control+Enter')
      await expect(editor()).toBeHidden()
    }
    await tables.open('SampleAse')
    await clear()
    await table.expectCount('10,021 rows')
    await table.keepOffline.click()
    await tasks.expectDone('SampleAse')
    await offline.copy('SampleAse').click()
    await expect(table.status).toContainText('Offline copy of Study server')
    await openText()
    await press('Control+a')
    await type('SNP_ID.Chr==19;SNP_ID==rs12460890,*=q=nothing')
    await press('Escape')
    await press('Control+Enter')
    await expect(textChip()).toBeVisible()
    const refusal = run.parts.filter.bar.locator('..').getByRole('alert')
    await expect(refusal).toContainText('SNP_ID.Chr needs a copy of ASE as well')
    await run.picture('rsql-missing-table')
    await refusal.getByRole('button', { name: 'Keep ASE offline too' }).click()
    await expect(offline.copy('ASE')).toBeVisible()
    await table.expectCount('21 of 10,021 rows')
    await server.stop()
    await openText()
    await press('End')
    await type(',ID==1418785')
    await press('Escape')
    await press('Control+Enter')
    await table.expectCount('21 of 10,021 rows')
    await run.picture('rsql-offline')
  })
})
