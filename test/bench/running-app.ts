// Starts the built application, or an empty window of the same runtime, for measuring.
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { electronFlags } from '../e2e/support/launch'

const top = fileURLToPath(new URL('../..', import.meta.url))

/** A started application and how long it took until its page was loaded and until it was usable, in milliseconds. */
export type Started = {
  readonly app: ElectronApplication
  readonly window: Page
  readonly loadedMs: number
  readonly usableMs: number
  readonly pid: number
  readonly close: () => Promise<void>
}

/** Start the application with a fresh profile; usable is when the first screen is there. */
export async function startApplication(): Promise<Started> {
  const userData = await mkdtemp(join(tmpdir(), 'molgenis-desktop-bench-'))
  const started = await start([top, '--user-data', userData], (window) =>
    window.getByRole('heading', { name: 'Open a data source' }).waitFor(),
  )
  return {
    ...started,
    close: async () => {
      await started.app.close()
      await rm(userData, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Start the empty window. */
export async function startEmptyWindow(): Promise<Started> {
  const started = await start([join(top, 'test', 'bench', 'empty-window')], (window) =>
    window.getByText('empty').waitFor(),
  )
  return { ...started, close: () => started.app.close() }
}

async function start(
  words: readonly string[],
  usable: (window: Page) => Promise<void>,
): Promise<Omit<Started, 'close'>> {
  const executablePath = process.env['MOLGENIS_ELECTRON']
  if (!executablePath) throw new Error('No Electron is named; run the figures with: npm run bench')
  const startedAt = performance.now()
  const app = await _electron.launch({ executablePath, args: [...electronFlags(), ...words] })
  const window = await app.firstWindow()
  await window.waitForLoadState('load')
  const loadedMs = performance.now() - startedAt
  await usable(window)
  const usableMs = performance.now() - startedAt
  return { app, window, loadedMs, usableMs, pid: app.process().pid ?? 0 }
}
