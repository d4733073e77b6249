// Versions of servers are compared in one table only; everyone else asks what a server can do.
import { expect, it } from 'vitest'
import { sourceFiles } from './source-files'

const table = 'src-main/server/molgenis-classic/generations.ts'
/** The room of the built-in server plays the generations, and has a table of its own. */
const isClientSide = (path: string) => !path.startsWith('src-main/sample-server/')
const comparison =
  /\bmajorOf\b|\bsemver\b|[vV]ersion\b[^\n]{0,60}(?:[<>]=?|[!=]==)\s*['"\d]|[vV]ersion\w*\.(?:startsWith|split|match|localeCompare)\(|\.exec\((?:\w+\.)?(?:server)?[vV]ersion\)/

it('compares no version of a server outside the table of generations', () => {
  const offenders = sourceFiles('src-main/server', 'src-main/session', 'src-main/dataset', 'src-main/query').filter(
    ({ path, text }) => path !== table && isClientSide(path) && comparison.test(text),
  )
  expect(offenders.map(({ path, text }) => `${path}: ${comparison.exec(text)?.[0] ?? ''}`)).toEqual([])
})

it('would find such a comparison', () => {
  for (const line of [
    "if (version >= '7')",
    "serverVersion.startsWith('8')",
    '/^\\d+/.exec(version)',
    "version.split('.')",
    'majorOf(version)',
    "detected.version === '10.2'",
  ])
    expect(line).toMatch(comparison)
})
