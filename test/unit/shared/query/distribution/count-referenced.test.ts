import { nextDouble } from '@shared/query/distribution/axis-value'
import { binFinder } from '@shared/query/distribution/bin-counter'
import { closedBins } from '@shared/query/distribution/closed-bins'
import { referencedCounter, type ValuesById } from '@shared/query/distribution/count-referenced'
import { planBins } from '@shared/query/distribution/plan-bins'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { column } from '../../../../support/sample-table'

const held = (...pairs: [string, ...string[]][]): ValuesById =>
  new Map(pairs.map(([id, ...values]) => [id, values.map((value) => ({ id: value, label: value }))]))
const read = { totalCount: 7, coverage: { kind: 'all' } } as const
const request = { binCount: 4, bins: null }

describe('what rows come by through a reference', () => {
  it('is counted once for each value of a row', () => {
    const counter = referencedCounter(column('a.kind'), request, held(['x', 'one'], ['y', 'one'], ['z', '']), true)
    counter.add(['x', 'y', 'x'], 2)
    counter.add(['y', 'z'], 1)
    counter.add([], 1)
    counter.add(['gone'], 3)
    expect(counter.finish(read)).toEqual({
      ...{ kind: 'values', column: 'a.kind', ...read, missingCount: 4 },
      ...{ values: [{ id: 'one', label: 'one', count: 3 }], otherValueCount: 0, otherCount: 0, emptyTextCount: 1 },
    })
  })

  it('counts a row in each bar that one of its values is in', () => {
    const values = held(['a', '1'], ['b', '2'], ['c', '9'], ['none'])
    const bins = planBins('int', '1', '4', 4)
    const counter = referencedCounter(column('a.n', 'int'), { binCount: 4, bins }, values, true)
    counter.add(['a', 'b', 'c'], 1)
    counter.add(['c'], 2)
    counter.add(['none'], 4)
    expect(counter.finish(read)).toMatchObject({
      counts: [1, 1, 0, 0],
      outsideCount: 2,
      missingCount: 4,
      min: '1',
      max: '9',
    })
  })

  it('makes bars of its own, which one range each says where a row has several', () => {
    const values = held(['a', '0'], ['b', '1'])
    const made = (isMany: boolean) => {
      const counter = referencedCounter(column('a.share', 'decimal'), request, values, isMany)
      counter.add(['a'], 1)
      const found = counter.finish(read)
      return found.kind === 'histogram' ? found.bins.map(({ isClosed }) => isClosed) : []
    }
    expect(made(false)).toEqual([false, true])
    expect(made(true)).toEqual([true, true])
  })
})

describe('closed bars', () => {
  it('hold what the open ones hold', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
        fc.double({ noNaN: true, min: 0, max: 1e6 }),
        (from, width) => {
          const open = planBins('decimal', String(from), String(from + width), 20)
          const closed = closedBins('decimal', open)
          const [inOpen, inClosed] = [binFinder('decimal', open), binFinder('decimal', closed)]
          for (const { from: edge } of open) {
            for (const value of [Number(edge), nextDouble(Number(edge), -1), nextDouble(Number(edge), 1)])
              expect(inClosed(String(value))).toBe(inOpen(String(value)))
          }
        },
      ),
    )
  })

  it('end a millisecond before the next moment', () => {
    const [first] = closedBins('date-time', planBins('date-time', '2020-01-01T00:00:00Z', '2020-03-01T00:00:00Z', 3))
    expect(first).toEqual({ from: '2020-01-01T00:00:00Z', to: '2020-01-31T23:59:59.999Z', isClosed: true })
  })

  it('go by the next number there is', () => {
    expect(nextDouble(0.3, -1)).toBe(0.29999999999999993)
    expect(nextDouble(nextDouble(0.3, -1), 1)).toBe(0.3)
    expect(nextDouble(0, -1)).toBe(-5e-324)
    expect(nextDouble(-5e-324, 1)).toBe(-0)
    expect(nextDouble(-1, -1)).toBeLessThan(-1)
  })
})
