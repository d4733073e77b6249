// What can go wrong with a server: each trouble in its own words, with a way on.
import { answerHtml, answerJson, byPath, freeRoot, keepSilent, startMisbehaving } from '../support/misbehaving-server'
import { expect, test } from './support/launch'
import { startSample, type LoopbackServer } from './support/sample-on-loopback'
import { sharedApp } from './support/shared-app'

test.describe.serial('adding and opening servers', () => {
  const run = sharedApp()
  let open: LoopbackServer
  let locked: LoopbackServer

  test.beforeAll(async () => {
    ;[open, locked] = await Promise.all([startSample({ snpCount: 50 }), startSample({ snpCount: 50, isLocked: true })])
  })
  test.afterAll(async () => {
    await Promise.all([open.stop(), locked.stop()])
  })

  test('a wrong password is said to be refused, and nothing is remembered', async () => {
    const { connect } = run.parts
    await connect.add({ address: open.root, signIn: { userName: 'admin', password: 'wrong' } })
    await expect(connect.formTrouble).toContainText('The server did not accept this user name and password.')
    await run.picture('wrong-password')
    await expect(connect.source(open.host)).toBeHidden()
    await expect(connect.form.getByLabel('Address')).toHaveValue(open.root)
  })

  test('an account whose password must be changed is sent to the browser for it', async () => {
    const { connect } = run.parts
    await connect.fillSignIn(connect.form, { userName: 'fresh', password: 'fresh' })
    await connect.send()
    await expect(connect.formTrouble).toContainText('The password must be changed first.')
    await expect(connect.formTrouble).toContainText(`Change it in a browser at ${open.root}`)
  })

  test('a token that the server does not know is refused', async () => {
    const { connect } = run.parts
    await connect.fillSignIn(connect.form, { token: 'not-a-token' })
    await connect.send()
    await expect(connect.formTrouble).toContainText(/token/)
  })

  test('an address at which nothing answers is said to be refused', async () => {
    const { connect } = run.parts
    const root = await freeRoot()
    await connect.add({ address: root, signIn: 'guest' })
    await expect(connect.formTrouble).toContainText(`Nothing answers at ${new URL(root).host}.`, { timeout: 40_000 })
    await expect(connect.formTrouble.getByRole('button', { name: 'Try again' })).toBeVisible()
    await run.picture('server-down')
  })

  test('an address that no computer has is said to be unknown', async () => {
    const { connect } = run.parts
    await connect.add({ address: 'molgenis.invalid', signIn: 'guest' })
    await expect(connect.formTrouble).toContainText('There is no computer named molgenis.invalid.', { timeout: 40_000 })
  })

  test('a web site that is no MOLGENIS is named for what it is', async () => {
    const { connect } = run.parts
    const site = await startMisbehaving(answerHtml('Welcome to the cake shop'))
    await connect.add({ address: site.root, signIn: 'guest' })
    await expect(connect.formTrouble).toContainText('does not answer as a MOLGENIS server does', { timeout: 40_000 })
    await run.picture('not-molgenis')
    await site.close()
  })

  test('another product that answers JSON is not taken for a MOLGENIS', async () => {
    const { connect } = run.parts
    const site = await startMisbehaving(byPath({ '/': answerJson({ message: 'Not found' }, 404) }))
    await connect.add({ address: site.root, signIn: 'guest' })
    await expect(connect.formTrouble).toContainText('does not answer as a MOLGENIS server does', { timeout: 40_000 })
    await site.close()
  })

  test('an address that is none is said so at its field', async () => {
    const { connect } = run.parts
    await connect.form.getByLabel('Address').fill('not an address')
    await connect.send()
    await expect(connect.form.getByLabel('Address')).toHaveAttribute('aria-invalid', 'true')
  })

  test('waiting for a silent server is said, and can be given up', async () => {
    const { connect } = run.parts
    const silent = await startMisbehaving(keepSilent)
    await connect.add({ address: silent.root, signIn: 'guest' })
    await expect(connect.form.getByRole('status')).toContainText('Waiting for the server to answer')
    await connect.form.getByRole('button', { name: 'Cancel' }).click()
    await expect(connect.form.locator('button[type=submit]')).toBeEnabled()
    await silent.close()
  })

  test('a locked server wants a sign-in instead of a guest, and opens with one', async () => {
    const { connect, tables } = run.parts
    await connect.add({ address: locked.root, name: 'Locked', signIn: 'guest' })
    await expect(connect.formTrouble).toContainText(`${locked.host} wants you to sign in.`)
    await run.picture('locked-server')
    await connect.fillSignIn(connect.form, { userName: 'reader', password: 'reader' })
    await connect.send()
    await expect(connect.switcher('Locked, reader')).toBeVisible()
    await tables.open('ASE')
  })

  test('a remembered locked server asks for the sign-in when it is opened again', async () => {
    await run.restart()
    const { connect, tables } = run.parts
    await connect.source('Locked').click()
    await expect(connect.signInDialog).toContainText('This server wants a sign-in before it shows anything.')
    await run.picture('sign-in')
    await connect.signIn('reader', 'wrong')
    await expect(connect.signInDialog.getByRole('alert')).toContainText('did not accept')
    await connect.signIn('reader', 'reader')
    await expect(connect.signInDialog).toBeHidden()
    await expect(tables.item('ASE')).toBeVisible()
  })

  test('a remembered server that is down says so at its place, and opens once it is back', async () => {
    const { connect } = run.parts
    await connect.showSources()
    await connect.add({ address: open.root, name: 'Comes and goes', signIn: 'guest' })
    await expect(connect.switcher('Comes and goes')).toBeVisible()
    const port = Number(new URL(open.root).port)
    await open.stop()
    await run.restart()
    const parts = run.parts
    await parts.connect.source('Comes and goes').click()
    const card = run.window.getByRole('listitem').filter({ hasText: 'Comes and goes' })
    await expect(card.getByRole('alert')).toContainText('Nothing answers at', { timeout: 40_000 })
    await run.picture('remembered-server-down')
    open = await startSample({ snpCount: 50, port })
    await card.getByRole('button', { name: 'Try again' }).click()
    await expect(parts.tables.item('ASE')).toBeVisible({ timeout: 40_000 })
  })
})
