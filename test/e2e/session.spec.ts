// A sign-in that runs out while somebody works: it is noticed, and everything stays where it was.
import { expect, test } from './support/launch'
import { startSample, type LoopbackServer } from './support/sample-on-loopback'
import { sharedApp } from './support/shared-app'

test.describe.serial('a session that ends while browsing', () => {
  const run = sharedApp()
  let server: LoopbackServer

  test.beforeAll(async () => {
    server = await startSample({ snpCount: 400, tokenMinutes: 30 })
  })
  test.afterAll(() => server.stop())

  test('a signed-in person sees a table that guests do not', async () => {
    const { connect, tables, table } = run.parts
    await connect.add({ address: server.root, name: 'Hospital', signIn: 'guest' })
    await expect(connect.switcher('Hospital, guest')).toBeVisible()
    await expect(tables.item('ASE')).toBeVisible()
    await expect(tables.item('Donors')).toBeHidden()
    await connect.switcher('Hospital').click()
    await run.window.getByRole('menuitem', { name: 'Sign in…' }).click()
    await connect.signIn('admin', 'admin')
    await expect(connect.switcher('Hospital, admin')).toBeVisible()
    await tables.open('Donors')
    await table.expectCount('1,237 rows')
  })

  test('when the token dies the next question asks for a sign-in, and the screen stays', async () => {
    const { connect, filter, grid, table } = run.parts
    await grid.heading('Donor_ID').click()
    await grid.heading('Donor_ID').click()
    await expect(grid.cell('Donor_ID', 0)).toHaveText('D01237')
    await filter.begin('Sex')
    server.passMinutes(31)
    await filter.fillValue('female')
    await expect(connect.signInDialog).toHaveAccessibleName('Sign in again to Hospital')
    await expect(connect.signInDialog).toContainText('The session has ended. Your screen stays as it is.')
    await run.picture('session-ended')
    // Under the dialog the table is hidden from screen readers, but it is there.
    await expect(run.window.locator('.chip', { hasText: 'Sex' })).toBeVisible()
    await expect(run.window.locator('[role=tab][aria-selected=true]')).toHaveText('Donors')

    await connect.signIn('admin', 'admin')
    await expect(connect.signInDialog).toBeHidden()
    await filter.close()
    await expect(table.tab('Donors')).toHaveAttribute('aria-selected', 'true')
    await expect(filter.chip('Sex is female')).toBeVisible()
    await expect(grid.heading('Donor_ID')).toHaveAttribute('aria-sort', 'descending')
    await expect(table.export).toHaveText(/^Export \d{3} rows$/)
    await expect.poll(async () => [...new Set(await grid.column('Sex'))]).toEqual(['female'])
  })

  test('a token that dies on a table that guests see too is noticed all the same', async () => {
    const { connect, tables, filter } = run.parts
    await tables.open('AseSample')
    server.passMinutes(31)
    // Rows go on coming, as for a guest; only the question who one is tells, and that is asked now and then.
    let words = 'SIM0001'
    await expect(async () => {
      words = words === 'SIM0001' ? 'SIM0002' : 'SIM0001'
      await filter.search.fill(words)
      await expect(connect.signInDialog).toBeVisible({ timeout: 2000 })
    }).toPass({ timeout: 60_000 })
    await expect(connect.signInDialog).toHaveAccessibleName('Sign in again to Hospital')
  })

  test('going on as a guest keeps what guests may see and says what they may not', async () => {
    const { connect, table, grid, tables } = run.parts
    await connect.signInDialog.getByRole('button', { name: 'Go on as guest' }).click()
    await expect(connect.signInDialog).toBeHidden()
    await expect(connect.switcher('Hospital, guest')).toBeVisible()
    await expect(tables.item('Donors')).toBeHidden()
    await grid.expectSettled()
    await table.tab('Donors').click()
    await expect(run.window.getByRole('tabpanel')).toContainText(/is not there|sign in/i)
    await run.picture('guest-without-table')
  })

  test('a guest is asked to sign in, not to sign in again, and then sees the table', async () => {
    const { connect, table } = run.parts
    await run.window.getByRole('tabpanel').getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(connect.signInDialog).toHaveAccessibleName('Sign in to Hospital')
    await expect(connect.signInDialog).not.toContainText('The session has ended')
    await connect.signIn('reader', 'reader')
    await expect(connect.signInDialog).toBeHidden()
    await expect(connect.switcher('Hospital, reader')).toBeVisible()
    await expect(run.window.getByRole('tabpanel')).not.toContainText(/is not there/)
    await expect(table.export).toHaveText(/^Export \d{3} rows$/)
  })
})

