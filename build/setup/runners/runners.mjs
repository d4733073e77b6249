// The checks and test runners of the project, each run once and read into a result.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../child.mjs'
import { projectRoot } from '../places.mjs'
import { playwrightFailures, vitestFailures } from './failures.mjs'
import { checkResult, playwrightResult, vitestResult } from './results.mjs'
import { say } from '../say.mjs'

const REPORTS = join(projectRoot, 'test-results')
/** Settings that the others extend. */
const NOT_A_PROJECT = ['tsconfig.strict.json']

const tool = (path) => join(projectRoot, 'node_modules', path)
const node = (args, options) => run(process.execPath, args, { cwd: projectRoot, ...options })

/** The checks of the source text: one type check per kind of room, the linter, the formatter. */
export function listChecks() {
  const projects = readdirSync(join(projectRoot, 'build')).filter(
    (file) => /^tsconfig\..+\.json$/.test(file) && !NOT_A_PROJECT.includes(file),
  )
  return [
    ...projects.map((file) => ({
      name: `types (${file.split('.')[1]})`,
      args: [tool('vue-tsc/bin/vue-tsc.js'), '--noEmit', '-p', `build/${file}`],
    })),
    { name: 'lint', args: [tool('eslint/bin/eslint.js'), '.'] },
    { name: 'format', args: [tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
  ]
}

/**
 * Run the checks, two at a time; the output of one that fails is shown.
 *
 * @param {{ name: string, args: string[] }[]} checks
 * @returns {Promise<import('./results.mjs').Result[]>}
 */
export async function runChecks(checks = listChecks()) {
  const waiting = [...checks]
  const results = []
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const { code, output } = await node(check.args, { capture: true })
      if (code !== 0) say(`\n--- ${check.name} failed ---\n${output.trim()}\n`)
      results.push(checkResult(check.name, code))
    }
  }
  await Promise.all([worker(), worker()])
  return results
}

/**
 * Run vitest over the whole tree or over the files that `filters` name.
 *
 * @param {string} name
 * @param {string[]} filters
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import('./results.mjs').Result>}
 */
export async function runVitest(name, filters, env) {
  const file = freshReport('vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { code } = await node(
    [tool('vitest/vitest.mjs'), 'run', '-c', 'build/vitest.config.ts', ...reporters, ...filters],
    { env },
  )
  const report = readReport(file)
  return { ...vitestResult(name, report, code), failures: vitestFailures(report, projectRoot) }
}

/**
 * Run one of Playwright's projects.
 *
 * @param {string} name
 * @param {'app' | 'packaged'} project
 * @param {string[]} filters
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import('./results.mjs').Result>}
 */
export async function runPlaywright(name, project, filters, env) {
  const file = freshReport(`playwright-${project}.json`)
  const args = [
    tool('@playwright/test/cli.js'),
    'test',
    '-c',
    'build/playwright.config.ts',
    `--project=${project}`,
    ...filters,
  ]
  const { code } = await node(args, { env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file } })
  const report = readReport(file)
  return { ...playwrightResult(name, report, code), failures: playwrightFailures(report) }
}

/** The place of a report, with the one of an earlier run gone: an old report must not speak for a run that broke down. */
function freshReport(name) {
  const file = join(REPORTS, name)
  rmSync(file, { force: true })
  return file
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}
