// The page is shut in: no Node, no network, no other page, no window of its own.
import { expect, test } from './support/launch'
import { startMisbehaving, answerJson, type Running } from '../support/misbehaving-server'
import { sharedApp } from './support/shared-app'

test.describe.serial('the page cannot leave its window', () => {
  const run = sharedApp()
  let outside: Running

  test.beforeAll(async () => {
    outside = await startMisbehaving(answerJson({ secret: true }, 200, { 'access-control-allow-origin': '*' }))
  })
  test.afterAll(() => outside.close())

  test('it sees nothing of Node or Electron but the two functions of the bridge', async () => {
    await expect(run.parts.connect.form).toBeVisible()
    const seen = await run.window.evaluate(() => {
      const names = ['require', 'process', 'module', 'global', 'Buffer', 'electron', 'ipcRenderer']
      return names.filter((name) => name in globalThis)
    })
    expect(seen).toEqual([])
  })

  test('the window is sandboxed and isolated', async () => {
    const preferences = await run.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>
      }
      const { contextIsolation, sandbox, nodeIntegration, webviewTag, webSecurity } = contents.getLastWebPreferences()
      return { contextIsolation, sandbox, nodeIntegration, webviewTag, webSecurity }
    })
    expect(preferences).toEqual({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
    })
  })

  test('it reaches no server by itself', async () => {
    const outcome = await run.window.evaluate(
      (url) =>
        fetch(url).then(
          () => 'answered',
          () => 'refused',
        ),
      `${outside.root}/rows`,
    )
    expect(outcome).toBe('refused')
    const image = await run.window.evaluate(
      (url) =>
        new Promise((resolve) => {
          const picture = new Image()
          picture.onload = () => resolve('loaded')
          picture.onerror = () => resolve('refused')
          picture.src = url
        }),
      `${outside.root}/picture.png`,
    )
    expect(image).toBe('refused')
    expect(outside.asked).toEqual([])
  })

  test('it runs no script that did not come with it', async () => {
    const ran = await run.window.evaluate(async (url) => {
      const refused = new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
          once: true,
        })
      })
      const inline = document.createElement('script')
      inline.textContent = 'globalThis.injected = true'
      document.head.append(inline)
      const foreign = document.createElement('script')
      foreign.src = `${url}/script.js`
      document.head.append(foreign)
      return { directive: await refused, injected: 'injected' in globalThis }
    }, outside.root)
    expect(ran.directive).toMatch(/^script-src/)
    expect(ran.injected).toBe(false)
    expect(outside.asked).toEqual([])
  })

  test('no permission is granted', async () => {
    const states = await run.window.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone'] as PermissionName[]
      return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state))
    })
    expect(states).toEqual(['denied', 'denied', 'denied', 'denied'])
  })

  test('text of a server is never run as HTML', async () => {
    const { connect, tables, filter, grid } = run.parts
    await connect.openSampleData()
    await tables.open('AllTypes')
    await filter.add('Id', 'full')
    await grid.reveal('xhtml')
    await expect(grid.cell('xhtml', 0)).toHaveText('<b>bold</b> & <i>italic</i>')
    await expect(grid.cell('xhtml', 0).locator('b, i')).toHaveCount(0)
  })

  test('it can neither open another window nor leave its page', async () => {
    const opened = await run.window.evaluate((url) => window.open(url) === null, outside.root)
    expect(opened).toBe(true)
    await run.window.evaluate((url) => {
      window.location.href = url
    }, `${outside.root}/elsewhere`)
    await run.window.evaluate((url) => {
      const link = document.createElement('a')
      link.href = url
      document.body.append(link)
      link.click()
      link.remove()
    }, `${outside.root}/elsewhere`)
    // The page still answers, and is still the same. (Locators would wait for the refused navigation to end.)
    const page = await run.window.evaluate(() => ({
      url: location.href,
      title: document.querySelector('h1')?.innerText,
    }))
    expect(page).toEqual({ url: 'app://molgenis/index.html', title: 'AllTypes' })
    expect(run.app.windows()).toHaveLength(1)
    expect(outside.asked).toEqual([])
  })
})
