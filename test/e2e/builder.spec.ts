// The filter's builder: nested and denied groups, moved parts, long lists and moving dates, by keys and by mouse.
import { seriousFindings } from './support/accessibility'
import { tabTo } from './support/keys'
import { expect, test } from './support/launch'
import { sharedApp } from './support/shared-app'

test.describe.serial('a filter built by keyboard alone', () => {
  const run = sharedApp({ open: 'sample/SampleAse' })
  const press = (key: string) => run.window.keyboard.press(key)
  const type = (text: string) => run.window.keyboard.type(text)
  const editor = () => run.parts.filter.editor
  const button = (name: string, of = editor()) => of.getByRole('button', { name, exact: true })
  const condition = (name: string) => editor().getByRole('group', { name: `Condition on ${name}`, exact: true })

  test('a group that denies is put beside a condition', async () => {
    await run.parts.table.expectCount('50,021 rows')
    await run.parts.filter.beginByKeys('SNP_ID')
    await expect(editor().getByRole('combobox', { name: 'Value' })).toBeFocused()
    await run.parts.filter.pickByKeys('rs12460890')
    await run.parts.table.expectCount('21 of 50,021 rows')

    await tabTo(run.window, button('Add group'))
    await press('Enter')
    await expect(run.window.getByRole('combobox', { name: 'Attributes' })).toBeFocused()
    await type('ID')
    await press('Enter')
    await expect(condition('ID').getByRole('textbox', { name: 'Value' })).toBeFocused()
    await type('1418786')
    await run.parts.table.expectCount('1 of 50,021 rows')

    const group = editor().getByRole('group', { name: /^Group, / })
    await tabTo(run.window, group.getByRole('radio', { checked: true }), 'Shift+Tab')
    await press('ArrowRight')
    await expect(group).toHaveAccessibleName('Group, none of these hold')
    await run.parts.table.expectCount('20 of 50,021 rows')
    await expect(group).toContainText('those without a value too')
    await expect(editor()).toContainText('Answered by the server’s')
    await run.picture('builder')
    expect(await seriousFindings(run.window)).toEqual([])
  })

  test('a part is moved by its keys, which is said, and taken back', async () => {
    const field = condition('ID').getByRole('textbox', { name: 'Value' })
    await tabTo(run.window, field)
    await press('Alt+ArrowUp')
    await expect(editor()).toContainText('The condition on ID is now number 2 of 3 in the filter.')
    await expect(field).toBeFocused()
    await run.parts.table.expectCount('1 of 50,021 rows')
    await press('Alt+ArrowRight')
    await expect(editor()).toContainText("is now number 1 of 1 in the group 'none of'.")
    await run.parts.table.expectCount('20 of 50,021 rows')
    await press('Control+Z')
    await run.parts.table.expectCount('1 of 50,021 rows')
    await press('Control+Z')
    await run.parts.table.expectCount('20 of 50,021 rows')
    await press('Control+Shift+Z')
    await press('Control+Z')
    await run.parts.table.expectCount('20 of 50,021 rows')
  })

  test('a condition is switched off and on without losing it', async () => {
    await tabTo(run.window, button('Switch the condition off', condition('ID')))
    await press('Enter')
    await run.parts.table.expectCount('21 of 50,021 rows')
    await expect(button('Switch the condition on', condition('ID'))).toBeFocused()
    await press('Enter')
    await run.parts.table.expectCount('20 of 50,021 rows')
  })

  test('the order of the rows has several keys', async () => {
    const order = editor().getByRole('group', { name: 'Order of the rows' })
    for (const name of ['SNP_ID', 'ID']) {
      await tabTo(run.window, order.getByRole('button', { name: /by an attribute$/ }))
      await press('Enter')
      await expect(run.window.getByRole('combobox', { name: 'Attributes to sort by' })).toBeFocused()
      await type(name)
      await press('Enter')
      await expect(order.getByRole('listitem').last()).toContainText(name)
    }
    await tabTo(run.window, order.getByRole('radio', { checked: true }).last(), 'Shift+Tab')
    await press('ArrowRight')
    await tabTo(run.window, button('Move ID in the order', order), 'Shift+Tab')
    await press('ArrowUp')
    await expect(order.getByRole('listitem').first()).toContainText('ID')
    await expect(button('Move ID in the order', order)).toBeFocused()
    await press('Control+Z')
    await expect(order.getByRole('listitem').first()).toContainText('SNP_ID')
    await press('Control+Shift+Z')
    await expect(order.getByRole('listitem').first()).toContainText('By ID')
    await expect(button('Move ID in the order', order)).toBeFocused()
    await run.parts.filter.close()
    await expect(async () => {
      const ids = (await run.parts.grid.column('ID')).map(Number)
      expect(ids).toEqual([...ids].sort((a, b) => b - a))
    }).toPass()
    await expect(run.parts.filter.bar).toContainText('none of')
  })

  test('5,000 ids are pasted, counted, and seen as text', async () => {
    await run.parts.filter.remove('not (ID is 1418786)')
    await run.parts.filter.bar.getByRole('group', { name: 'SNP_ID is rs12460890' }).getByRole('button').first().focus()
    await press('Enter')
    await run.parts.filter.chooseOperator('is one of')
    await run.parts.filter.close()
    // How long the plot takes to draw is another matter.
    await run.parts.table.show('Grid')
    await run.parts.filter.bar
      .getByRole('group', { name: 'SNP_ID is one of rs12460890' })
      .getByRole('button')
      .first()
      .focus()
    await press('Enter')
    await run.window.evaluate(() => {
      const slow: number[] = []
      Object.assign(globalThis, { slowTasks: slow })
      new PerformanceObserver((list) => slow.push(...list.getEntries().map((one) => one.duration))).observe({
        type: 'longtask',
      })
    })
    const ids = Array.from({ length: 5000 }, (_, index) => `rs99${index}`)
    const text = [...ids.slice(0, 4999), '"rs12460890"', 'rs990', 'rs991'].join('\r\n')
    await run.app.evaluate(({ clipboard }, words) => clipboard.writeText(words), text)
    await tabTo(run.window, editor().getByRole('combobox', { name: 'Value' }))
    await press('Control+V')
    await expect(editor()).toContainText('5,000 values; 3 repetitions were left out.')
    await run.parts.table.expectCount('21 of 50,021 rows')
    const slow = await run.window.evaluate(() => (globalThis as unknown as { slowTasks: number[] }).slowTasks)
    test.info().annotations.push({ type: 'tasks over 50 ms', description: slow.join(', ') || 'none' })
    // None on a computer of its own; one that is shared holds up whatever runs on it.
    expect(Math.max(0, ...slow)).toBeLessThan(250)
    await run.picture('ids')

    await tabTo(run.window, button('Edit the values as text'))
    await press('Enter')
    const list = editor().getByRole('textbox', { name: 'Values as text' })
    await expect(list).toBeFocused()
    await type('rs99xyz\n')
    await expect(button('Use 5,001 values')).toBeVisible()
    await press('Control+Enter')
    await expect(editor()).toContainText('5,001 values.')
    await run.parts.filter.close()
  })

  test('what the server has no words for is refused where too many rows would have to be looked through', async () => {
    await run.parts.filter.beginByKeys('ID')
    await expect(condition('ID').getByRole('textbox', { name: 'Value' })).toBeFocused()
    await run.parts.filter.chooseOperator('does not contain')
    await condition('SNP_ID').getByRole('button', { name: 'Switch the condition off' }).press('Enter')
    await condition('ID').getByRole('textbox', { name: 'Value' }).fill('%')
    await expect(editor().getByRole('alert')).toContainText('too many to look through')
    await expect(editor().getByRole('button', { name: 'Keep offline' })).toBeVisible()
    await run.picture('refused')
    await condition('SNP_ID').getByRole('button', { name: 'Switch the condition on' }).press('Enter')
    await expect(editor()).toContainText('For ID the server gives more rows; those that do not pass are left out here.')
    await run.parts.filter.close()
  })
})

