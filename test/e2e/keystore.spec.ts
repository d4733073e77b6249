// Tokens and the system's key store, in the real window: kept in a real one, in memory where there is none.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keyStoreArgs, startKeyStore, whyNoKeyStore, type KeyStore } from './support/key-store'
import { end, expect, test, type RunningApp } from './support/launch'
import { startSample, type LoopbackServer } from './support/sample-on-loopback'
import { findForms, findInFolder, secretForms } from './support/secret-forms'
import { takePicture } from './support/shared-app'
import { windowParts } from './support/window/window-parts'

let server: LoopbackServer

test.beforeAll(async () => {
  server = await startSample({ snpCount: 50, isLocked: true })
})
test.afterAll(() => server.stop())

async function signIn(running: RunningApp): Promise<void> {
  const { connect, tables } = windowParts(running)
  await connect.add({ address: server.root, name: 'Hospital', signIn: { userName: 'admin', password: 'admin' } })
  await expect(connect.switcher('Hospital, admin')).toBeVisible()
  await expect(tables.item('ASE')).toBeVisible()
}

test.describe.serial('with a real key store', () => {
  const reason = whyNoKeyStore()
  test.skip(reason !== null, reason ?? '')
  let folder = ''
  let userData = ''
  let keyStore: KeyStore

  test.beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'molgenis-desktop-keys-'))
    userData = await mkdtemp(join(tmpdir(), 'molgenis-desktop-e2e-'))
    keyStore = await startKeyStore(folder)
  })
  test.afterAll(async () => {
    await keyStore.stop()
    for (const place of [folder, userData]) await rm(place, { recursive: true, force: true, maxRetries: 5 })
  })
  const options = () => ({ userData, env: keyStore.env, args: keyStoreArgs })

  test('the sign-in is kept encrypted and found again after a restart', async ({ launch }) => {
    const first = await launch(options())
    await expect(first.window.getByText("The session's token is kept in this computer's key store.")).toBeVisible()
    await signIn(first)
    await expect(windowParts(first).connect.switcher('Hospital')).toHaveAttribute('title', /key store/)
    await end(first.app)

    const settings = await readFile(join(userData, 'settings.json'))
    const kept = JSON.parse(settings.toString()) as { tokens: Record<string, { encrypted: string }> }
    const [encrypted] = Object.values(kept.tokens).map((token) => Buffer.from(token.encrypted, 'base64'))
    // Chromium marks with v11 what it encrypted with a key from the key store, with v10 what anybody could decrypt.
    expect(encrypted?.subarray(0, 3).toString()).toBe('v11')
    const token = server.tokens.at(-1) ?? ''
    const forms = secretForms({ token })
    expect(token).not.toBe('')
    expect(findForms(settings, forms)).toEqual([])
    expect((await findInFolder(userData, forms)).found).toEqual([])

    const again = await launch(options())
    const { connect, tables } = windowParts(again)
    await connect.source('Hospital').click()
    await expect(connect.switcher('Hospital, admin')).toBeVisible()
    await expect(tables.item('ASE')).toBeVisible()
    await expect(connect.signInDialog).toBeHidden()
    await end(again.app)
  })

  test('a key store that was emptied leaves the person signed out, and says so', async ({ launch }) => {
    await keyStore.stop()
    await rm(folder, { recursive: true })
    keyStore = await startKeyStore(folder)
    const running = await launch(options())
    const { connect, tables } = windowParts(running)
    await connect.source('Hospital').click()
    await expect(connect.signInDialog).toHaveAccessibleName('Sign in again to Hospital')
    await expect(connect.signInDialog).toContainText('key store no longer opens the sign-in that was kept')
    await takePicture(running.window, 'key-store-emptied')
    await connect.signIn('admin', 'admin')
    await expect(connect.signInDialog).toBeHidden()
    await expect(connect.switcher('Hospital, admin')).toBeVisible()
    await expect(tables.item('ASE')).toBeVisible()
  })
})

test('without a key store the sign-in lasts until the program ends, is said to, and is nowhere on disk', async ({
  launch,
  userData,
}) => {
  // No message bus: no key store, whatever this computer has.
  const env = { DBUS_SESSION_BUS_ADDRESS: 'disabled:' }
  const first = await launch({ env })
  await expect(first.window.getByText('This computer has no key store: the sign-in lasts')).toBeVisible()
  await signIn(first)
  await expect(windowParts(first).connect.switcher('Hospital')).toHaveAttribute('title', /until the program ends/)
  await end(first.app)
  const token = server.tokens.at(-1) ?? ''
  expect((await findInFolder(userData, secretForms({ token }))).found).toEqual([])

  const again = await launch({ env })
  const { connect } = windowParts(again)
  await connect.source('Hospital').click()
  await expect(connect.signInDialog).toContainText('This server wants a sign-in before it shows anything.')
})
