// Every recorded filter and sort, asked in the servers' language: the same rows, the same order, refusals foreseen.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { ServerRefusal } from '@main/sample-server/model/server-refusal'
import type { TableCatalogue, TableModel } from '@main/sample-server/model/table-model'
import { runQuery } from '@main/sample-server/query/run-query'
import type { WireAttribute, WireEntityType } from '@main/server/molgenis-classic/wire'
import { compareWithRecording } from '../parity/parity'
import { allTypes, seeded } from '../support/engine/all-types'
import { anyRsql } from '../support/engine/any-rsql'

const folder = fileURLToPath(new URL('../fixtures/recorded', import.meta.url))
const table = join(folder, 'filters-table.json')
const references = join(folder, 'filters-references.json')

test('all recorded filters and sorts agree', async () => {
  const files = { table, references, filters: join(folder, 'filters.jsonl'), sorts: join(folder, 'sorts.jsonl') }
  expect(await compareWithRecording(files)).toEqual({ askedCount: 1832, differences: [] })
}, 120_000)

/** Metadata as the file of referenced tables has them: references name the table that they mean. */
const fields = ({ idAttribute, labelAttribute, attributes }: WireEntityType): string => {
  const named = Array.isArray(attributes)
    ? attributes.map((each: WireAttribute) => ({ ...each, refEntity: each.refEntity?.name }))
    : []
  return JSON.stringify({ idAttribute, labelAttribute, attributes: named }).slice(1, -1)
}

function recordedAnswer(catalogue: TableCatalogue, model: TableModel, rsql: string): object {
  try {
    const { total, rows } = runQuery(catalogue, model, { rsql, start: 0, num: 1000 })
    return { total, ids: rows.map((row) => Number(String(model.value(row, 'id')).slice(1))) }
  } catch (error) {
    if (error instanceof ServerRefusal) return { status: error.status, error: error.message.slice(0, 160) }
    throw error
  }
}

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
      'id==r009\n  server: 2 rows, here: 1; missing none; too many none',
      'id==r001\n  server: 500 No\n  here: 1 rows',
      'nosuch==1\n  server: 0 rows\n  here: refused, There is no attribute nosuch.',
    ])
  })

  test('takes recordings of other tables', async () => {
    const { tables, catalogue } = allTypes(80, seeded(21))
    const [main, ...others] = tables
    if (!main) throw new Error('There is no table.')
    const files = { table: join(own, 'table.json'), references: join(own, 'references.json') }
    await writeFile(files.table, main.page.replace('{', `{"meta":${JSON.stringify(main.meta)},`))
    const described = others.map(({ meta, page }) => `"${meta.name}":${page.replace('{', `{${fields(meta)},`)}`)
    await writeFile(files.references, `{${described.join(',')}}`)
    const filters = join(own, 'any.jsonl')
    const lines = fc.sample(anyRsql, 300).map((q) => ({ q, ...recordedAnswer(catalogue, main.model, q) }))
    await writeFile(filters, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    expect(await compareWithRecording({ ...files, filters })).toEqual({ askedCount: 300, differences: [] })
  })

  test('takes ids as they are written, and an order', async () => {
    const answer = await compared(
      'other.jsonl',
      { q: 'id=in=(r001,r002)', ids: ['r002', 'r001'], sort: 'id:desc' },
      { q: 'nosuch==1', status: 404, error: 'Unknown' },
    )
    expect(answer).toEqual({ askedCount: 2, differences: [] })
  })

  const written = async (name: string, content: unknown): Promise<string> => {
    await writeFile(join(own, name), typeof content === 'string' ? content : JSON.stringify(content))
    return join(own, name)
  }

  test('takes a table that refers to itself, enums without options, and labels of tables that are not described', async () => {
    const attribute = (name: string, fieldType: string, more: object = {}) => ({ name, fieldType, ...more })
    const [id, name] = [attribute('nr', 'INT'), attribute('name', 'STRING')]
    const refTo = (table: string) => ({
      name: table,
      idAttribute: 'nr',
      labelAttribute: 'name',
      attributes: [id, name],
    })
    const attributes = [
      id,
      name,
      attribute('up', 'XREF', { refEntity: refTo('T') }),
      attribute('at', 'XREF', { refEntity: refTo('Place') }),
    ]
    const up = { _href: '/api/v2/T/-4', nr: -4, name: 'four' }
    const files = {
      table: await written('self.json', {
        meta: { name: 'T', idAttribute: 'nr', labelAttribute: 'name', attributes },
        items: [
          { nr: -4, name: 'four', at: { nr: 1, name: 'Barn' } },
          { nr: 5, name: 'five', up },
        ],
      }),
      references: await written('places.json', {
        Place: {
          idAttribute: 'nr',
          attributes: [id, name, attribute('state', 'ENUM'), attribute('in', 'XREF', { refEntity: 'Region' })],
          items: [
            {
              nr: 1,
              name: 'Barn',
              state: 'open',
              in: { _href: '/api/v2/Region/n%20l', title: 'Northern', code: 'n l' },
            },
          ],
        },
      }),
      filters: await written(
        'self.jsonl',
        '\uFEFF{"q":"up.name==four","ids":[5]}\r\n{"q":"at.state==open","ids":[-4]}\n{"q":"*=q=northern","total":1}\n{"q":"nr=le=5","sort":"nr:asc","ids":[-4,5]}\n',
      ),
      sorts: await written('self-sorts.jsonl', '{"sort":"up:desc","ids":[-4,5]}\n{"sort":"nosuch","status":400}\n'),
    }
    expect(await compareWithRecording(files)).toEqual({ askedCount: 6, differences: [] })
  })

  test('says in a sentence which file is no recording', async () => {
    const line = await written('line.jsonl', '{"q":"id==r001","ids":[1]}\nnull\n')
    await expect(compareWithRecording({ table, filters: line })).rejects.toThrow(
      `Line 2 of ${line} is no recorded question`,
    )
    const empty = await written('no-answer.jsonl', '{"q":"id==r001"}')
    await expect(compareWithRecording({ table, filters: empty })).rejects.toThrow('it tells neither ids nor a refusal')
    const odd = await written('odd.json', '{}')
    await expect(compareWithRecording({ table: odd, filters: line })).rejects.toThrow(`${odd} is no answer of /api/v2`)
    await expect(compareWithRecording({ table, references: table })).rejects.toThrow('holds no referenced tables')
    await expect(compareWithRecording({ table: own })).rejects.toThrow(`${own} cannot be read`)
  })

  test('tells an order that differs, and the end of a list', async () => {
    const first = '{"sort":"id:asc","ids":[0,1'
    const sorts = await written('short.jsonl', `${first}]}\n`)
    const { differences } = await compareWithRecording({ table, sorts })
    expect(differences).toEqual([expect.stringContaining('server: 2 rows, here: 200; missing none; too many 2 3 4')])
    const swapped = await compared('swapped.jsonl', { q: 'id=in=(r001,r002)', ids: [1, 2], sort: 'id:desc' })
    expect(swapped.differences).toEqual([
      'id=in=(r001,r002)\n  server: 2 rows, here: 2; from place 0 on: server 1 2, here 2 1',
    ])
  })
})
