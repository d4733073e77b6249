// The engine counts what referenced rows hold: beside each bar and value stands what the condition that it makes leaves.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CopyRef } from '@main/engine/messages'
import { binConditions } from '@shared/query/distribution/bin-conditions'
import { type Bin, type Distribution } from '@shared/query/distribution/distribution'
import { emptyQuery, type Query } from '@shared/query/query'
import { isReferenceType } from '@shared/table/value-type'
import { anyFilter } from '../contract/any-filter'
import { allTypes, seeded } from '../support/engine/all-types'
import { startTestEngine, type TestEngine } from '../support/engine/test-engine'
import { column, condition, query, table as tableOf } from '../support/sample-table'

let engine: TestEngine
beforeAll(async () => {
  engine = await startTestEngine()
})
afterAll(() => engine.close())

type Place = { readonly copy: CopyRef; readonly references: readonly CopyRef[] }

const ask = (place: Place, asked: Query, name: string, binCount = 12, bins: Bin[] | null = null) =>
  engine.engine.ask('view.distribution', { ...place, query: asked, column: name, binCount, bins })

/** What is told of all rows, of those without a value and beside each bar or value, next to what the conditions leave. */
async function expectAlike(place: Place, asked: Query, name: string, found: Distribution): Promise<void> {
  const left = (...conditions: ReturnType<typeof condition>[]) =>
    engine.engine.ask('view.count', { ...place, query: query({}, ...conditions, asked.filter) })
  const pairs: [string, number, number][] = [
    ['all', found.totalCount, await left()],
    ['none', found.missingCount, await left(condition(name, 'empty'))],
  ]
  if (found.kind === 'values') {
    for (const { id, count } of found.values) pairs.push([id, count, await left(condition(name, 'equals', id))])
  } else {
    for (const [at, bin] of found.bins.entries()) {
      const picked = binConditions(bin).map(({ operator, values }) => condition(name, operator, ...values))
      pairs.push([bin.from, found.counts[at] ?? NaN, await left(...picked)])
    }
  }
  expect(pairs.map(([what, told]) => [name, what, told])).toEqual(pairs.map(([what, , one]) => [name, what, one]))
}

describe('columns of referenced rows of every type', () => {
  let place: Place
  let paths: string[]
  let filters: ReturnType<typeof anyFilter>

  beforeAll(async () => {
    const { tables } = allTypes(300, seeded(29))
    const copies: CopyRef[] = []
    for (const { table, page } of tables) copies.push((await engine.copyOf(table, [page])).copy)
    const [copy, ...references] = copies
    const [main] = tables
    if (!copy || !main) throw new Error('There is no table.')
    place = { copy, references }
    paths = main.table.columns.flatMap(({ name, target }) =>
      (tables.find(({ table }) => table.id === target?.tableId)?.table.columns ?? [])
        .filter(({ type }) => !isReferenceType(type))
        .map((inner) => `${name}.${inner.name}`),
    )
    filters = anyFilter(main.table, new Map([['s', ['run', 'beta']]]))
  })

  test('are told as the filter counts them', async () => {
    expect(paths.length).toBeGreaterThan(30)
    for (const name of paths) await expectAlike(place, emptyQuery(), name, await ask(place, emptyQuery(), name))
  }, 60_000)

  test('are those of the rows that the rest of a filter leaves', async () => {
    const names = fc.constantFrom(...paths)
    await fc.assert(
      fc.asyncProperty(filters, names, fc.integer({ min: 1, max: 30 }), async (filter, name, binCount) => {
        const asked = { ...emptyQuery(), filter }
        await expectAlike(place, asked, name, await ask(place, asked, name, binCount))
        const whole = await ask(place, emptyQuery(), name, binCount)
        if (whole.kind !== 'histogram') return
        const over = await ask(place, asked, name, binCount, [...whole.bins])
        expect(over).toMatchObject({ bins: whole.bins, outsideCount: 0 })
        await expectAlike(place, asked, name, over)
      }),
      { numRuns: 80 },
    )
  }, 120_000)

  test('are those of filters that lead through references themselves', async () => {
    const asked = query({}, condition('x.i', 'greater', '0'), condition('m.s', 'contains', 'r'))
    for (const name of ['x.i', 'x.d', 'm.d', 'm.ts', 'm.s', 'cm.title'])
      await expectAlike(place, asked, name, await ask(place, asked, name))
  })

  test('need no more of the referenced table than a copy of it', async () => {
    const alone = { copy: place.copy, references: [] }
    for (const name of ['x.key', 'm.key', 'c.number', 'cm.number', 'c.title', 'cm.title']) {
      const found = await ask(alone, emptyQuery(), name)
      expect(found.kind).toBe('values')
      await expectAlike(alone, emptyQuery(), name, found)
    }
    await expect(ask(alone, emptyQuery(), 'x.i')).rejects.toMatchObject({
      code: 'query.refused',
      message: expect.stringContaining('Keep all of Referred as well') as string,
      facts: { attribute: 'x.i', tableId: 'Referred', asked: 'copy' },
    })
  })

  test('are not told of two references, nor of what is not there', async () => {
    const refusal = {
      code: 'query.refused',
      message: 'Kept copies are asked through one reference, and x.one leads through two.',
    }
    await expect(ask(place, emptyQuery(), 'x.one')).rejects.toMatchObject(refusal)
    const filtered = query({}, condition('x.one', 'equals', '1'))
    await expect(engine.engine.ask('view.count', { ...place, query: filtered })).rejects.toMatchObject(refusal)
    await expect(ask(place, emptyQuery(), 'nothing.i')).rejects.toMatchObject({ code: 'query.invalid' })
  })
})

