// Copies of chosen files are there as long as a journal speaks of them.
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ChosenFiles } from '@main/edit/chosen-files'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'chosen-files-'))
  await writeFile(join(root, 'notes.txt'), 'of a patient')
})
afterEach(() => rm(root, { recursive: true, force: true }))

it('a sweep leaves what journals speak of, and removes the rest', async () => {
  const folder = join(root, 'edits')
  const files = new ChosenFiles(folder)
  const [staged, dropped] = [await files.keep(join(root, 'notes.txt')), await files.keep(join(root, 'notes.txt'))]
  await writeFile(join(folder, 'a.jsonl'), `{"head":1}\n{"cell":${JSON.stringify(staged)}}\n`)
  await files.sweep()
  expect(await (await files.open(staged)).content.text()).toBe('of a patient')
  await expect(files.open(dropped)).rejects.toMatchObject({ code: 'file.failed' })
  expect(await readdir(join(folder, 'files'))).toHaveLength(1)
})

it('a sweep where nothing was ever chosen does nothing', async () => {
  await new ChosenFiles(join(root, 'none')).sweep()
  expect(await readdir(root)).toEqual(['notes.txt'])
})
