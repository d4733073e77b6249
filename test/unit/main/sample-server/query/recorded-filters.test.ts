// Every recorded filter and order, asked again: the answers must be the recorded ones, without one difference.
import { describe, expect, it } from 'vitest'
import { ServerRefusal } from '@main/sample-server/model/server-refusal'
import type { TableCatalogue, TableModel } from '@main/sample-server/model/table-model'
import { runQuery } from '@main/sample-server/query/run-query'
import type { TableQuery } from '@main/sample-server/query/run-query'
import { recordedCatalogue, recordedLines } from './recorded-tables'
import type { RecordedFilter, RecordedSort } from './recorded-tables'

const slow = recordedCatalogue()

/** The same tables with the quick look-up that large tables have: the answers must not depend on it. */
const quick: TableCatalogue = { table: (id) => withLookUp(slow.table(id)) }

function withLookUp(table: TableModel | undefined): TableModel | undefined {
  if (table === undefined) return undefined
  const holds = (row: number, attribute: string, value: string): boolean => {
    const cell = table.value(row, attribute)
    return typeof cell === 'object' && cell !== null ? cell.includes(value) : cell !== null && String(cell) === value
  }
  const rows = Array.from({ length: table.rowCount }, (_, row) => row)
  return { ...table, rowsWhere: (attribute, value) => rows.filter((row) => holds(row, attribute, value)) }
}

/** The recorder cut refusals to this length, so no more of the words can be compared. */
const RECORDED_LENGTH = 160

function ask(
  catalogue: TableCatalogue,
  query: Omit<TableQuery, 'start' | 'num'>,
): { total: number; ids: number[] } | { status: number; error: string } {
  const table = catalogue.table('FilterRows')
  if (table === undefined) throw new Error('the recorded table is missing')
  try {
    const { total, rows } = runQuery(catalogue, table, { ...query, start: 0, num: 1000 })
    return { total, ids: rows.map((row) => Number(String(table.value(row, 'id')).slice(1))) }
  } catch (error) {
    if (error instanceof ServerRefusal) return { status: error.status, error: error.message.slice(0, RECORDED_LENGTH) }
    throw error
  }
}

/** For SQL that the database rejects the statement is ours; what is compared is that it is the SQL. */
function withoutStatement(error: string): string {
  return error.replace(/(bad SQL grammar) \[.*$/s, '$1').slice(0, RECORDED_LENGTH)
}

describe('recorded filters', () => {
  const recorded = recordedLines<RecordedFilter>('filters.jsonl')

  it('are all there', () => {
    expect(recorded.length).toBe(1800)
    expect(recorded.filter((line) => line.status !== undefined).length).toBe(132)
  })

  it.each([
    ['row by row', slow],
    ['through look-ups', quick],
  ])('find the recorded rows or are refused with the recorded words, %s', (_way, catalogue) => {
    const different = recorded.flatMap((line) => {
      const answer = ask(catalogue, { rsql: line.q })
      const [actual, expected] =
        'error' in answer
          ? [
              { status: answer.status, error: withoutStatement(answer.error) },
              { status: line.status, error: withoutStatement(line.error ?? '') },
            ]
          : [answer, { total: line.total, ids: line.ids }]
      return JSON.stringify(actual) === JSON.stringify(expected) ? [] : [{ q: line.q, actual, expected }]
    })
    expect(different).toEqual([])
  })
})

describe('recorded orders', () => {
  const recorded = recordedLines<RecordedSort>('sorts.jsonl')

  it.each(recorded.map((line) => [line.sort, line.ids] as const))('%s', (sort, ids) => {
    const orders = sort.split(',').map((part) => {
      const [attribute = '', direction] = part.split(':')
      return { attribute, direction: direction === 'desc' ? ('DESC' as const) : ('ASC' as const) }
    })
    expect(ask(slow, { sort: orders })).toEqual({ total: ids.length, ids })
  })
})
