// Walks the application over its sample data and takes the pictures that the README shows.
import type { Page } from '@playwright/test'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { end, start } from '../e2e/support/launch'
import { windowParts } from '../e2e/support/window/window-parts'

/**
 * Take all pictures.
 *
 * @param folder  where they go; pictures of the same name are replaced
 * @returns the exit code
 */
export async function takePictures(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true })
  await withWindow('light', 1280, 800, async (window) => {
    await window.getByRole('heading', { name: 'Open a data source' }).waitFor()
    await window.screenshot({ path: join(folder, 'connect-light.png') })
  })
  await withWindow('light', 1440, 900, async (window) => {
    await openTutorialSnp(window)
    await window.screenshot({ path: join(folder, 'workbench-light.png') })
  })
  await withWindow('dark', 1440, 900, async (window) => {
    await openTutorialSnp(window)
    await window.keyboard.press('Escape')
    await window.screenshot({ path: join(folder, 'workbench-dark.png') })
  })
  await withWindow('light', 1280, 800, async (window) => {
    await stageChanges(window)
    await window.screenshot({ path: join(folder, 'review-light.png') })
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

/** Two cells changed and a row to be deleted, in the review that comes before the sending. */
async function stageChanges(window: Page): Promise<void> {
  const { connect, editing, grid, palette, review, table, tables } = windowParts({ window })
  await window.getByRole('button', { name: /^Sample data/ }).click()
  await palette.run('Sign in')
  await connect.signIn('admin', 'admin')
  await tables.open('SampleAse')
  await grid.expectSettled()
  await table.show('Grid')
  await editing.type(grid.cell('Ref_Counts', 1), '4124')
  await editing.type(grid.cell('Alt_Counts', 3), '32')
  await editing.choose(grid.cell('ID', 5), /^Delete/)
  await review.open()
  await window.mouse.move(5, 5)
}

async function withWindow(
  theme: 'light' | 'dark',
  width: number,
  height: number,
  walk: (window: Page) => Promise<void>,
) {
  const userData = await mkdtemp(join(tmpdir(), 'molgenis-desktop-pictures-'))
  const { app, window } = await start(userData, { theme, size: { width, height } })
  try {
    await walk(window)
  } finally {
    await end(app)
    await rm(userData, { recursive: true, force: true, maxRetries: 5 })
  }
}
