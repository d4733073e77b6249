// Failed tests by name under the sum: a log that is cut must still say what failed.
import { describe, expect, it } from 'vitest'
import { failureLines, playwrightFailures, vitestFailures } from '../../../../../build/setup/runners/failures.mjs'
import { resultLines } from '../../../../../build/setup/runners/results.mjs'

describe('vitestFailures', () => {
  it('names failed tests and files that could not be loaded', () => {
    const report = {
      testResults: [
        {
          name: '/p/test/a.test.ts',
          status: 'failed',
          assertionResults: [
            { status: 'passed', fullName: 'good' },
            { status: 'failed', fullName: 'adds up', failureMessages: ['\u001b[31mexpected 1\u001b[39m\n\nto be 2'] },
          ],
        },
        { name: '/p/test/b.test.ts', status: 'failed', assertionResults: [], message: 'no such module' },
        { name: '/p/test/c.test.ts', status: 'passed', assertionResults: [] },
      ],
    }
    expect(vitestFailures(report, '/p')).toEqual([
      { name: 'test/a.test.ts › adds up', error: 'expected 1\nto be 2' },
      { name: 'test/b.test.ts', error: 'no such module' },
    ])
  })

  it('names nothing without a report', () => {
    expect(vitestFailures(null, '/p')).toEqual([])
  })
})

describe('playwrightFailures', () => {
  const spec = (title: string, status: string, message?: string) => ({
    title,
    file: 'grid.spec.ts',
    line: 7,
    tests: [
      { status, results: [{}, ...(message === undefined ? [] : [{ error: { message, location: { line: 12 } } }])] },
    ],
  })

  it('names failed and repeated tests, in nested groups too', () => {
    const report = {
      suites: [
        { specs: [spec('opens', 'expected')], suites: [{ specs: [spec('sorts', 'unexpected', 'not visible')] }] },
        { specs: [spec('scrolls', 'flaky', 'too late'), spec('waits', 'skipped')] },
      ],
    }
    expect(playwrightFailures(report)).toEqual([
      { name: 'grid.spec.ts:7 › sorts', error: 'not visible\n(line 12)' },
      { name: 'grid.spec.ts:7 › scrolls', error: 'too late\n(line 12)' },
    ])
  })

  it('names a test that failed without a word', () => {
    const report = { suites: [{ specs: [spec('sorts', 'unexpected')] }] }
    expect(playwrightFailures(report)).toEqual([{ name: 'grid.spec.ts:7 › sorts', error: 'without a word' }])
  })
})

it('puts the failed tests under the line of their runner', () => {
  const failures = [{ name: 'a.test.ts › adds up', error: 'expected 1\nto be 2' }]
  expect(resultLines([{ name: 'unit', passed: 3, failed: 1, failures }])).toEqual([
    'FAILED  unit: 3 passed, 1 failed',
    '  ✘ a.test.ts › adds up',
    '      expected 1',
    '      to be 2',
  ])
})

it('does not name hundreds of failures', () => {
  const failures = Array.from({ length: 23 }, (_, index) => ({ name: `test ${index}`, error: 'no' }))
  expect(failureLines(failures).at(-1)).toBe('  and 3 more')
})
