// `npm run check`: types, lint, format and the house rules; fast enough to run before every commit.
import { resultLines, sumResults } from './setup/runners/results.mjs'
import { runChecks, runVitest } from './setup/runners/runners.mjs'
import { say } from './setup/say.mjs'
import { runScript } from './setup/script.mjs'
import { setUp } from './setup/set-up.mjs'

await runScript(async () => {
  const { env } = await setUp({})
  const results = [...(await runChecks()), await runVitest('house rules', ['test/house'], env)]
  for (const line of resultLines(results)) say(line)
  const sum = sumResults(results)
  process.stdout.write(`${sum.line}\n`)
  return sum.isGood ? 0 : 1
})
