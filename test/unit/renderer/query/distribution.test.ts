import { barRange, isInRange } from '@renderer/query/distribution/bar-range'
import { useBarWalk } from '@renderer/query/distribution/bar-walk'
import { axisText, binWords, coverageWords } from '@renderer/query/distribution/distribution-words'
import { ownConditions, putPicked, restOf, toggledValue } from '@renderer/query/distribution/own-part'
import { allConditions } from '@renderer/query/filter-tree'
import { binConditions } from '@shared/query/distribution/bin-conditions'
import { planBins } from '@shared/query/distribution/plan-bins'
import type { FilterNode, Group } from '@shared/query/query'
import { describe, expect, it } from 'vitest'
import { condition, group, query } from '../../../support/sample-table'

const rootOf = (...children: FilterNode[]): Group => query({}, ...children).filter
const said = (root: Group) =>
  allConditions(root).map(({ attribute, operator, values }) => `${attribute} ${operator} ${values.join(' ')}`)

describe('a column’s own part of a filter', () => {
  const low = condition('share', 'greater-or-equal', '0.5')
  const high = condition('share', 'less', '0.75')
  const other = condition('kind', 'equals', 'case')

  it('is the condition and the other end of its range', () => {
    const root = rootOf(low, other, high)
    expect(ownConditions(root, low)).toEqual([low, high])
    expect(said(restOf(root, low))).toEqual(['kind equals case'])
  })

  it('goes with the alternatives and denials that it stands in', () => {
    const root = rootOf(other, group('or', low, condition('kind', 'empty')))
    expect(said(restOf(root, low))).toEqual(['kind equals case'])
    const denied = rootOf(other, { ...(group('and', low) as Group), isNot: true })
    expect(said(restOf(denied, low))).toEqual(['kind equals case'])
    expect(said(restOf({ ...root, joint: 'or' }, low))).toEqual([])
    expect(said(restOf(rootOf(group('and', low, other)), low))).toEqual(['kind equals case'])
  })

  it('takes a half-open bar as two conditions, and a closed one as one again', () => {
    const root = rootOf(low, other)
    const bins = planBins('decimal', '0', '1', 10)
    const [first, second] = [bins[2], bins[4]]
    if (!first || !second) throw new Error('There are no bars.')
    const two = putPicked(root, low, binConditions(first, second))
    expect(said(two)).toEqual(['share greater-or-equal 0.2', 'share less 0.5', 'kind equals case'])
    const held = allConditions(two).find(({ id }) => id === low.id)
    if (!held) throw new Error('The condition is gone.')
    expect(said(putPicked(two, held, binConditions(first)))).toEqual([
      'share greater-or-equal 0.2',
      'share less 0.3',
      'kind equals case',
    ])
    expect(said(putPicked(two, held, [{ operator: 'empty', values: [] }]))).toEqual([
      'share empty ',
      'kind equals case',
    ])
  })

  it('keeps two conditions together among alternatives', () => {
    const root = { ...rootOf(low, other), joint: 'or' as const }
    const two = putPicked(root, low, [
      { operator: 'greater-or-equal', values: ['1'] },
      { operator: 'less', values: ['2'] },
    ])
    expect(two.children[0]).toMatchObject({ kind: 'group', joint: 'and', children: [{ id: low.id }, {}] })
    expect(two.children[1]).toBe(other)
  })

  it('names values one by one, and takes them out again', () => {
    const first = toggledValue(condition('kind', 'equals'), 'a', true)
    expect(first).toEqual({ operator: 'equals', values: ['a'] })
    const both = toggledValue(condition('kind', 'equals', 'a'), 'b', true)
    expect(both).toEqual({ operator: 'in', values: ['a', 'b'] })
    expect(toggledValue(condition('kind', 'in', 'a', 'b'), 'a', true)).toEqual({ operator: 'equals', values: ['b'] })
    expect(toggledValue(condition('kind', 'not-equals', 'a'), 'b', true).operator).toBe('not-in')
    expect(toggledValue(condition('done', 'equals', 'true'), 'false', false).values).toEqual(['false'])
    expect(toggledValue(condition('name', 'contains', 'x'), 'a', true)).toEqual({ operator: 'equals', values: ['a'] })
  })
})

