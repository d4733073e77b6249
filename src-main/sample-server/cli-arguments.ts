// The command line of the sample server, read with a clear sentence for everything that is wrong with it.
import { GENERATION_NAMES, NEWEST, type GenerationName } from './generation'
import { DEFAULT_SIZE } from './index'

/** What the command line asks for. */
export type CliArguments = {
  readonly port: number
  readonly snpCount: number
  readonly samplesPerSnp: number
  readonly isLocked: boolean
  readonly tokenMinutes: number
  readonly generation: GenerationName
}

/** The arguments, or the sentence to print instead of starting. */
export type CliReading =
  { readonly ok: true; readonly value: CliArguments } | { readonly ok: false; readonly message: string }

type Limits = { readonly least: number; readonly most: number; readonly isWhole: boolean; readonly meaning: string }

const NUMBERS: Readonly<Record<string, Limits>> = {
  '--port': { least: 0, most: 65_535, isWhole: true, meaning: 'a port number from 0 (any free port) to 65535' },
  '--snps': { least: 0, most: 1_000_000, isWhole: true, meaning: 'a whole number of SNPs from 0 to 1000000' },
  '--samples': {
    least: 1,
    most: 100_000,
    isWhole: true,
    meaning: 'a whole number of samples per SNP from 1 to 100000',
  },
  '--token-minutes': { least: 0, most: 525_600, isWhole: false, meaning: 'a number of minutes from 0 to 525600' },
}

const MOST_ROWS = 100_000_000

/** How to call it. */
export const USAGE =
  'npm run sample-server -- [--port N] [--snps N] [--samples N] [--locked] [--token-minutes N] ' +
  `[--generation ${GENERATION_NAMES.join('|')}]`

/** @param args  words after the command; `--name value` and `--name=value` are the same */
export function readCliArguments(args: readonly string[]): CliReading {
  const numbers = new Map<string, number>()
  let isLocked = false
  let generation = NEWEST
  const words = args.flatMap((word) => (/^--[\w-]+=/.test(word) ? splitWord(word) : [word]))
  for (let index = 0; index < words.length; index += 1) {
    const name = words[index] ?? ''
    if (name === '--locked') {
      isLocked = true
      continue
    }
    if (name === '--generation') {
      index += 1
      const chosen = GENERATION_NAMES.find((one) => one === words[index])
      if (chosen === undefined) return generationFault(words[index])
      generation = chosen
      continue
    }
    const limits = NUMBERS[name]
    if (limits === undefined) return fault(`The option ${name} does not exist. Use: ${USAGE}`)
    index += 1
    const text = words[index]
    if (text === undefined) return fault(`The option ${name} needs a value: ${limits.meaning}.`)
    const value = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN
    const isGood = value >= limits.least && value <= limits.most && (!limits.isWhole || Number.isInteger(value))
    if (!isGood) return fault(`The option ${name} got "${text}", but it needs ${limits.meaning}.`)
    numbers.set(name, value)
  }
  const snpCount = numbers.get('--snps') ?? DEFAULT_SIZE.snpCount
  const samplesPerSnp = numbers.get('--samples') ?? DEFAULT_SIZE.samplesPerSnp
  if (snpCount * samplesPerSnp > MOST_ROWS) {
    return fault(
      `${String(snpCount)} SNPs with ${String(samplesPerSnp)} samples each are more than ${String(MOST_ROWS)} rows. ` +
        'Ask for fewer SNPs or fewer samples.',
    )
  }
  const value = {
    port: numbers.get('--port') ?? 8080,
    snpCount,
    samplesPerSnp,
    isLocked,
    tokenMinutes: numbers.get('--token-minutes') ?? 120,
    generation,
  }
  return { ok: true, value }
}

function generationFault(text: string | undefined): CliReading {
  const meaning = `one of ${GENERATION_NAMES.join(', ')}`
  return text === undefined
    ? fault(`The option --generation needs a value: ${meaning}.`)
    : fault(`The option --generation got "${text}", but it needs ${meaning}.`)
}

function splitWord(word: string): string[] {
  const at = word.indexOf('=')
  return [word.slice(0, at), word.slice(at + 1)]
}

function fault(message: string): CliReading {
  return { ok: false, message }
}
