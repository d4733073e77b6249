// A kept question comes back whole where the table has its columns, and says what it lacks where it has not.
import { newCondition, newGroup } from '@renderer/query/filter-tree'
import { fitQuery, leftOutWords, nothingLeftOut, rememberedQuery } from '@renderer/query/saved/left-view'
import { emptyQuery } from '@shared/query/query'
import { describe, expect, it } from 'vitest'
import { column, table } from '../../../../support/shared/tables'

const people = table('People', [column('id', 'string'), column('age', 'int'), column('home', 'reference')])
const kept = (rsql: string | null = null) => ({
  filter: newGroup('and', [
    newCondition('home.city', 'equals', ['x']),
    newGroup('or', [newCondition('gone', 'equals', ['1']), newGroup('or', [newCondition('age.years', 'empty')])]),
  ]),
  search: 'words',
  sort: [
    { attribute: 'age', direction: 'ascending' as const },
    { attribute: 'gone', direction: 'ascending' as const },
  ],
  rsql,
})

describe('a kept question', () => {
  it('is asked as it is where nothing is missing', () => {
    const { filter } = kept()
    const whole = { filter: { ...filter, children: filter.children.slice(0, 1) }, search: '', sort: [], rsql: 'id==1' }
    expect(fitQuery(people, whole)).toEqual({ query: { ...whole, columns: null }, leftOut: null })
  })

  it('goes without conditions, keys and texts that name other columns, and without groups that end up empty', () => {
    const { query, leftOut } = fitQuery(people, kept('id==1;other=q=x'))
    expect(query.filter.children).toMatchObject([{ attribute: 'home.city' }])
    expect(query.sort).toEqual([{ attribute: 'age', direction: 'ascending' }])
    expect([query.rsql, query.search]).toEqual([null, 'words'])
    expect(leftOut).toEqual({ ...nothingLeftOut, columns: ['gone', 'age.years', 'other'], isTextGone: true })
  })

  it('switches conditions off whose values cannot be, and leaves alone those that are off already', () => {
    const old = newCondition('age', 'equals', ['abc'])
    const missing = newCondition('age', 'range', ['1'])
    const whole = newCondition('age', 'in', ['1', '2'])
    const off = { ...newCondition('age', 'equals', ['x']), isOff: true }
    const filter = newGroup('and', [
      newGroup('or', [old, whole]),
      missing,
      off,
      newCondition('home', 'equals', ['abc']),
    ])
    const { query, leftOut } = fitQuery(people, { ...emptyQuery(), filter })
    expect(query.filter.children).toMatchObject([
      { children: [{ id: old.id, values: ['abc'], isOff: true }, whole] },
      { id: missing.id, isOff: true },
      off,
      { attribute: 'home', isOff: false },
    ])
    expect(leftOut).toEqual({
      ...nothingLeftOut,
      wrongValues: ['age: "abc" is not a whole number.', 'age: A value is missing.'],
    })
    expect(leftOut && leftOutWords(leftOut)).toMatchObject({
      what: '2 conditions are switched off. age: "abc" is not a whole number. age: A value is missing.',
    })
  })

  it('goes without a text that cannot be read or holds an impossible value, and repeats it', () => {
    for (const [rsql, problem] of [
      ['id==', 'The filter ends too early'],
      ['home.city==x;age==abc', "'abc' is not a whole number"],
    ] as const) {
      const { query, leftOut } = fitQuery(people, { ...emptyQuery(), rsql })
      expect([query.rsql, leftOut?.wrongText?.rsql]).toEqual([null, rsql])
      const { what, why } = leftOutWords(leftOut ?? nothingLeftOut)
      expect(what).toContain(`The filter in RSQL is left out. ${problem}`)
      expect(why).toBe(`It reads: ${rsql}`)
    }
    for (const rsql of ['*=q=x', 'home.city==x', 'age=q=10.0']) {
      expect(fitQuery(people, { ...emptyQuery(), rsql })).toMatchObject({ query: { rsql }, leftOut: null })
    }
  })

  it('is none of a plain table, also with a part that is switched off', () => {
    expect(rememberedQuery(emptyQuery())).toEqual({ query: null, isQueryCut: false })
    const off = newGroup('and', [{ ...newCondition('id', 'empty'), isOff: true }])
    expect(rememberedQuery({ ...emptyQuery(), filter: off }).query?.filter).toEqual(off)
  })

  it('says in words what is missing', () => {
    const words = (columns: string[]) => leftOutWords({ ...nothingLeftOut, columns }).what
    expect(words(['a'])).toBe('This table has no column a.')
    expect(words(['a', 'b', 'c', 'd', 'e'])).toBe('This table has no columns a, b, c and 2 more.')
  })
})
