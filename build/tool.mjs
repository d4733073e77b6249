// `npm run lint` and `npm run format`: a tool of the project with its own arguments, after the set-up it needs.
import { join } from 'node:path'
import { run } from './setup/child.mjs'
import { projectRoot } from './setup/places.mjs'
import { SetupStop } from './setup/say.mjs'
import { runScript } from './setup/script.mjs'
import { setUp } from './setup/set-up.mjs'

const TOOLS = { eslint: 'eslint/bin/eslint.js', prettier: 'prettier/bin/prettier.cjs' }

await runScript(async () => {
  const [name, ...words] = process.argv.slice(2)
  if (!Object.hasOwn(TOOLS, name ?? ''))
    throw new SetupStop(`Name one of these tools: ${Object.keys(TOOLS).join(', ')}.`)
  await setUp({})
  const { code } = await run(process.execPath, [join(projectRoot, 'node_modules', TOOLS[name]), ...words], {
    cwd: projectRoot,
  })
  return code
})
