// Several accounts on one server in the real window: adding, going from one to the other, signing out, removing.
import { expect, test } from './support/launch'
import { startSample, type LoopbackServer } from './support/sample-on-loopback'
import { sharedApp } from './support/shared-app'

test.describe.serial('several accounts on one server', () => {
  const run = sharedApp()
  let server: LoopbackServer

  test.beforeAll(async () => {
    server = await startSample({ snpCount: 100 })
  })
  test.afterAll(() => server.stop())

  test('who is signed in stands in the switcher and in the status bar, and since when in its title', async () => {
    const { connect, tables, table } = run.parts
    await connect.add({
      address: server.root,
      name: 'Hospital',
      signIn: { userName: 'admin', password: 'admin' },
    })
    await expect(connect.switcher('Hospital, admin')).toBeVisible()
    await tables.open('Donors')
    await expect(table.status).toContainText('Hospital, admin, live')
    await expect(connect.switcher('Hospital, admin')).toHaveAttribute('title', /Signed in just now; /)
    await run.picture('account-one')
  })

  test('a further account is added without typing the address, and the same table comes to the front', async () => {
    const { connect, table } = run.parts
    await connect.switcher('Hospital').click()
    await run.window.getByRole('menuitem', { name: 'Add another account…' }).click()
    const dialog = run.window.getByRole('dialog', { name: 'Add an account on Hospital' })
    await run.picture('account-add')
    await connect.fillSignIn(dialog, { userName: 'reader', password: 'wrong' })
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(dialog.getByRole('alert')).toContainText('did not accept')
    await connect.fillSignIn(dialog, { userName: 'reader', password: 'reader' })
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(dialog).toBeHidden()
    await expect(connect.switcher('Hospital, reader')).toBeVisible()
    // Both tabs stay, and say whose they are.
    await expect(run.window.getByRole('tab', { name: 'Donors admin' })).toBeVisible()
    await expect(run.window.getByRole('tab', { name: 'Donors reader', selected: true })).toBeVisible()
    await expect(table.status).toContainText('Hospital, reader, live')
  })

  test('the switcher shows the accounts under the name of their server', async () => {
    const { connect } = run.parts
    await connect.switcher('Hospital').click()
    const menu = run.window.getByRole('menu')
    await expect(menu.getByRole('menuitemcheckbox', { name: 'reader' })).toBeChecked()
    await expect(menu.getByRole('menuitemcheckbox', { name: 'admin' })).not.toBeChecked()
    await run.picture('account-menu')
    await menu.getByRole('menuitemcheckbox', { name: 'admin' }).click()
    await expect(connect.switcher('Hospital, admin')).toBeVisible()
    await expect(run.window.getByRole('tab', { name: 'Donors admin', selected: true })).toBeVisible()
  })

  test('the palette goes to another account', async () => {
    const { connect, palette } = run.parts
    await palette.run('switch to reader')
    await expect(connect.switcher('Hospital, reader')).toBeVisible()
    await expect(run.window.getByRole('tab', { name: 'Donors reader', selected: true })).toBeVisible()
  })

  test('a guest beside them sees what guests see, and is told what they may not see', async () => {
    const { connect, palette } = run.parts
    await palette.run('Add another account')
    const dialog = run.window.getByRole('dialog', { name: 'Add an account on Hospital' })
    await connect.fillSignIn(dialog, 'guest')
    await dialog.getByRole('button', { name: 'Go on as guest' }).click()
    await expect(connect.switcher('Hospital, guest')).toBeVisible()
    await expect(run.window.getByRole('tab', { name: 'Donors guest', selected: true })).toBeVisible()
    await expect(run.window.getByRole('tabpanel')).toContainText(/is not there|sign in/i)
    await run.picture('account-guest')
  })

  test('signing out ends one account only, on the server too', async () => {
    const { connect, palette, table } = run.parts
    await palette.run('switch to reader')
    await expect(connect.switcher('Hospital, reader')).toBeVisible()
    await palette.run('Sign out')
    await expect(connect.switcher('Hospital, guest')).toBeVisible()
    await expect.poll(() => server.asked).toContain('POST /api/v1/logout')
    // An account that is in the list is gone over to, not made a second time.
    await palette.run('Sign in')
    await connect.signIn('admin', 'admin')
    await expect(connect.switcher('Hospital, admin')).toBeVisible()
    await expect(run.window.getByRole('tab', { name: 'Donors admin', selected: true })).toBeVisible()
    await expect(table.export).toHaveText(/^Export [\d,]+ rows$/)
  })

  test('the first screen shows the accounts together, and removing one leaves the others', async () => {
    const { connect } = run.parts
    await connect.showSources()
    const card = run.window.getByRole('listitem').filter({ hasText: 'Hospital' })
    await expect(card).toHaveCount(1)
    for (const account of ['admin', 'reader', 'guest'])
      await expect(connect.source(`Hospital, ${account}`)).toBeVisible()
    await run.picture('account-sources')
    await run.window.getByRole('button', { name: 'More for Hospital, guest' }).click()
    await run.window.getByRole('menuitem', { name: 'Remove this account…' }).click()
    await run.window.getByRole('dialog').getByRole('button', { name: 'Remove account' }).click()
    await expect(connect.source('Hospital, guest')).toBeHidden()
    await expect(connect.source('Hospital, admin')).toBeVisible()
    await connect.source('Hospital, admin').click()
    await expect(connect.switcher('Hospital, admin')).toBeVisible()
  })

  test('a server that cannot be told of a sign-out is said, and the token is forgotten here', async () => {
    const { connect, palette } = run.parts
    await server.stop()
    await palette.run('Sign out')
    await expect(run.window.getByText('Signed out of Hospital on this computer only')).toBeVisible()
    await expect(connect.switcher('Hospital, (guest|no connection)')).toBeVisible()
    // What the person saw is not left on screen for whoever comes next.
    await expect(run.window.getByRole('tabpanel')).toContainText('Nothing answers at')
    await expect(run.window.getByRole('tabpanel')).not.toContainText('Showing what was read')
    await run.picture('account-signed-out-here')
  })
})
