// What can stand at the cursor of a filter that is being typed; the cursor is written as |.
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { rsqlPlaceAt } from '@shared/rsql/rsql-place'

const at = (marked: string) => {
  const cursor = marked.indexOf('|')
  const text = marked.replace('|', '')
  const place = rsqlPlaceAt(text, cursor)
  return place && { ...place, replaced: text.slice(place.start, place.end) }
}

describe('the place of the cursor', () => {
  it.each([
    ['|', '', ''],
    ['ag|', 'ag', 'ag'],
    ['a|ge==5', 'a', 'age'],
    ['age==5;|', '', ''],
    ['age==5,(na|', 'na', 'na'],
    ['age==5 and na|', 'na', 'na'],
    ['(x=in=(a,b),ref.na|me==1)', 'ref.na', 'ref.name'],
  ])('%s is in an attribute', (marked, typed, replaced) => {
    expect(at(marked)).toMatchObject({ kind: 'attribute', typed, replaced })
  })

  it.each([
    ['age |', 'age', '', ''],
    ['age=|', 'age', '=', '='],
    ['age=l|', 'age', '=l', '=l'],
    ['age=l|e=5', 'age', '=l', '=le='],
    ['age!|', 'age', '!', '!'],
    ['(a==1,age=|', 'age', '=', '='],
  ])('%s is in an operator', (marked, attribute, typed, replaced) => {
    expect(at(marked)).toMatchObject({ kind: 'operator', attribute, typed, replaced })
  })

  it.each([
    ['age==|', '==', '', '', false],
    ['age>=|', '=ge=', '', '', false],
    ['age==4|2', '==', '4', '42', false],
    ['age=="li|ver"', '==', 'li', '"liver"', false],
    ['age=="li|', '==', 'li', '"li', false],
    ["age=='li'|", '==', 'li', "'li'", false],
    ['age=in=|', '=in=', '', '', false],
    ['age=in=(|', '=in=', '', '', true],
    ['age=in=(a,"b |', '=in=', 'b ', '"b ', true],
    ['age=in=(a,|b)', '=in=', '', '', true],
  ])('%s is in a value', (marked, operator, typed, replaced, isInList) => {
    expect(at(marked)).toMatchObject({ kind: 'value', attribute: 'age', operator, typed, replaced, isInList })
  })

  it.each([
    ['age==5 |', false, 0],
    ['(age==5 |', false, 1],
    ['((age==5);b==1 |', false, 1],
    ['age=in=(a |', true, 0],
    ['(age==5)|', false, 0],
  ])('%s is behind a condition', (marked, isInList, depth) => {
    expect(at(marked)).toMatchObject({ kind: 'joint', isInList, depth })
  })

  it.each(['age==5)|', '==|', 'age == == |', 'age=foo=|', '"quoted|'])('%s says nothing', (marked) => {
    expect(at(marked)).toBeNull()
  })

  it('is told for any text and any cursor', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab.=!<>()\'";, lin'), maxLength: 30 })
    fc.assert(
      fc.property(text, fc.nat(30), (typed, cursor) => {
        const at = Math.min(cursor, typed.length)
        const place = rsqlPlaceAt(typed, at)
        if (place === null) return
        expect(place.start).toBeLessThanOrEqual(at)
        expect(place.end).toBeGreaterThanOrEqual(at)
      }),
    )
  })
})
