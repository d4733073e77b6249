// Two thousand random rows of every type: added, read by both interfaces, changed, imported again; every value equal.
import fc from 'fast-check'
import { createSampleServer } from '@main/sample-server/index'
import type { RowValues, ServerRow } from '@main/server/table-access'
import { openSession } from '@main/session/client/open-session'
import type { Session } from '@main/session/client/session'
import { beforeAll, expect, it } from 'vitest'
import { hasty } from '../support/test-sessions'

const rowCount = 2_000
const table = 'AllTypes'
let session: Session

beforeAll(async () => {
  const sample = createSampleServer({ snpCount: 5, samplesPerSnp: 2 })
  session = await openSession({
    address: 'http://127.0.0.1:1',
    fetch: (url, init) => sample.fetch(new Request(url, init)),
    patience: hasty,
  })
  await session.login('admin', 'admin')
})

const pad = (value: number, width: number) => String(value).padStart(width, '0')
const day = fc
  .record({
    year: fc.integer({ min: 1583, max: 9999 }),
    month: fc.integer({ min: 1, max: 12 }),
    at: fc.integer({ min: 1, max: 28 }),
  })
  .map(({ year, month, at }) => `${pad(year, 4)}-${pad(month, 2)}-${pad(at, 2)}`)
const moment = fc
  .record({ at: day, second: fc.integer({ min: 0, max: 86_399 }) })
  .map(({ at, second }) => `${at}T${new Date(second * 1000).toISOString().slice(11, 19)}Z`)
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null, freq: 4 })
const printable = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  // The importer trims, and a control character is no text.
  .filter((text) => text.trim() === text && !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(text))

const values = (references: { cats: string[]; grades: string[]; snps: string[] }): fc.Arbitrary<RowValues> =>
  fc.record({
    xbool: maybe(fc.boolean()),
    xcat: maybe(fc.constantFrom(...references.cats)),
    xcatm: fc.uniqueArray(fc.constantFrom(...references.cats), { maxLength: 3 }),
    xdate: maybe(day),
    xdatetime: maybe(moment),
    xdecimal: maybe(fc.double({ noNaN: true, noDefaultInfinity: true })),
    xemail: maybe(fc.constantFrom('a@example.org', 'long.name+tag@sub.example.org')),
    xenum: maybe(fc.constantFrom('a', 'b', 'c')),
    xhtml: maybe(printable),
    xhyper: maybe(fc.constantFrom('https://example.org/?a=b&c=%20d', 'http://localhost:8080/x')),
    xint: maybe(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
    xlong: maybe(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
    xmref: fc.uniqueArray(fc.constantFrom(...references.grades), { maxLength: 3 }),
    xscript: maybe(printable),
    xstring: maybe(printable),
    xtext: maybe(printable),
    xxref: maybe(fc.constantFrom(...references.snps)),
  })

/** Values as they compare: nothing is nothing, whole numbers by their digits, zero without a sign. */
const plain = (row: ServerRow | RowValues) =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([name, value]) => !(value === null || (Array.isArray(value) && value.length === 0)) && name !== 'xfile')
      .map(([name, value]) => [name, name === 'xlong' ? String(value) : value === 0 ? 0 : value]),
  )
const byId = (rows: readonly (ServerRow | RowValues)[]) => new Map(rows.map((row) => [row['id'], plain(row)]))

async function references() {
  const attributes = await session.getMeta(table)
  type Item = { data: { name: string; refEntityType?: { self: string } } }
  const { items } = (attributes['data'] as { attributes: { items: Item[] } }).attributes
  const idsFor = async (name: string) => {
    const target =
      items
        .find(({ data }) => data.name === name)
        ?.data.refEntityType?.self.split('/')
        .at(-1) ?? ''
    const { idAttribute } = (await session.getEntityMetaData(target)) as { idAttribute: string }
    const rows = await session.get(target, { num: 20 })
    // A list in CSV is split at commas.
    return rows.map((row) => String(row[idAttribute])).filter((id) => !id.includes(','))
  }
  return { cats: await idsFor('xcat'), grades: await idsFor('xmref'), snps: await idsFor('xxref') }
}

it('come back as they were sent, by every way', async () => {
  const samples = fc.sample(values(await references()), { numRuns: rowCount, seed: 20_261_124 })
  const rows = samples.map((row, at) => ({ id: `p${String(at)}`, ...row }))
  const sent = byId(rows)
  const ours = async (q: Parameters<Session['get']>[1]) =>
    byId((await session.get(table, { uploadable: true, ...q })).filter((row) => sent.has(row['id'])))

  await session.addAll(table, rows)
  expect(await ours({})).toEqual(sent)
  expect(await ours({ q: [{ field: 'id', operator: 'LIKE', value: 'p' }] })).toEqual(sent)

  const changes = rows.slice(0, 1_200).map(({ id }, at) => {
    const from: RowValues = rows[rows.length - 1 - at] ?? {}
    return { id, xstring: from['xstring'] ?? null, xlong: from['xlong'] ?? null, xmref: from['xmref'] ?? null }
  })
  await session.updateAll(table, changes)
  const changed = new Map(sent)
  for (const [at, change] of changes.entries()) changed.set(change.id, plain({ ...rows[at], ...change }))
  expect(await ours({})).toEqual(changed)

  const back = (await session.get(table, { uploadable: true })).filter((row) => sent.has(row['id'])) as RowValues[]
  await session.deleteList(
    table,
    rows.map(({ id }) => id),
  )
  expect((await ours({})).size).toBe(0)
  const writable = back.map(({ xfile: _file, xonetomany: _remarks, ...row }) => row)
  await session.importData({ [table]: writable }, { dataAction: 'ADD' })
  expect(await ours({})).toEqual(changed)
}, 120_000)
