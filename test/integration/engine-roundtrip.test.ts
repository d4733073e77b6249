// Random rows of every type survive the whole way: page, part, copy, window, and CSV.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyQuery } from '@shared/query/query'
import { sliceRows, type Cell } from '@shared/table/table-slice'
import { column, table } from '../support/sample-table'
import type { WireRow } from '../support/engine/fake-server'
import { parseCsv } from '../support/engine/parse-csv'
import { startTestEngine, type TestEngine } from '../support/engine/test-engine'

let engine: TestEngine
beforeAll(async () => {
  engine = await startTestEngine()
})
afterAll(() => engine.close())

const target = { tableId: 'R', tableLabel: 'R', idColumn: 'key', labelColumn: 'name', idType: 'string' as const }
const everything = table('Everything', [
  column('id'),
  column('s'),
  column('t', 'text'),
  column('e', 'enum'),
  column('i', 'int'),
  column('l', 'long'),
  column('d', 'decimal'),
  column('b', 'bool'),
  column('on', 'date'),
  column('at', 'date-time'),
  column('x', 'reference', { target }),
  column('m', 'references', { target }),
])

// Servers send no zero bytes and no half signs; all else may come.
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }).map((value) => value.replaceAll('\u0000', '')),
  fc.constantFrom(
    '',
    ' ',
    ',',
    '"',
    '""',
    '\n',
    '\r\n',
    'a,b',
    'say "hi"',
    'T',
    'null',
    'NaN',
    '=1+1',
    '😀',
    '\\',
    "'",
  ),
)
const key = fc.oneof(fc.string({ minLength: 1, maxLength: 8 }), fc.constantFrom('a,b', 'q"q', 'ü', 'rs1'))
const reference = fc.record({ key, name: fc.option(text) })
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { freq: 3 })
const seconds = (iso: string) => iso.replace(/\.000Z$/, 'Z')
const instant = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000).toISOString())

const row = fc.record({
  s: maybe(text),
  t: maybe(text),
  e: maybe(fc.constantFrom('red', 'green')),
  i: maybe(fc.integer()),
  l: maybe(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  d: maybe(fc.double({ noNaN: true, noDefaultInfinity: true })),
  b: maybe(fc.boolean()),
  on: maybe(instant.map((iso) => iso.slice(0, 10))),
  at: maybe(instant.map(seconds)),
  x: maybe(reference),
  m: fc.array(reference, { maxLength: 3 }),
})

type Generated = typeof row extends fc.Arbitrary<infer R> ? R : never

const cellOf = ({ key: id, name }: { key: string; name: string | null }) => ({ id, label: name ?? id })

const expected = (generated: Generated, id: string): Record<string, Cell> => ({
  ...generated,
  id,
  l: generated.l === null ? null : generated.l.toString(),
  // JSON knows no minus zero worth keeping.
  d: generated.d === null ? null : generated.d + 0,
  x: generated.x === null ? null : cellOf(generated.x),
  m: generated.m.map(cellOf),
})

/** What a reader of the file should find in a cell; null where nothing stands there. */
function written(cell: Cell): string | null {
  if (cell === null) return null
  if (typeof cell !== 'object') return String(cell)
  if ('id' in cell) return cell.id
  const ids = cell.map(({ id }) => (/[",\r\n]/.test(id) ? `"${id.replaceAll('"', '""')}"` : id))
  return ids.length === 0 ? null : ids.join(',')
}

test('rows of every type survive from the page to the window and to the file', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (generated) => {
      const items = generated.map((each, index): WireRow => ({ id: `r${String(index).padStart(3, '0')}`, ...each }))
      const copy = await engine.copyOfRows(everything, items)
      const slice = await engine.engine.ask('view.rows', { copy, query: emptyQuery(), offset: 0, limit: 100 })
      const wanted = generated.map((each, index) => expected(each, `r${String(index).padStart(3, '0')}`))
      expect(sliceRows(slice)).toEqual(wanted)

      const filePath = join(engine.folder, 'all.csv')
      const report = await engine.engine.ask('csv.write', { copy, query: emptyQuery(), filePath })
      const content = await readFile(filePath, 'utf8')
      expect(report).toEqual({ rowCount: items.length, sizeBytes: Buffer.byteLength(content) })
      const [heading, ...lines] = parseCsv(content)
      const names = everything.columns.map(({ name }) => name)
      expect(heading).toEqual(names)
      const found = lines.map((line) =>
        line.map((cell, at) => (names[at] === 'd' && cell !== null ? Number(cell) : cell)),
      )
      expect(found).toEqual(
        wanted.map((each) => names.map((name) => (name === 'd' ? (each[name] ?? null) : written(each[name] ?? null)))),
      )
    }),
    { numRuns: 25 },
  )
}, 120_000)
