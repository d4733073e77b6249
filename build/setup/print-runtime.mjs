// Prints the path of the Electron executable that the set-up uses, preparing it where needed (path on stdout, words on stderr).
import { prepareDependencies } from './dependencies.mjs'
import { prepareRuntime } from './runtime/runtime.mjs'
import { runScript } from './script.mjs'

await runScript(async () => {
  await prepareDependencies()
  const { executable } = await prepareRuntime()
  process.stdout.write(`${executable}\n`)
})
