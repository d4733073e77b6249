// The grid at its edges: the last of many rows, exact numbers, nothing against no text, references, copying, columns.
import { clipboardText, emptyClipboard } from './support/dialogs'
import { expect, test } from './support/launch'
import { sharedApp } from './support/shared-app'
import { tutorialRows } from './support/tutorial-rows'

test.describe.serial('the grid', () => {
  const run = sharedApp({ open: 'sample/SampleAse' })

  test('the last of 50,021 rows is a key press away, and rows come as they are scrolled to', async () => {
    const { grid, table } = run.parts
    await table.expectCount('50,021 rows')
    await grid.cell('ID', 0).click()
    await run.window.keyboard.press('Control+End')
    await expect(grid.cell('ID', 50_020)).toBeVisible()
    await grid.expectSettled()
    await expect(grid.cell('Position', 50_020)).not.toHaveText('')
    await expect(table.status).toContainText('Row 50,021 of 50,021')
    await run.picture('last-rows')

    await run.window.mouse.wheel(0, -28 * 20_000)
    // The row with the focus may stay among the drawn ones, out of sight.
    await expect(grid.cell('ID', 50_020)).not.toBeInViewport()
    await grid.expectSettled()
    const middle = await grid.column('ID')
    expect(middle.every((id) => /^\d{7}$/.test(id))).toBe(true)
    expect(middle.map(Number)).toEqual([...middle.map(Number)].sort((a, b) => a - b))

    await grid.grid.getByRole('gridcell').first().click()
    await run.window.keyboard.press('Control+Home')
    await expect(grid.cell('ID', 0)).toHaveText('1418785')
  })

  test('a range of cells is copied as tab-separated text with every digit', async () => {
    const { grid } = run.parts
    await emptyClipboard(run.app)
    await grid.dragRange(grid.cell('Ref_Counts', 0), grid.cell('Alt_Counts', 3))
    await run.window.keyboard.press('Control+C')
    const expected = tutorialRows.slice(0, 4).map(([, , ref, alt]) => `${ref}\t${alt}`)
    await expect.poll(() => clipboardText(run.app)).toMatch(/\t/)
    expect((await clipboardText(run.app)).trimEnd().split(/\r?\n/)).toEqual(expected)
  })

  test('a range is made with the keyboard alike', async () => {
    const { grid } = run.parts
    await emptyClipboard(run.app)
    await grid.cell('ID', 1).click()
    await run.window.keyboard.press('Shift+ArrowDown')
    await run.window.keyboard.press('Shift+ArrowRight')
    await run.window.keyboard.press('Control+C')
    await expect.poll(() => clipboardText(run.app)).toMatch(/^1418786\trs12460890\r?\n1418787\trs12460890\s*$/)
  })

  test('the details of the selected row show every attribute', async () => {
    const { grid, table } = run.parts
    await table.show('Grid')
    await grid.cell('ID', 1).click()
    await run.window.keyboard.press('Enter')
    await expect(table.details).toBeVisible()
    for (const text of ['1418786', 'ERS326942', '4,142', '4,791', '829,568']) {
      await expect(table.details).toContainText(text)
    }
    await run.picture('details')
    await table.details.getByRole('button', { name: 'Close the details' }).click()
    await expect(table.details).toBeHidden()
  })

  test('a reference leads to its row in a tab of its own, and Back leads here again', async () => {
    const { grid, table, filter } = run.parts
    await grid.cell('SNP_ID', 0).getByRole('link').click()
    await expect(table.tab('ASE')).toHaveAttribute('aria-selected', 'true')
    await table.expectCount('1 of 2,005 rows')
    await expect(filter.chip('SNP_ID is rs12460890')).toBeVisible()
    await grid.expectColumn('Samples', ['21'])
    await run.window.keyboard.press('Alt+ArrowLeft')
    await expect(table.tab('SampleAse')).toHaveAttribute('aria-selected', 'true')
    await expect(grid.cell('ID', 0)).toHaveText('1418785')
  })

  test('64-bit integers keep every digit, and missing is not empty text', async () => {
    const { tables, filter, grid, table } = run.parts
    await tables.open('AllTypes')
    await table.show('Grid')
    const longs = { 'long largest': '9,223,372,036,854,775,807', 'long smallest': '-9,223,372,036,854,775,808' }
    for (const [id, digits] of Object.entries(longs)) {
      await filter.add('Id', id)
      await table.expectCount('1 of 94 rows')
      await grid.reveal('xlong')
      await expect(grid.cell('xlong', 0)).toHaveText(digits)
      await filter.remove(`Id is ${id}`)
    }

    await filter.add('Id', 'text empty')
    await table.expectCount('1 of 94 rows')
    await grid.reveal('xint')
    await expect(grid.cell('xint', 0).locator('.cell-missing')).toHaveText('–')
    await expect(grid.cell('xint', 0)).toContainText('no value')
    await grid.reveal('xstring')
    await expect(grid.cell('xstring', 0)).toHaveText('empty text')
    await run.picture('empty-text')
    // No change of rows waits: undo takes the filter back.
    await grid.cell('xstring', 0).click()
    await run.window.keyboard.press('Control+Z')
    await table.expectCount('94 rows')
    await run.window.keyboard.press('Control+Y')
    await table.expectCount('1 of 94 rows')
    await filter.remove('Id is text empty')
  })

  test('hidden, pinned and resized columns are remembered over a new start', async () => {
    const { tables, grid, table } = run.parts
    await tables.open('ASE')
    await table.show('Grid')
    await grid.expectSettled()
    await grid.columnMenu('Chr', 'Hide')
    await expect(grid.heading('Chr')).toBeHidden()
    await grid.heading('Pos').click()
    await expect(grid.heading('Pos')).toHaveAttribute('aria-sort', 'ascending')
    await grid.expectSettled()
    await grid.heading('Pos').click()
    await grid.heading('Pos').click()
    await expect(grid.heading('Pos')).toHaveAttribute('aria-sort', 'none')
    await grid.columnMenu('Pos', 'Pin to the left')
    await expect.poll(async () => (await grid.headings())[0]).toBe('Pos')

    const widthOf = async (name: string) => Math.round((await grid.heading(name).boundingBox())?.width ?? 0)
    const before = await widthOf('Samples')
    const box = await grid.heading('Samples').boundingBox()
    if (!box) throw new Error('The heading of Samples is not on screen.')
    await run.window.mouse.move(box.x + box.width - 1, box.y + box.height / 2)
    await run.window.mouse.down()
    await run.window.mouse.move(box.x + box.width + 30, box.y + box.height / 2, { steps: 3 })
    await run.window.mouse.move(box.x + box.width + 59, box.y + box.height / 2, { steps: 3 })
    await run.window.mouse.up()
    await expect.poll(() => widthOf('Samples')).toBeGreaterThan(before + 50)
    const after = await widthOf('Samples')
    const headings = await grid.headings()

    await run.restart({ open: 'sample/ASE' })
    await run.parts.grid.expectSettled()
    expect(await run.parts.grid.headings()).toEqual(headings)
    expect((await run.parts.grid.column('SNP_ID')).slice(0, 2)).toEqual(['rs1056019', 'rs12460890'])
    const box2 = await run.parts.grid.heading('Samples').boundingBox()
    expect(Math.round(box2?.width ?? 0)).toBe(after)
  })
})
