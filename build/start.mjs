// `npm start`: prepares what is missing, then starts the application.
import { runElectron } from './setup/electron-process.mjs'
import { projectRoot } from './setup/places.mjs'
import { say } from './setup/say.mjs'
import { runScript } from './setup/script.mjs'
import { setUp } from './setup/set-up.mjs'
import { readStartArguments } from './setup/start-arguments.mjs'

await runScript(async () => {
  const words = readStartArguments(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd())
  if (words.help) {
    say(words.help)
    return 0
  }
  const ready = await setUp({ screen: 'where-absent', application: true })
  const flags = [...ready.electronFlags, ...words.forElectron]
  const code = await runElectron(ready.runtime.executable, [...flags, projectRoot, ...words.forApplication], ready.env)
  ready.close()
  return code
})
