// `npm test`: every check and every test, from the types to the packaged application; the last line is the sum.
// `npm test -- PART [words for its runner]` runs one part alone: check, unit, e2e or packaged.
import { packageApplication } from './setup/packaging.mjs'
import { checkResult, resultLines, sumResults } from './setup/runners/results.mjs'
import { runChecks, runPlaywright, runVitest } from './setup/runners/runners.mjs'
import { say, SetupStop } from './setup/say.mjs'
import { runScript } from './setup/script.mjs'
import { setUp } from './setup/set-up.mjs'

/** Each part answers its results; a part that needs the built application asks for it. */
const PARTS = {
  check: () => runChecks(),
  unit: async (ready, words) => [await runVitest('unit, contract, house and integration tests', words, ready.env)],
  e2e: async (ready, words) => {
    await setUp({ application: true })
    return [await runPlaywright('end-to-end tests', 'app', words, ready.env)]
  },
  packaged: async (ready, words) => {
    await packageApplication({ target: 'dir', runtime: ready.runtime })
    return [await runPlaywright('tests of the packaged application', 'packaged', words, ready.env)]
  },
}

await runScript(async () => {
  const [part, ...words] = process.argv.slice(2)
  if (part !== undefined && !Object.hasOwn(PARTS, part)) {
    throw new SetupStop(`npm test knows the parts ${Object.keys(PARTS).join(', ')}, not '${part}'.`)
  }
  const ready = await setUp({ screen: 'own' })
  const results = []
  try {
    for (const name of part === undefined ? Object.keys(PARTS) : [part]) {
      results.push(...(await runPart(name, ready, words)))
    }
  } finally {
    ready.close()
  }
  say('')
  for (const line of resultLines(results)) say(line)
  const sum = sumResults(results)
  // Awaited, so that it is the last line even where both streams go into one file.
  await new Promise((resolve) => process.stdout.write(`${sum.line}\n`, resolve))
  return sum.isGood ? 0 : 1
})

/** A part that cannot even begin (the build fails, say) is one failure, and the other parts still run. */
async function runPart(name, ready, words) {
  say(`\n=== ${name} ===`)
  const startedAt = Date.now()
  try {
    return await PARTS[name](ready, words)
  } catch (error) {
    say(error instanceof SetupStop ? error.message : String(error?.stack ?? error))
    return [checkResult(name, 1)]
  } finally {
    say(`(${name}: ${((Date.now() - startedAt) / 1000).toFixed(0)} s)`)
  }
}
