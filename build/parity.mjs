// `npm run parity -- --table TABLE.json --references FILE.json --filters FILE.jsonl [--sorts FILE.jsonl]`:
// asks the offline engine what a server was asked, prints each difference, and as the last line `N of M agree`.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { projectRoot } from './setup/places.mjs'
import { SetupStop } from './setup/say.mjs'
import { runScript } from './setup/script.mjs'
import { setUp } from './setup/set-up.mjs'

const usage = 'npm run parity -- --table TABLE.json --references FILE.json --filters FILE.jsonl [--sorts FILE.jsonl]'

await runScript(async () => {
  const files = readFiles()
  await setUp({})
  const { runnerImport } = await import('vite')
  const alias = { '@shared': join(projectRoot, 'src-shared'), '@main': join(projectRoot, 'src-main') }
  const { module } = await runnerImport(join(projectRoot, 'test', 'parity', 'parity.ts'), {
    root: projectRoot,
    resolve: { alias },
  })
  const { askedCount, differences } = await module.compareWithRecording(files).catch(inOneSentence)
  const lines = [...differences, `${askedCount - differences.length} of ${askedCount} agree`]
  // Awaited, so that the last line is the last even where both streams go into one file.
  await new Promise((resolved) => process.stdout.write(`${lines.join('\n')}\n`, resolved))
  return differences.length === 0 ? 0 : 1
})

/** A file that is no recording is the person's to mend: its sentence is enough. */
function inOneSentence(error) {
  throw error?.name === 'RecordingFault' ? new SetupStop(error.message) : error
}

function readFiles() {
  const options = Object.fromEntries(
    ['table', 'references', 'filters', 'sorts'].map((name) => [name, { type: 'string' }]),
  )
  let values
  try {
    values = parseArgs({ options }).values
  } catch (error) {
    throw new SetupStop(`${error.message}\nUsage: ${usage}`)
  }
  if (values.table === undefined) throw new SetupStop(`Name the table's file.\nUsage: ${usage}`)
  if (values.filters === undefined && values.sorts === undefined) {
    throw new SetupStop(`Name a file of filters, of sorts, or of both.\nUsage: ${usage}`)
  }
  const files = Object.fromEntries(Object.entries(values).map(([name, path]) => [name, resolve(path)]))
  const missing = Object.values(files).find((path) => !existsSync(path))
  if (missing !== undefined) throw new SetupStop(`There is no file ${missing}.`)
  return files
}
