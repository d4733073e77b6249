// A small copy with a column of almost every type and values that are hard to compare, in an engine of its own.
import type { Query } from '@shared/query/query'
import type { Table } from '@shared/table/table'
import { expect } from 'vitest'
import { column, table } from '../sample-table'
import type { WireRow } from './fake-server'
import { startTestEngine } from './test-engine'

const target = (labelColumn: string) => ({
  tableId: 'Person',
  tableLabel: 'Person',
  idColumn: 'key',
  labelColumn,
  idType: 'int' as const,
})

const people: Table = table('Visits', [
  column('id'),
  column('text'),
  column('html', 'html'),
  column('count', 'int'),
  column('big', 'long'),
  column('share', 'decimal'),
  column('done', 'bool'),
  column('day', 'date'),
  column('at', 'date-time'),
  column('person', 'reference', { target: target('name') }),
  column('others', 'references', { target: target('name') }),
])

const ann = { key: 7, name: 'Ann Bäcker' }
const bo = { key: 12, name: 'Bo, the "second"' }
const rows: WireRow[] = [
  { id: 'c', text: 'The quick brown foxes jumped', count: 5, share: 0.5, done: true, person: ann, others: [bo, ann] },
  { id: 'a', text: '12', count: -3, big: 9223372036854775807n, day: '2015-12-31', person: bo, others: [] },
  { id: 'B', text: '', share: 7.1708540619282e-14, done: false, at: '2015-12-31T22:59:59Z', others: [ann] },
  { id: 'd', text: 'naïve 50% a_b', html: '<p>run<b>ning</b></p>', count: 12, big: 5, day: '2016-01-01', others: [] },
]

export type Visits = Awaited<ReturnType<typeof startVisits>>

/** The copy in an engine, and the ids of the rows that pass a query. */
export async function startVisits() {
  const started = await startTestEngine()
  const { engine } = started
  const copy = await started.copyOfRows(people, rows)
  const idsOf = async (asked: Query): Promise<unknown[]> => {
    const slice = await engine.ask('view.rows', { copy, query: { ...asked, columns: ['id'] }, offset: 0, limit: 100 })
    expect(await engine.ask('view.count', { copy, query: asked })).toBe(slice.totalRowCount)
    return [...(slice.data[0] ?? [])]
  }
  return { ...started, copy, idsOf }
}