test.describe.serial('signing in again in the middle of work', () => {
  const run = sharedApp({ size: { width: 1440, height: 900 } })
  let server: LoopbackServer
  const changes = () => run.window.getByRole('region', { name: 'Changes that are not sent' })

  test.beforeAll(async () => {
    server = await startSample({ snpCount: 400, tokenMinutes: 30 })
  })
  test.afterAll(() => server.stop())

  /** Let the token die and have something ask, without touching what is on screen. */
  async function endSession(): Promise<void> {
    const { connect } = run.parts
    server.passMinutes(31)
    await run.window.evaluate(async (root) => {
      const bridge = (
        globalThis as unknown as { molgenis: { invoke(name: string, input: unknown): Promise<{ value: unknown }> } }
      ).molgenis
      const { value } = await bridge.invoke('molgenis:call:server.list', undefined)
      const server = (value as { id: string; address: string | null }[]).find(({ address }) => address === root)
      await bridge.invoke('molgenis:call:query.row', {
        source: { kind: 'live', serverId: server?.id, tableId: 'Donor' },
        id: 'D00001',
      })
    }, server.root)
    await expect(connect.signInDialog).toHaveAccessibleName('Sign in again to Hospital')
  }

  /** Where the person is: the rows in view, the row selected, the sorted column. */
  async function place() {
    const { grid } = run.parts
    return {
      top: await grid.grid.locator('.ag-grid-viewport').evaluate((body) => body.scrollTop),
      selected: await grid.selectedRow(),
      sorted: await grid.heading('Donor_ID').getAttribute('aria-sort'),
      tabs: await run.window.getByRole('tab').allTextContents(),
    }
  }

  /** A row in the middle of those on screen, once rows are drawn where the grid was scrolled to. */
  async function rowInView(): Promise<number> {
    const inView = () =>
      run.parts.grid.grid.locator('.ag-grid-viewport').evaluate((body) => {
        const { top, bottom } = body.getBoundingClientRect()
        return [...body.querySelectorAll('[role=row][row-index]')]
          .filter((row) => row.getBoundingClientRect().top > top + 60 && row.getBoundingClientRect().bottom < bottom)
          .map((row) => Number(row.getAttribute('row-index')))
          .sort((a, b) => a - b)
      })
    let rows: number[] = []
    await expect.poll(async () => (rows = await inView()).length).toBeGreaterThan(3)
    return rows[Math.floor(rows.length / 2)] ?? 0
  }

  test('somebody filters, sorts, scrolls, selects and begins to type', async () => {
    const { connect, tables, filter, grid, table } = run.parts
    await connect.add({ address: server.root, name: 'Hospital', signIn: { userName: 'admin', password: 'admin' } })
    await tables.open('AseSample')
    await tables.open('Donors')
    await filter.add('Sex', 'female')
    await grid.heading('Donor_ID').click()
    await expect(grid.heading('Donor_ID')).toHaveAttribute('aria-sort', 'ascending')
    await grid.expectSettled()
    await grid.grid.locator('.ag-grid-viewport').evaluate((body) => body.scrollTo({ top: 8000 }))
    await grid.expectSettled()
    await expect(table.export).toHaveText(/^Export \d{3} rows$/)
  })

  test('the same person finds the screen as it was, and what was being typed in a cell staged', async () => {
    const { connect, filter, grid } = run.parts
    const row = await rowInView()
    await grid.cell('Birth_year', row).click()
    await expect.poll(() => grid.selectedRow()).toBe(row)
    const before = await place()
    await run.window.keyboard.type('1975')
    await expect(run.window.getByTestId('cell-editor')).toBeVisible()
    await endSession()
    await connect.signIn('admin', 'admin')
    await expect(connect.signInDialog).toBeHidden()
    await expect(connect.switcher('Hospital, admin')).toBeVisible()
    await grid.expectSettled()
    await expect(filter.chip('Sex is female')).toBeVisible()
    await expect(grid.cell('Birth_year', row)).toHaveText('1975')
    await expect(changes()).toContainText('1 change in Donors is not sent')
    expect(await place()).toEqual(before)
    await run.picture('session-again')
  })

  test('somebody else finds it too, an open form included, but does not send what is not theirs', async () => {
    const { connect, grid } = run.parts
    const form = run.window.locator('[data-pane=details] [role=form]')
    await run.window.keyboard.press('Control+Shift+E')
    await expect(form).toBeVisible()
    await grid.expectSettled()
    const before = await place()
    await form.locator('[data-column=Birth_year] input:not([tabindex="-1"])').fill('1976')
    await endSession()
    await connect.signIn('editor', 'editor')
    await expect(connect.signInDialog).toBeHidden()
    await expect(connect.switcher('Hospital, editor')).toBeVisible()
    await grid.expectSettled()
    await expect(form).toBeVisible()
    await expect(form.locator('[data-column=Birth_year] input:not([tabindex="-1"])')).toHaveValue('1976')
    expect(await place()).toEqual(before)
    await run.picture('session-again-as-editor')
    await changes().getByRole('button', { name: 'Send 1 change' }).click()
    await expect(run.window.getByText(/were made as admin, and you are signed in as editor/)).toBeVisible()
    await run.picture('session-not-theirs')
    await expect(changes()).toContainText('1 change in Donors is not sent')
  })
})
