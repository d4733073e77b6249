// The filters and sorts that a real server answered give the same rows in the same order over a copy.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CopyRef } from '@main/engine/messages'
import { AppError } from '@shared/errors/app-error'
import {
  activeConditions,
  emptyGroup,
  emptyQuery,
  type FilterNode,
  type Group,
  type SortKey,
} from '@shared/query/query'
import { cellId } from '@shared/table/table-slice'
import {
  filterOf,
  recordedFilters,
  recordedPage,
  recordedSorts,
  recordedTable,
  sortKeys,
} from '../support/engine/recorded-table'
import { startTestEngine, type TestEngine } from '../support/engine/test-engine'

let engine: TestEngine
let copy: CopyRef

beforeAll(async () => {
  engine = await startTestEngine()
  copy = (await engine.copyOf(recordedTable(), [recordedPage()])).copy
})
afterAll(() => engine.close())

const asGroup = (node: FilterNode | null): Group =>
  node === null ? emptyGroup() : { ...emptyGroup(), children: [node] }

async function numbersOf(filter: Group, search: string, sort: SortKey[] = []): Promise<number[]> {
  const query = { ...emptyQuery(), filter, search, sort, columns: ['id'] }
  const slice = await engine.engine.ask('view.rows', { copy, query, offset: 0, limit: 10_000 })
  return (slice.data[0] ?? []).map((cell) => Number(cellId(cell).slice(1)))
}

const denials = ['not-equals', 'not-in', 'not-contains', 'not-empty']

/** Whether the server's index answered: then a denial also denies what follows it, which no person means. */
function hasStickingDenial(rsql: string): boolean {
  const conditions = activeConditions(filterOf(rsql))
  const isForIndex = conditions.some(({ operator, attribute }) => operator === 'search' || /^\w+\.\w+$/.test(attribute))
  return isForIndex && conditions.some(({ operator }) => denials.includes(operator)) && conditions.length > 1
}

/** What the copy does not hold: other attributes of referenced rows, and words in them. */
const isBeyondCopy = (rsql: string): boolean => /\b(x\.(Pos|Chr|P_Value))\b/.test(rsql) || /^\*=q="?t"?$/i.test(rsql)

const answered = recordedFilters().filter(({ ids }) => ids !== undefined)

describe('filters that a server answered', () => {
  const comparable = answered.filter(({ q }) => !isBeyondCopy(q) && !hasStickingDenial(q))

  test('most of them are compared', () => {
    expect(comparable.length).toBeGreaterThan(1300)
  })

  test('give the same rows', async () => {
    const different: string[] = []
    for (const { q, ids } of comparable) {
      const node = filterOf(q)
      const isSearch = node.kind === 'condition' && node.attribute === '*'
      const isMixedSearch = !isSearch && activeConditions(node).some(({ attribute }) => attribute === '*')
      if (isMixedSearch) continue
      const search = isSearch ? (node.values[0] ?? '') : ''
      const found = await numbersOf(asGroup(isSearch ? null : node), search)
      if (JSON.stringify(found) !== JSON.stringify(ids)) different.push(`${q}: ${found.length}, not ${ids?.length}`)
    }
    expect(different).toEqual([])
  })

  test('are refused with the attribute where the copy does not hold it', async () => {
    const asked = answered.find(({ q }) => /^x\.Pos=gt=\d+$/.test(q))
    const failure = await numbersOf(asGroup(filterOf(asked?.q ?? '')), '').catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(AppError)
    expect(failure).toMatchObject({ code: 'query.refused', facts: { attribute: 'x.Pos' } })
  })
})

test.each(recordedSorts())('the order of $sort is the server’s', async ({ sort, ids }) => {
  expect(await numbersOf(emptyGroup(), '', sortKeys(sort))).toEqual(ids)
})
