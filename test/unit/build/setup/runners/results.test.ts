// Summing up the runners: nothing that went wrong may disappear in the sum.
import { describe, expect, it } from 'vitest'
import { checkResult, playwrightResult, sumResults, vitestResult } from '../../../../../build/setup/runners/results.mjs'

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((state) => ({ status: state })),
})

describe('vitestResult', () => {
  it('takes over the numbers of a good run', () => {
    const report = { numPassedTests: 7, numFailedTests: 0, testResults: [file('passed', 'passed')] }
    expect(vitestResult('unit', report, 0)).toEqual({ name: 'unit', passed: 7, failed: 0 })
  })

  it('counts failed tests and files that could not be loaded', () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 2,
      testResults: [file('failed', 'failed', 'failed'), file('failed'), file('failed', 'passed')],
    }
    expect(vitestResult('unit', report, 1)).toEqual({ name: 'unit', passed: 3, failed: 4 })
  })

  it.each([
    ['broke down without a report', null, 1, 0],
    ['ended badly with only good tests', { numPassedTests: 5, numFailedTests: 0, testResults: [] }, 1, 5],
    ['ran nothing', { numPassedTests: 0, numFailedTests: 0, testResults: [] }, 0, 0],
  ])('counts one failure when the runner %s', (_what, report, code, passed) => {
    expect(vitestResult('unit', report, code)).toEqual({ name: 'unit', passed, failed: 1 })
  })
})

describe('playwrightResult', () => {
  it('counts what passed only on a second try as failed', () => {
    expect(playwrightResult('e2e', { stats: { expected: 4, unexpected: 1, flaky: 2, skipped: 1 } }, 1)).toEqual({
      name: 'e2e',
      passed: 4,
      failed: 3,
    })
  })

  it('counts one failure when there is no report', () => {
    expect(playwrightResult('e2e', null, 0)).toEqual({ name: 'e2e', passed: 0, failed: 1 })
  })
})

describe('sumResults', () => {
  it('adds checks and tests into one line', () => {
    const results = [checkResult('lint', 0), checkResult('format', 2), { name: 'unit', passed: 10, failed: 1 }]
    expect(sumResults(results)).toEqual({ passed: 11, failed: 2, isGood: false, line: '11 passed, 2 failed' })
  })

  it('is good only when something ran and nothing failed', () => {
    expect([sumResults([]).isGood, sumResults([checkResult('lint', 0)]).isGood]).toEqual([false, true])
  })
})
