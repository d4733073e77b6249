// Which tests failed and why, read from the runners' reports: a run's log may be cut, its last lines are kept.
import { relative } from 'node:path'

/** Lines of an error that are shown: the message and the values that were compared. */
const ERROR_LINES = 12
/** Failures that are named; a run that has more is broken at one place. */
const MOST_NAMED = 20

/**
 * @typedef {object} Failure
 * @property {string} name   the test, with its file
 * @property {string} error  what it said, as text without colours, cut after some lines
 */

/**
 * @param {object | null} report  vitest's JSON report
 * @param {string} root           the folder that files are named from
 * @returns {Failure[]} failed tests, and files that could not be loaded
 */
export function vitestFailures(report, root) {
  return (report?.testResults ?? []).flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed')
    const place = relative(root, file.name)
    if (failed.length === 0) return file.status === 'failed' ? [failure(place, file.message)] : []
    return failed.map((test) => failure(`${place} › ${test.fullName}`, test.failureMessages?.[0]))
  })
}

/**
 * @param {object | null} report  Playwright's JSON report
 * @returns {Failure[]} tests that failed, and those that passed only when repeated
 */
export function playwrightFailures(report) {
  const specs = (report?.suites ?? []).flatMap(specsOf)
  return specs.flatMap((spec) =>
    spec.tests
      .filter((test) => test.status === 'unexpected' || test.status === 'flaky')
      .map((test) => failure(`${spec.file}:${spec.line} › ${spec.title}`, errorOf(test))),
  )
}

/**
 * @param {Failure[]} failures
 * @returns {string[]} lines for the person at the terminal
 */
export function failureLines(failures) {
  const named = failures
    .slice(0, MOST_NAMED)
    .flatMap(({ name, error }) => [`  ✘ ${name}`, ...error.split('\n').map((line) => `      ${line}`)])
  const left = failures.length - MOST_NAMED
  return left > 0 ? [...named, `  and ${left} more`] : named
}

const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)]

function errorOf(test) {
  const error = test.results.map((result) => result.error).find((found) => found !== undefined)
  const place = error?.location ? `\n(line ${error.location.line})` : ''
  return error === undefined ? undefined : `${firstLines(error.message)}${place}`
}

const failure = (name, error) => ({ name, error: firstLines(error) })

/** A text's first lines without colour codes and empty lines. */
function firstLines(text = 'without a word') {
  const lines = text.replaceAll(/\u001b\[[0-9;]*m/g, '').split('\n')
  return lines
    .filter((line) => line.trim() !== '')
    .slice(0, ERROR_LINES)
    .join('\n')
}
