// Every recorded filter and sort, asked in the servers' language: the same rows, the same order, refusals foreseen.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareWithRecording } from '../parity/parity'

const folder = fileURLToPath(new URL('../fixtures/recorded', import.meta.url))
const table = join(folder, 'filters-table.json')
const references = join(folder, 'filters-references.json')

test('all recorded filters and sorts agree', async () => {
  const files = { table, references, filters: join(folder, 'filters.jsonl'), sorts: join(folder, 'sorts.jsonl') }
  expect(await compareWithRecording(files)).toEqual({ askedCount: 1832, differences: [] })
}, 120_000)

describe('the comparison', () => {
  let own: string
  beforeAll(async () => {
    own = await mkdtemp(join(tmpdir(), 'parity-test-'))
  })
  afterAll(() => rm(own, { recursive: true, force: true }))

  const compared = async (name: string, ...lines: readonly object[]) => {
    const filters = join(own, name)
    await writeFile(filters, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    return compareWithRecording({ table, references, filters })
  }

  test('tells rows that are missing, rows that are too many and refusals of one side', async () => {
    const { askedCount, differences } = await compared(
      'wrong.jsonl',
      { q: 'id==r007', total: 1, ids: [7] },
      { q: 'id==r008', total: 1, ids: [9] },
      { q: 'id==r009', total: 2, ids: [9] },
      { q: 'id==r001', status: 500, error: 'No' },
      { q: 'nosuch==1', total: 0, ids: [] },
    )
    expect(askedCount).toBe(5)
    expect(differences).toEqual([
      'id==r008\n  server: 1 rows, here: 1; missing 9; too many 8',
      'id==r009\n  server: 1 rows, here: 1; missing none; too many none',
      'id==r001\n  server: 500 No\n  here: 1 rows',
      'nosuch==1\n  server: 0 rows\n  here: refused, There is no attribute nosuch.',
    ])
  })

  test('takes ids as they are written, and an order', async () => {
    const answer = await compared(
      'other.jsonl',
      { q: 'id=in=(r001,r002)', ids: ['r002', 'r001'], sort: 'id:desc' },
      { q: 'nosuch==1', status: 404, error: 'Unknown' },
    )
    expect(answer).toEqual({ askedCount: 2, differences: [] })
  })
})
