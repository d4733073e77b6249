// Only a dialect's own folder and the registry know its name; everyone else reads capabilities.
import { expect, it } from 'vitest'
import { sourceFiles } from './source-files'

it('keeps dialect names in their folders', () => {
  const allowed = /^src-main\/server\/(molgenis-classic|molgenis-emx2|dialect-registry\.ts)/
  const offenders = sourceFiles('src-shared', 'src-main', 'src-renderer').filter(
    (file) => !allowed.test(file.path) && /molgenis-(classic|emx2)/.test(file.text),
  )
  expect(offenders.map((file) => file.path)).toEqual([])
})
