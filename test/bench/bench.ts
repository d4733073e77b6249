// All figures, one line each: `npm run bench`, or `npm run bench -- rows 1500000` for one part and another size.
import { figureLine, type Figure } from './figure'
import { measureEngine } from './engine.bench'
import { measureFilter } from './filter.bench'
import { measureReferences } from './references.bench'
import { measureRows } from './rows.bench'
import { measureScatter } from './scatter.bench'
import { measureStart } from './start.bench'
import { measureTasks } from './tasks.bench'
import { measureWrite } from './write.bench'

const parts: Readonly<Record<string, (size: number) => Promise<Figure[]>>> = {
  start: measureStart,
  scatter: measureScatter,
  tasks: measureTasks,
  rows: measureRows,
  engine: measureEngine,
  filter: measureFilter,
  references: measureReferences,
  write: measureWrite,
}

/** Rows where no number is given. */
const usualSize = 100_000
const usualSizes: Readonly<Record<string, number>> = { write: 10_000 }

/**
 * Measure and print.
 *
 * @param words  name of one part (none: all), and the number of rows (where not given 100,000; 10,000 to write)
 * @returns the exit code
 */
export async function runBench(words: readonly string[]): Promise<number> {
  const names = words.filter((word) => !/^\d+$/.test(word))
  const unknown = names.find((name) => !Object.hasOwn(parts, name))
  if (unknown !== undefined) {
    process.stderr.write(`There is no part ${unknown}; there are ${Object.keys(parts).join(', ')}.\n`)
    return 2
  }
  const size = words.find((word) => /^\d+$/.test(word))
  for (const name of names.length > 0 ? names : Object.keys(parts)) {
    const rowCount = Number(size ?? usualSizes[name] ?? usualSize)
    for (const figure of (await parts[name]?.(rowCount)) ?? []) process.stdout.write(`${figureLine(figure)}\n`)
  }
  return 0
}