describe('a row with several references', () => {
  const target = {
    ...{ tableId: 'Sample', tableLabel: 'Sample', idColumn: 'id', labelColumn: 'id' },
    idType: 'string' as const,
  }

  test('counts once for each value that it comes by', async () => {
    const visits = tableOf('Visits', [column('id'), column('samples', 'references', { target })])
    const samples = tableOf('Sample', [column('id'), column('share', 'decimal'), column('kind')])
    const rows = [
      ['1', ['a', 'b', 'c']],
      ['2', ['c', 'd']],
      ['3', ['e']],
      ['4', []],
    ] as const
    const copy = await engine.copyOfRows(
      visits,
      rows.map(([id, ids]) => ({ id, samples: ids.map((each) => ({ id: each })) })),
    )
    const kept = await engine.copyOfRows(samples, [
      { id: 'a', share: 0.1, kind: 'blood' },
      { id: 'b', share: 0.1, kind: '' },
      { id: 'c', share: 0.3, kind: 'blood' },
      { id: 'd', share: 0.2, kind: 'skin' },
      { id: 'e' },
    ])
    const place = { copy, references: [kept] }
    const kinds = await ask(place, emptyQuery(), 'samples.kind')
    expect(kinds).toMatchObject({
      totalCount: 4,
      missingCount: 2,
      emptyTextCount: 1,
      values: [
        { id: 'blood', count: 2 },
        { id: 'skin', count: 1 },
      ],
    })
    const shares = await ask(place, emptyQuery(), 'samples.share', 2)
    expect(shares).toMatchObject({ totalCount: 4, missingCount: 2, outsideCount: 0, min: '0.1', max: '0.3' })
    await expectAlike(place, emptyQuery(), 'samples.share', shares)
    // Each bar is one range: of two limits each might be met by another sample.
    expect(shares.kind === 'histogram' && shares.bins.every(({ isClosed }) => isClosed)).toBe(true)
  })
  test.each([100, 300])('is counted over many bars and %d values', async (kindCount) => {
    const visits = tableOf('Visits', [column('id'), column('samples', 'references', { target })])
    const samples = tableOf('Sample', [column('id'), column('size', 'int'), column('kind')])
    const rows = Array.from({ length: 400 }, (_, at) =>
      Array.from({ length: at % 5 }, (_each, step) => (at * 7 + step * step * 61) % 320),
    )
    const copy = await engine.copyOfRows(
      visits,
      rows.map((samples, at) => ({ id: `v${at}`, samples: samples.map((each) => ({ id: `s${each}` })) })),
    )
    const kept = await engine.copyOfRows(
      samples,
      Array.from({ length: 320 }, (_, at) => ({
        id: `s${at}`,
        ...(at % 11 === 0 ? {} : { size: at, kind: at % 13 === 0 ? '' : `k${at % kindCount}` }),
      })),
    )
    const place = { copy, references: [kept] }
    const kinds = await ask(place, emptyQuery(), 'samples.kind')
    await expectAlike(place, emptyQuery(), 'samples.kind', kinds)
    const withEmptyText = rows.filter((samples) => samples.some((each) => each % 11 !== 0 && each % 13 === 0))
    expect(kinds).toMatchObject({ emptyTextCount: withEmptyText.length })
    const sizes = await ask(place, emptyQuery(), 'samples.size', 200)
    if (sizes.kind !== 'histogram') throw new Error('No histogram.')
    expect(sizes.bins.length).toBeGreaterThan(150)
    await expectAlike(place, emptyQuery(), 'samples.size', sizes)
    const part = await ask(place, emptyQuery(), 'samples.size', 1, sizes.bins.slice(0, 90))
    if (part.kind !== 'histogram') throw new Error('No histogram.')
    const [first, last] = [part.bins[0], part.bins.at(-1)]
    const inside = await engine.engine.ask('view.count', {
      ...place,
      query: query({}, condition('samples.size', 'range', first?.from ?? '', last?.to ?? '')),
    })
    expect(part.outsideCount).toBe(part.totalCount - part.missingCount - inside)
    expect(part.outsideCount).toBeGreaterThan(0)
  })
})
