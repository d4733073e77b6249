// `npm run sample-server -- --port N …`: the built-in sample server on loopback, for tests, benchmarks and people.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectRoot } from './setup/places.mjs'
import { runScript } from './setup/script.mjs'
import { setUp } from './setup/set-up.mjs'

await runScript(async () => {
  await setUp({ application: true })
  // In this process: one program to end, and its exit code is the script's own.
  await import(pathToFileURL(join(projectRoot, 'out', 'sample-server', 'cli.cjs')).href)
  return process.exitCode
})
