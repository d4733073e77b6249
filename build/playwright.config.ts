// End-to-end tests: journeys in the real window, on the built application and on the packaged one.
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'

const folder = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

export default defineConfig({
  testDir: folder('test/e2e'),
  outputDir: folder('test-results/e2e'),
  tsconfig: folder('build/tsconfig.test.json'),
  // One window at a time: a journey owns the keyboard, the clipboard and the screen.
  workers: 1,
  retries: 0,
  // States are waited for, on a busy machine too: how long something takes is for the figures to say.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: { actionTimeout: 30_000 },
  // The JSON report's place is named by the script that sums up the results.
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] === undefined ? [['list']] : [['list'], ['json']],
  projects: [
    { name: 'app', testIgnore: /packaged\.spec\.ts$/ },
    { name: 'packaged', testMatch: /packaged\.spec\.ts$/ },
  ],
})
