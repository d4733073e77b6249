// The results of several test runners as one pair of numbers.
import { failureLines } from './failures.mjs'

/**
 * @typedef {object} Result
 * @property {string} name    what ran
 * @property {number} passed  tests, or 1 for a check that is a test of its own
 * @property {number} failed
 * @property {import('./failures.mjs').Failure[]} [failures]  those that are known by name
 */

/**
 * One check that either holds or does not (a type check, the linter, the formatter).
 *
 * @param {string} name
 * @param {number} exitCode
 * @returns {Result}
 */
export const checkResult = (name, exitCode) => ({
  name,
  passed: exitCode === 0 ? 1 : 0,
  failed: exitCode === 0 ? 0 : 1,
})

/**
 * Read the JSON report of vitest.
 *
 * @param {string} name
 * @param {object | null} report  null when none was written
 * @param {number} exitCode       of vitest
 * @returns {Result} a file that could not be loaded counts as one failed test, and so does any other failure of the runner
 */
export function vitestResult(name, report, exitCode) {
  const brokenFiles = (report?.testResults ?? []).filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  return honest(
    {
      name,
      passed: report?.numPassedTests ?? 0,
      failed: (report?.numFailedTests ?? 0) + brokenFiles,
    },
    exitCode,
  )
}

/**
 * Read the JSON report of Playwright.
 *
 * @param {string} name
 * @param {object | null} report  null when none was written
 * @param {number} exitCode       of Playwright
 * @returns {Result} a test that passed only when repeated counts as failed
 */
export function playwrightResult(name, report, exitCode) {
  const stats = report?.stats ?? {}
  return honest(
    {
      name,
      passed: stats.expected ?? 0,
      failed: (stats.unexpected ?? 0) + (stats.flaky ?? 0),
    },
    exitCode,
  )
}

/** A runner that ended badly, or that ran nothing, has failed whatever it reports. */
function honest(result, exitCode) {
  const isSilent = result.failed === 0 && (exitCode !== 0 || result.passed === 0)
  return isSilent ? { ...result, failed: 1 } : result
}

/**
 * The sum of all results.
 *
 * @param {Result[]} results
 * @returns {{ passed: number, failed: number, isGood: boolean, line: string }} good: something ran and nothing failed
 */
export function sumResults(results) {
  const passed = results.reduce((sum, result) => sum + result.passed, 0)
  const failed = results.reduce((sum, result) => sum + result.failed, 0)
  return { passed, failed, isGood: passed > 0 && failed === 0, line: `${passed} passed, ${failed} failed` }
}

/**
 * One line per runner for the person at the terminal, and under it the tests that failed.
 *
 * @param {Result[]} results
 */
export const resultLines = (results) =>
  results.flatMap(({ name, passed, failed, failures = [] }) => [
    `${failed === 0 ? 'good  ' : 'FAILED'}  ${name}: ${passed} passed, ${failed} failed`,
    ...failureLines(failures),
  ])
