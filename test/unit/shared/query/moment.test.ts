// Moments for servers that read one form of them only.
import { askWithOffsets, withOffset } from '@shared/query/moment'
import { emptyGroup, type Condition } from '@shared/query/query'
import { describe, expect, it } from 'vitest'
import { madeUpTable } from '../../main/server/molgenis-classic/made-up-table'

describe('a moment for older servers', () => {
  it.each([
    ['2020-02-29T10:00:00Z', '2020-02-29T10:00:00+0000'],
    ['2020-02-29T10:00:00.123Z', '2020-02-29T10:00:00+0000'],
    ['2020-02-29T10:00Z', '2020-02-29T10:00:00+0000'],
    ['2020-02-29T10:00:01+05:30', '2020-02-29T10:00:01+0530'],
    ['2020-02-29T10:00:01-0100', '2020-02-29T10:00:01-0100'],
    ['2020-02-29T10:00:01+01', '2020-02-29T10:00:01+0100'],
    ['2020-02-29T10:00', '2020-02-29T10:00:00+0000'],
    ['2020-02-29', '2020-02-29T00:00:00+0000'],
    ['yesterday', 'yesterday'],
    ['', ''],
  ])('written %s is %s', (text, expected) => {
    expect(withOffset(text)).toBe(expected)
  })

  it('is meant in conditions on moments, and nowhere else', () => {
    const value = '2020-02-29T10:00:00Z'
    const on = (attribute: string) => ({
      kind: 'condition' as const,
      id: attribute,
      attribute,
      operator: 'equals' as const,
      values: [value],
      isOff: false,
    })
    const inner = { ...emptyGroup(), children: [on('date-time'), on('string')] }
    const filter = { ...emptyGroup(), children: [on('date-time'), inner] }
    expect(JSON.stringify(askWithOffsets(filter, madeUpTable)).split('+0000')).toHaveLength(3)
  })

  const half = '2020-02-29T10:00:00.500Z'
  const whole = '2020-03-01T00:00:00Z'
  const second = '2020-02-29T10:00:00+0000'
  it.each([
    ['less', [half], { operator: 'less-or-equal', values: [second] }],
    ['less-or-equal', [half], { operator: 'less-or-equal', values: [second] }],
    ['greater', [half], { operator: 'greater', values: [second] }],
    ['greater-or-equal', [half], { operator: 'greater', values: [second] }],
    ['in', [half, whole], { operator: 'in', values: ['2020-03-01T00:00:00+0000'] }],
    ['equals', [half], { attribute: 'id', operator: 'empty', values: [] }],
    ['not-in', [half], { attribute: 'id', operator: 'not-empty', values: [] }],
    ['range', [half, half], { children: [{ operator: 'greater' }, { operator: 'less-or-equal' }] }],
    ['range', [whole, half], { children: [{ operator: 'greater-or-equal' }, { operator: 'less-or-equal' }] }],
    ['less', ['2020-02-29T10:00:00.000Z'], { operator: 'less', values: [second] }],
  ] as const)('%s %j means the same for whole seconds', (operator, values, expected) => {
    const asked: Condition = {
      kind: 'condition',
      id: 'c',
      attribute: 'date-time',
      operator,
      values: [...values],
      isOff: false,
    }
    expect(askWithOffsets(asked, madeUpTable)).toMatchObject(expected)
  })
})