describe('the range over the bars', () => {
  const bins = planBins('int', '0', '99', 10)

  it('lies over the bars that a condition asks for', () => {
    expect(barRange('int', bins, [condition('n', 'range', '10', '29')])).toEqual({ from: 1, to: 3 })
    expect(barRange('int', bins, [condition('n', 'greater-or-equal', '95')])).toEqual({ from: 9.5, to: 10 })
    expect(barRange('int', bins, [condition('n', 'less', '20')])).toEqual({ from: 0, to: 2 })
    expect(barRange('int', bins, [condition('n', 'range', '-50', '500')])).toEqual({ from: 0, to: 10 })
  })

  it('is not there for conditions that ask for none', () => {
    expect(barRange('int', bins, [condition('n', 'empty')])).toBeNull()
    expect(barRange('int', bins, [condition('n', 'range', 'x', '3')])).toBeNull()
    expect(barRange('int', bins, [{ ...condition('n', 'less', '3'), isOff: true }])).toBeNull()
    expect(isInRange(null, 3)).toBe(true)
  })
})

describe('a walk over bars', () => {
  const press = (walk: ReturnType<typeof useBarWalk>, key: string, shiftKey = false) =>
    walk.key(new KeyboardEvent('keydown', { key, shiftKey }))

  it('extends a run, and takes it', () => {
    const taken: [number, number][] = []
    const walk = useBarWalk(
      () => 5,
      (first, last) => taken.push([first, last]),
    )
    walk.enter()
    press(walk, 'End')
    press(walk, 'ArrowLeft', true)
    press(walk, 'ArrowLeft', true)
    press(walk, 'Enter')
    press(walk, 'Home')
    press(walk, ' ')
    expect(taken).toEqual([
      [2, 4],
      [0, 0],
    ])
  })

  it('takes what was dragged over, and nothing without a drag', () => {
    const taken: [number, number][] = []
    const walk = useBarWalk(
      () => 5,
      (first, last) => taken.push([first, last]),
    )
    walk.drag(3)
    walk.end()
    walk.begin(4, 4)
    walk.drag(1)
    walk.end()
    expect(taken).toEqual([[1, 4]])
  })
})

describe('the words beside the bars', () => {
  it('say the values of a bar', () => {
    expect(binWords('int', { from: '1000', to: '1999', isClosed: true })).toBe('1,000 to 1,999')
    expect(binWords('decimal', { from: '0.5', to: '1', isClosed: false })).toBe('0.5 to below 1')
    expect(binWords('int', { from: '7', to: '7', isClosed: true })).toBe('7')
    expect(binWords('decimal', { from: '0.2', to: '0.29999999999999993', isClosed: true })).toBe('0.2 to below 0.3')
    expect(binWords('decimal', { from: '-1', to: '-5e-324', isClosed: true })).toBe('-1 to below 0')
    expect(binWords('decimal', { from: '0.8', to: '1', isClosed: true })).toBe('0.8 to 1')
    expect(axisText('decimal', '-5e+306')).toBe('-5e+306')
    expect(axisText('long', '9223372036854775807')).toBe('9,223,372,036,854,775,807')
    expect(axisText('date-time', '2020-01-31T22:30:00Z')).toBe('2020-01-31 22:30')
    expect(axisText('date-time', '2020-01-01T00:00:00Z')).toBe('2020-01-01')
  })

  it('say which rows were counted', () => {
    const found = { kind: 'values', column: 'a', missingCount: 0, values: [], otherValueCount: 0 } as const
    const counted = { ...found, otherCount: 0, emptyTextCount: 0, totalCount: 1_500_021 }
    expect(coverageWords({ ...counted, coverage: { kind: 'first', readCount: 10_000 } })).toBe(
      'of the first 10,000 of 1,500,021 rows',
    )
    expect(coverageWords({ ...counted, coverage: { kind: 'all' } })).toBe('1,500,021 rows')
    expect(coverageWords({ ...counted, coverage: { kind: 'index' } })).toContain('may lag behind')
  })
})
