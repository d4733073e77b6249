// `npm run dist` and `npm run dist:dir`: installers for this system, or the unpacked application.
import { packageApplication } from './setup/packaging.mjs'
import { say } from './setup/say.mjs'
import { runScript } from './setup/script.mjs'
import { setUp } from './setup/set-up.mjs'

await runScript(async () => {
  const words = process.argv.slice(2)
  const isDir = words[0] === '--dir'
  const { runtime } = await setUp({ runtime: true })
  await packageApplication({ target: isDir ? 'dir' : 'installers', runtime, words: isDir ? words.slice(1) : words })
  say('The packages are in dist/.')
})