test.describe.serial('a filter built with the mouse', () => {
  const run = sharedApp({ open: 'sample/AllTypes', theme: 'dark', size: { width: 1024, height: 700 } })

  test('a condition is dragged into a group', async () => {
    const { filter } = run.parts
    const { editor } = filter
    await filter.begin('Whole number')
    await filter.value.fill('0')
    await filter.close()
    await filter.begin('Day')
    await editor.getByRole('combobox', { name: 'Value, kind of day' }).click()
    await run.window.getByRole('option', { name: 'Days ago' }).click()
    await expect(editor.getByText(/30 days ago \(\d{4}-\d\d-\d\d\)/)).toBeVisible()
    await expect(filter.chip('Day is from 30 days ago')).toBeVisible()
    await editor.getByRole('button', { name: 'Add group', exact: true }).click()
    await run.window.getByRole('combobox', { name: 'Attributes' }).fill('Yes or no')
    await run.window.getByRole('option', { name: 'Yes or no', exact: true }).click()

    const group = editor.getByRole('group', { name: /^Group, / })
    const from = await editor.getByRole('button', { name: 'Move the condition on Whole number' }).boundingBox()
    if (!from) throw new Error('The condition is not drawn.')
    await run.window.mouse.move(from.x + 8, from.y + 12)
    await run.window.mouse.down()
    await run.window.mouse.move(from.x + 8, from.y + 24)
    const place = await group.getByRole('button', { name: 'Add condition to this group' }).boundingBox()
    if (!place) throw new Error('The group is not drawn.')
    await run.window.mouse.move(place.x + 40, place.y - 4, { steps: 8 })
    await run.picture('dragging')
    await run.window.mouse.up()
    await expect(group.getByRole('group', { name: 'Condition on Whole number' })).toBeVisible()
    await expect(editor).toContainText("The condition on Whole number is now number 2 of 2 in the group 'any of'.")
    await run.picture('dragged')
    expect(await seriousFindings(run.window)).toEqual([])
  })

  test('rows without a value pass a denial, as it says', async () => {
    const { filter } = run.parts
    await filter.close()
    await run.window.getByRole('button', { name: 'Add filter' }).click()
    await run.window.getByRole('combobox', { name: 'Attributes' }).fill('Grades')
    await run.window.getByRole('option', { name: 'Grades', exact: true }).click()
    await filter.chooseOperator('does not include')
    await expect(filter.editor).toContainText('Rows without a value pass.')
    await filter.close()
  })
})
