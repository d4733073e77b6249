// Files stay small. An exception is listed by name with its reason; the list may only shrink.
import { describe, expect, it } from 'vitest'
import { sourceFiles } from './source-files'

const exceptions: Readonly<Record<string, string>> = {}

const limit = (path: string) => (path.startsWith('test/') ? 400 : path.endsWith('.vue') ? 250 : 300)
const files = sourceFiles('src-shared', 'src-main', 'src-renderer', 'test', 'build')

describe('sizes', () => {
  it('keeps every file under its limit', () => {
    const tooLong = files.filter((file) => file.lineCount > limit(file.path) && !(file.path in exceptions))
    expect(tooLong.map((file) => `${file.path}: ${file.lineCount} lines`)).toEqual([])
  })

  it('lists no exception that is not needed any more', () => {
    const needed = files.filter((file) => file.lineCount > limit(file.path)).map((file) => file.path)
    expect(Object.keys(exceptions).filter((path) => !needed.includes(path))).toEqual([])
  })

  it('keeps every room to fifteen files', () => {
    const counts = new Map<string, number>()
    for (const file of files) {
      if (!file.path.startsWith('src-')) continue
      const folder = file.path.slice(0, file.path.lastIndexOf('/'))
      counts.set(folder, (counts.get(folder) ?? 0) + 1)
    }
    expect([...counts].filter(([, count]) => count > 15).map(([folder, count]) => `${folder}: ${count} files`)).toEqual(
      [],
    )
  })

  it('opens every source file with a line that says what it holds', () => {
    const silent = files.filter(
      (file) =>
        file.path.startsWith('src-') &&
        !/^(<script setup lang="ts">\n)?(\/\/ |<!-- |\/\*\* |#!.*\n\/\/ )/.test(file.text),
    )
    expect(silent.map((file) => file.path)).toEqual([])
  })

  it('uses no forbidden file name', () => {
    const forbidden = /(^|[-/])(utils?|helpers?|common|misc|manager|data|base)\.(ts|vue|mjs)$/
    expect(files.filter((file) => forbidden.test(file.path)).map((file) => file.path)).toEqual([])
  })
})
