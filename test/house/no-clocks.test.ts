// Tests say what is right, not how quick it is: a busy machine fails none. How long something takes, the figures say.
import { expect, it } from 'vitest'
import { sourceFiles } from './source-files'

it('keeps clocks out of the tests', () => {
  const offenders = sourceFiles('test').filter(
    ({ path, text }) =>
      !path.startsWith('test/bench/') && /\bperformance\.now\(|\blongtask|waitForTimeout\(/.test(text),
  )
  expect(offenders.map(({ path }) => path).filter((path) => !path.endsWith('no-clocks.test.ts'))).toEqual([])
})
