// Two thousand random rows of every type: added, read by both interfaces, changed, imported again; every value equal.
import fc from 'fast-check'
import { createSampleServer } from '@main/sample-server/index'
import type { RowValues } from '@main/server/table-access'
import { openSession } from '@main/session/client/open-session'
import type { Session } from '@main/session/client/session'
import { beforeAll, expect, it } from 'vitest'
import { anyRow, byId, plainRow, tidyText } from '../support/random-rows'
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
  return { tissues: await idsFor('xcat'), grades: await idsFor('xmref'), snps: await idsFor('xxref') }
}

it('come back as they were sent, by every way', async () => {
  const samples = fc.sample(anyRow(await references(), tidyText), { numRuns: rowCount, seed: 20_261_124 })
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
  for (const [at, change] of changes.entries()) changed.set(change.id, plainRow({ ...rows[at], ...change }))
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
