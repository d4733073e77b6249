// The README tells the truth about the import table, the scripts and the packages.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { withTable } from '../../build/readme-table.mjs'
import { top } from './source-files'

const readme = readFileSync(join(top, 'README.md'), 'utf8')
const manifest = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}

it('shows the import table as it is checked (node build/readme-table.mjs writes it)', () => {
  expect(readme).toBe(withTable(readme))
})

it('names only scripts that exist', () => {
  const named = [...readme.matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? '')
  expect(named.filter((name) => !(name in manifest.scripts))).toEqual([])
})

it('says of every package why it is there', () => {
  const isNamed = (name: string) =>
    readme.includes(name) ||
    (name.startsWith('@fontsource-variable/') && readme.includes('@fontsource-variable/*')) ||
    name.startsWith('@types/')
  const all = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)]
  expect(all.filter((name) => !isNamed(name))).toEqual([])
})
