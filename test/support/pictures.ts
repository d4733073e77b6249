// Walks the application over its sample data and takes the pictures that the README shows.
import { _electron, type Page } from '@playwright/test'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const top = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Take all pictures.
 *
 * @param folder  where they go; pictures of the same name are replaced
 * @returns the exit code
 */
export async function takePictures(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true })
  await withWindow('light', '1280x800', async (window) => {
    await window.getByRole('heading', { name: 'Open a data source' }).waitFor()
    await window.screenshot({ path: join(folder, 'connect-light.png') })
  })
  await withWindow('light', '1440x900', async (window) => {
    await openTutorialSnp(window)
    await window.screenshot({ path: join(folder, 'workbench-light.png') })
  })
  await withWindow('dark', '1440x900', async (window) => {
    await openTutorialSnp(window)
    await window.keyboard.press('Escape')
    await window.screenshot({ path: join(folder, 'workbench-dark.png') })
  })
  process.stdout.write(`Wrote the pictures to ${folder}\n`)
  return 0
}

/** The tutorial's SNP: 21 rows in the grid, their scatter beside it, one row selected. */
async function openTutorialSnp(window: Page): Promise<void> {
  await window.getByRole('button', { name: /^Sample data/ }).click()
  await window.getByRole('treeitem', { name: 'SampleAse' }).click()
  await window.getByText('50,021').first().waitFor()
  await window.keyboard.press('ControlOrMeta+Shift+F')
  await window
    .getByRole('option', { name: /^SNP_ID/ })
    .first()
    .click()
  await window.keyboard.type('rs12460890')
  await window
    .getByRole('option', { name: /rs12460890/ })
    .first()
    .click()
  await window.keyboard.press('Escape')
  await window.getByText('21 of 50,021 rows').waitFor()
  await window.getByRole('gridcell', { name: '1418786' }).click()
  await window.getByText('Row 2 of 21').waitFor()
  await window.mouse.move(5, 5)
}

async function withWindow(theme: string, size: string, walk: (window: Page) => Promise<void>): Promise<void> {
  const userData = await mkdtemp(join(tmpdir(), 'molgenis-desktop-pictures-'))
  const executablePath = process.env['MOLGENIS_ELECTRON']
  if (!executablePath) throw new Error('No Electron is named; take the pictures with: npm run pictures')
  const flags = (process.env['MOLGENIS_ELECTRON_FLAGS'] ?? '').split(' ').filter(Boolean)
  const app = await _electron.launch({
    executablePath,
    args: [...flags, top, '--user-data', userData, '--theme', theme, '--size', size],
  })
  try {
    const window = await app.firstWindow()
    await window.waitForLoadState('load')
    await walk(window)
  } finally {
    await app.close()
    await rm(userData, { recursive: true, force: true, maxRetries: 5 })
  }
}
