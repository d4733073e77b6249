// One running application for the tests of a file that build on each other: starting it for each would take minutes.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { end, keepEvidence, start, test, type LaunchOptions, type RunningApp } from './launch'
import { windowParts, type WindowParts } from './window/window-parts'

/** The application of a group of tests; started before the first of them, ended after the last. */
export type SharedApp = {
  readonly app: ElectronApplication
  readonly window: Page
  readonly parts: WindowParts
  /** Profile folder of the group; starts of the same group share it. */
  readonly userData: string
  /** End the application as a person would, do something while it is closed, and start it again on the same profile. */
  restart(options?: LaunchOptions, whileClosed?: () => Promise<void>): Promise<void>
  /** Keep a picture of the window among the results. */
  picture(name: string): Promise<void>
}

/** Declare the application of a group; call it inside `test.describe.serial`. */
export function sharedApp(options: LaunchOptions = {}): SharedApp {
  let running: RunningApp | null = null
  let parts: WindowParts | null = null
  let userData = ''

  const now = (): RunningApp => {
    if (!running) throw new Error('The application is started by the group of tests; it does not run outside of them.')
    return running
  }
  async function begin(with_: LaunchOptions): Promise<void> {
    running = await start(userData, with_)
    parts = windowParts(running)
  }

  test.beforeAll(async () => {
    userData = await mkdtemp(join(tmpdir(), 'molgenis-desktop-e2e-'))
    await begin(options)
  })
  test.afterEach(async ({}, testInfo) => {
    if (running && testInfo.status !== testInfo.expectedStatus) {
      await keepEvidence(running, (name) => testInfo.outputPath(name))
    }
  })
  test.afterAll(async () => {
    if (running) await end(running.app)
    running = null
    await rm(userData, { recursive: true, force: true, maxRetries: 5 })
  })

  return {
    get app() {
      return now().app
    },
    get window() {
      return now().window
    },
    get parts() {
      now()
      return parts as WindowParts
    },
    get userData() {
      return userData
    },
    async restart(again = {}, whileClosed) {
      await end(now().app)
      running = null
      await whileClosed?.()
      await begin(again)
    },
    picture: (name) => takePicture(now().window, name),
  }
}

/** Keep a picture of a window among the results, for people to look at. */
export async function takePicture(window: Page, name: string): Promise<void> {
  await window.screenshot({ path: join('test-results', 'screens', `${name}.png`) })
}
