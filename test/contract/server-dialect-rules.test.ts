// The two ways of saying a filter to a classic server, RSQL and query rules, mean the same rows in the same order.
import { emptyQuery, type Condition, type FilterNode, type Group, type Operator, type Query } from '@shared/query/query'
import { toRsql } from '@shared/query/rsql'
import type { Column, Table } from '@shared/table/table'
import { isDateType, isNumberType, isReferenceType, isTextType } from '@shared/table/value-type'
import { createSampleServer } from '@main/sample-server/index'
import { HttpClient } from '@main/server/http-client'
import { toTable } from '@main/server/molgenis-classic/map-table'
import { toRules } from '@main/server/molgenis-classic/rows/query-rules'
import { metadataRequest, rowsRequest, rulesRequest } from '@main/server/molgenis-classic/requests'
import { collectionSchema, entityTypeSchema, type WireItem } from '@main/server/molgenis-classic/wire'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'

const never = new AbortController().signal
const sample = createSampleServer({ snpCount: 10 })
const http = new HttpClient({
  root: 'http://sample-data.invalid',
  fetch: (url, init) => sample.fetch(new Request(url, init)),
  token: () => null,
})

const page = {
  tableId: 'AllTypes',
  attributes: ['id'],
  sort: [{ attribute: 'id', direction: 'ascending' as const }],
  start: 0,
  num: 1000,
}

let table: Table
/** Values that rows of the table hold, by column, as texts that a condition takes. */
let values: ReadonlyMap<string, readonly string[]>

beforeAll(async () => {
  const { body } = await http.json(metadataRequest('AllTypes'), never)
  table = toTable(entityTypeSchema.parse(collectionSchema.parse(body).meta), null)
  const answer = await http.json(rowsRequest({ ...page, attributes: null, rsql: null }), never)
  const { items } = collectionSchema.parse(answer.body)
  values = new Map(table.columns.map((column) => [column.name, valuesOf(column, items)]))
})

function valuesOf(column: Column, items: readonly WireItem[]): string[] {
  const texts = items
    .flatMap((item) => item[column.name])
    .map((value) =>
      typeof value === 'object' && value !== null ? (value as WireItem)[column.target?.idColumn ?? 'id'] : value,
    )
    .filter((value) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    .map(String)
  // RSQL cannot write both kinds of quotes in one value, and takes empty text for 'no value'.
  return [...new Set(texts)].filter((text) => text !== '' && !(text.includes('"') && text.includes("'")))
}

function operatorsOf({ type }: Column): Operator[] {
  const always: Operator[] = ['equals', 'not-equals', 'in', 'not-in', 'empty', 'not-empty']
  if (isNumberType(type) || isDateType(type)) {
    return [...always, 'less', 'less-or-equal', 'greater', 'greater-or-equal', 'range']
  }
  return isTextType(type) && type !== 'enum' ? [...always, 'contains', 'not-contains'] : always
}

const conditionOf = (column: Column): fc.Arbitrary<Condition> => {
  const held = values.get(column.name) ?? []
  return fc
    .record({
      operator: fc.constantFrom(...operatorsOf(column)),
      picked: fc.array(fc.constantFrom(...held), { minLength: 2, maxLength: 3 }),
    })
    .map(({ operator, picked }) => ({
      kind: 'condition',
      id: column.name,
      attribute: column.name,
      operator,
      values:
        operator === 'in' || operator === 'not-in' || operator === 'range' ? picked.slice(0, 2) : picked.slice(0, 1),
      isOff: false,
    }))
}

function filters(): fc.Arbitrary<Group> {
  const usable = table.columns.filter(
    ({ name, type }) =>
      (values.get(name)?.length ?? 0) > 0 && type !== 'file' && !(isReferenceType(type) && name === 'xonetomany'),
  )
  const condition = fc.constantFrom(...usable).chain(conditionOf)
  const { tree } = fc.letrec<{ tree: Group; node: FilterNode }>((tie) => ({
    tree: fc
      .record({
        joint: fc.constantFrom('and' as const, 'or' as const),
        children: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
      })
      .map(({ joint, children }) => ({ kind: 'group', id: 'g', joint, isOff: false, children })),
    node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, condition, tie('tree')),
  }))
  return tree
}

async function rowsBy(query: Query, way: 'rsql' | 'rules'): Promise<unknown> {
  const request =
    way === 'rsql'
      ? rowsRequest({ ...page, rsql: toRsql(query, table) })
      : rulesRequest({ ...page, rules: toRules(query, table), expand: [] })
  const { status, body } = await http.json(request, never)
  const parsed = collectionSchema.safeParse(body)
  return parsed.success ? parsed.data.items.map(({ id }) => id) : `refused with ${String(status)}`
}

describe('a filter', () => {
  it('gives the same rows as RSQL and as query rules', async () => {
    let answered = 0
    await fc.assert(
      fc.asyncProperty(filters(), async (filter) => {
        const query = { ...emptyQuery(), filter }
        const byRsql = await rowsBy(query, 'rsql')
        if (Array.isArray(byRsql) && byRsql.length > 0) answered += 1
        expect(await rowsBy(query, 'rules')).toEqual(byRsql)
      }),
      { numRuns: 200 },
    )
    expect(answered).toBeGreaterThan(60)
  }, 90_000)

  it('of words gives the same rows both ways', async () => {
    for (const search of ['line', 'brain', 'Zürich', 'no such word']) {
      const query = { ...emptyQuery(), search }
      expect(await rowsBy(query, 'rules')).toEqual(await rowsBy(query, 'rsql'))
    }
  })
})
