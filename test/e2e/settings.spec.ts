// Settings files that are old, new, damaged or cannot be written: said on the first screen, and the program goes on.
import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { end, expect, test } from './support/launch'
import { takePicture } from './support/shared-app'
import { windowParts } from './support/window/window-parts'

const versionOne = fileURLToPath(new URL('../fixtures/settings/version-1.json', import.meta.url))
const settingsOf = (userData: string) => join(userData, 'settings.json')
const message = (window: Page, title: string) =>
  window.getByRole('region', { name: 'Messages' }).locator('.message', { hasText: title })
const putAside = async (userData: string) =>
  (await readdir(userData)).filter((name) => name.startsWith('settings.json.damaged-'))

async function withSettings(userData: string, change: (settings: Record<string, unknown>) => unknown): Promise<void> {
  const settings = JSON.parse(await readFile(versionOne, 'utf8')) as Record<string, unknown>
  const changed = change(settings)
  await writeFile(settingsOf(userData), typeof changed === 'string' ? changed : JSON.stringify(changed))
}

test('a file of version 1 is taken over without a word', async ({ launch, userData }) => {
  await withSettings(userData, (settings) => settings)
  const { window } = await launch()
  await expect(windowParts({ window }).connect.source('Hospital')).toBeVisible()
  await expect(message(window, 'settings could be read')).toHaveCount(0)
  expect(await putAside(userData)).toEqual([])
})

test('a file of a newer version is put aside, and what is known of it is kept', async ({ launch, userData }) => {
  await withSettings(userData, (settings) => ({ ...settings, version: 99, news: { from: 'tomorrow' } }))
  const { window } = await launch()
  await expect(message(window, 'Not all settings could be read.')).toContainText('newer version of the program')
  await expect(windowParts({ window }).connect.source('Hospital')).toBeVisible()
  const [aside] = await putAside(userData)
  expect(JSON.parse(await readFile(join(userData, aside ?? ''), 'utf8'))).toMatchObject({ version: 99 })
  await takePicture(window, 'settings-newer')
})

test('a damaged file is put aside, and the program begins anew', async ({ launch, userData }) => {
  await withSettings(userData, (settings) => JSON.stringify(settings).slice(0, 300))
  const first = await launch()
  const words = message(first.window, 'Not all settings could be read.')
  await expect(words).toContainText('The settings could not be read. The file was kept as')
  await expect(windowParts(first).connect.source('Hospital')).toBeHidden()
  await expect(windowParts(first).connect.source('Sample data')).toBeVisible()
  expect(await putAside(userData)).toHaveLength(1)
  await end(first.app)
  const again = await launch()
  await expect(windowParts(again).connect.source('Sample data')).toBeVisible()
  await expect(message(again.window, 'Not all settings could be read.')).toHaveCount(0)
})

test('a file with one damaged part loses only that part', async ({ launch, userData }) => {
  await withSettings(userData, (settings) => ({ ...settings, layout: { theme: 'pink' } }))
  const { window } = await launch()
  await expect(message(window, 'Not all settings could be read.')).toContainText('(layout)')
  await expect(windowParts({ window }).connect.source('Hospital')).toBeVisible()
  expect(await putAside(userData)).toHaveLength(1)
})

test.describe('a disk that does not take the settings', () => {
  let disk = ''
  test.beforeEach(async ({ userData }) => {
    disk = await mkdtemp(join(tmpdir(), 'molgenis-desktop-disk-'))
    const problem = mount(disk)
    test.skip(problem !== null, problem ?? '')
    await writeFile(join(disk, 'settings.json'), await readFile(versionOne))
    await symlink(join(disk, 'settings.json'), settingsOf(userData))
  })
  test.afterEach(async () => {
    unmount(disk)
    await rm(disk, { recursive: true, force: true })
  })

  test('because it is full: said, and the program goes on with what it holds in memory', async ({
    launch,
    userData,
  }) => {
    const { window } = await launch()
    const { connect, tables } = windowParts({ window })
    await expect(connect.source('Hospital')).toBeVisible()
    // To the last byte, and then one more.
    await writeFile(join(disk, 'filler'), Buffer.alloc(10_000_000)).catch(() => undefined)
    await connect.openSampleData()
    await expect(message(window, 'Settings cannot be kept.')).toContainText('The disk with the settings is full.')
    await takePicture(window, 'settings-disk-full')
    await tables.open('AseSample')
    expect(JSON.parse(await readFile(settingsOf(userData), 'utf8'))).toMatchObject({ version: 1 })
  })

  test('because it may not be written to: said, and the program goes on', async ({ launch }) => {
    remount(disk, 'ro')
    const { window } = await launch()
    const { connect, tables } = windowParts({ window })
    await expect(connect.source('Hospital')).toBeVisible()
    await connect.openSampleData()
    await expect(message(window, 'Settings cannot be kept.')).toContainText('may not be written to')
    await tables.open('AseSample')
  })
})

test('a profile folder that cannot be used is no reason not to start: another one is, and that is said', async ({
  launch,
  userData,
}) => {
  // Something else stands in its place; a closed folder is no hindrance to the administrator who runs tests.
  const wanted = join(userData, 'profile')
  await writeFile(wanted, 'no folder')
  const { app, window } = await launch({ userData: wanted })
  const { connect, tables } = windowParts({ window })
  await expect(message(window, "The program's folder cannot be used.")).toContainText(
    `${wanted} may not be written to.`,
  )
  await takePicture(window, 'profile-unusable')
  await connect.openSampleData()
  await tables.open('AseSample')
  const used = await app.evaluate(({ app: program }) => program.getPath('userData'))
  expect(used).not.toBe(wanted)
  await end(app)
  await rm(used, { recursive: true, force: true, maxRetries: 5 })
})

test('a profile folder that is closed to the person lends its settings', async ({ launch, userData }) => {
  test.skip(process.getuid?.() === 0, 'the administrator may write everywhere')
  test.skip(process.platform === 'win32', 'folders are closed in another way there')
  await withSettings(userData, (settings) => settings)
  await chmod(userData, 0o500)
  const { app, window } = await launch()
  await expect(message(window, "The program's folder cannot be used.")).toBeVisible()
  await expect(windowParts({ window }).connect.source('Hospital')).toBeVisible()
  await chmod(userData, 0o700)
  await end(app)
})

/** A disk of 1 MB in memory at a folder; only Linux's administrator can make one. @returns why not, else null */
function mount(folder: string): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'a small disk needs the administrator of a Linux'
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' })
    return null
  } catch {
    return 'this system lets nobody mount a small disk'
  }
}

const remount = (folder: string, how: 'ro' | 'rw'): void => {
  execFileSync('mount', ['-o', `remount,${how}`, folder])
}

function unmount(folder: string): void {
  try {
    execFileSync('umount', ['--lazy', folder], { stdio: 'ignore' })
  } catch {
    // It was never mounted.
  }
}
