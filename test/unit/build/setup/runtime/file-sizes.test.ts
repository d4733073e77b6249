// A prepared runtime that has lost a file, or a part of one, is noticed.
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeFiles, findDamage } from '../../../../../build/setup/runtime/file-sizes.mjs'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'file-sizes-'))
  await mkdir(join(folder, 'locales'))
  await writeFile(join(folder, 'electron'), 'x'.repeat(100))
  await writeFile(join(folder, 'locales', 'en.pak'), 'words')
  await writeFile(join(folder, 'ours'), 'changes')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const sizesOf = () => describeFiles(folder, (path: string) => path === 'ours')

it('lists every file but those left out', async () => {
  expect(await sizesOf()).toEqual({ electron: 100, 'locales/en.pak': 5 })
})

it('finds nothing wrong with what has not changed', async () => {
  const sizes = await sizesOf()
  await writeFile(join(folder, 'ours'), 'changes and changes')
  expect(await findDamage(folder, sizes)).toBeNull()
})

it('names a file that is cut short, and one that is gone', async () => {
  const sizes = await sizesOf()
  await truncate(join(folder, 'electron'), 10)
  expect(await findDamage(folder, sizes)).toBe('electron has 10 bytes instead of 100')
  await rm(join(folder, 'electron'))
  expect(await findDamage(folder, sizes)).toBe('electron is missing')
})
