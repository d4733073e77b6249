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
    server.passMinutes(31)
    await filter.begin('Sex')
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
    expect(new Set(await grid.column('Sex'))).toEqual(new Set(['female']))
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
