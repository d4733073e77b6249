// Starts the built application for a test, each with a profile folder of its own, and ends it with the test.
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** How to start the application; everything is optional. */
export type LaunchOptions = {
  /** what to open at the start, such as 'sample/SampleAse' */
  open?: string
  theme?: 'light' | 'dark'
  /** size of the window's content in pixels */
  size?: { width: number; height: number }
  /** profile folder to use instead of the test's own; it is not removed afterwards */
  userData?: string
  /** more environment variables for the application */
  env?: Record<string, string>
  /** more words for the application */
  args?: string[]
}

/** A running application with its one window. */
export type RunningApp = { app: ElectronApplication; window: Page; userData: string }

type Fixtures = {
  /** A profile folder that is removed after the test; starts of the same test share it. */
  userData: string
  /** Start the application and wait for its page; every one that still runs is ended after the test. */
  launch: (options?: LaunchOptions) => Promise<RunningApp>
}

const projectRoot = fileURLToPath(new URL('../../..', import.meta.url))
/** An application that has not ended by itself after so long is killed, and the test fails. */
const FAREWELL_MS = 15_000

const ended = new WeakSet<ElectronApplication>()

/** Playwright's `test` with the fixtures `userData` and `launch`. */
export const test = base.extend<Fixtures>({
  userData: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'molgenis-desktop-e2e-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  },
  launch: async ({ userData }, use, testInfo) => {
    const running: RunningApp[] = []
    await use(async (options = {}) => {
      const started = await start(options.userData ?? userData, options)
      running.push(started)
      return started
    })
    if (testInfo.status !== testInfo.expectedStatus) {
      for (const [index, one] of running.entries())
        await keepEvidence(one, (name) => testInfo.outputPath(`${index}-${name}`))
    }
    for (const { app } of running) await end(app)
  },
})

export { expect } from '@playwright/test'

/** Start the application with a profile folder and wait for its page; whoever starts it ends it. */
export async function start(userData: string, options: LaunchOptions = {}): Promise<RunningApp> {
  const executablePath = process.env['MOLGENIS_ELECTRON']
  if (!executablePath) throw new Error('No Electron is named; run the end-to-end tests with: npm test -- e2e')
  const app = await _electron.launch({
    executablePath,
    args: [...electronFlags(), projectRoot, ...applicationWords(userData, options)],
    env: { ...environment(), ...options.env },
  })
  // However it ends: of an application that is gone nothing more can be asked.
  app.once('close', () => ended.add(app))
  app.process().stderr?.on('data', (chunk: Buffer) => process.stderr.write(chunk))
  const window = await app.firstWindow()
  await window.waitForLoadState('load')
  return { app, window, userData }
}

/** Flags that Electron needs on this machine, as the set-up found them. */
export const electronFlags = (): string[] => (process.env['MOLGENIS_ELECTRON_FLAGS'] ?? '').split(' ').filter(Boolean)

function applicationWords(userData: string, options: LaunchOptions): string[] {
  const words = ['--user-data', userData]
  if (options.open !== undefined) words.push('--open', options.open)
  if (options.theme !== undefined) words.push('--theme', options.theme)
  if (options.size !== undefined) words.push('--size', `${options.size.width}x${options.size.height}`)
  return [...words, ...(options.args ?? [])]
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

/** What a person needs to understand a failure: the picture of the window and the application's log. */
export async function keepEvidence(
  { app, window, userData }: RunningApp,
  path: (name: string) => string,
): Promise<void> {
  const isRunning = !ended.has(app) && app.process().exitCode === null && !window.isClosed()
  if (isRunning) await window.screenshot({ path: path('window.png'), timeout: 5000 }).catch(() => undefined)
  const log = await readFile(join(userData, 'logs', 'main.log'), 'utf8').catch(() => '')
  if (log !== '') process.stderr.write(`--- the application's log ---\n${log.slice(-4000)}\n`)
}

/** Ask the application to end, and see that it does; one that has ended already is left alone. */
export async function end(app: ElectronApplication): Promise<void> {
  if (ended.has(app)) return
  ended.add(app)
  const child = app.process()
  if (child.exitCode !== null || child.signalCode !== null) return
  let isOverdue = false
  const timer = setTimeout(() => {
    isOverdue = true
    child.kill('SIGKILL')
  }, FAREWELL_MS)
  await app.close().catch(() => undefined)
  clearTimeout(timer)
  if (isOverdue) throw new Error(`The application did not end within ${FAREWELL_MS / 1000} s of being asked to.`)
}
