// A kept question comes back whole where the table has its columns, and says what it lacks where it has not.
import { newCondition, newGroup } from '@renderer/query/filter-tree'
import { fitQuery, leftOutWords, rememberedQuery } from '@renderer/query/saved/left-view'
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
    expect(leftOut).toEqual({ columns: ['gone', 'age.years', 'other'], isTextGone: true, isCut: false })
  })

  it('keeps a text that cannot be read, and one that searches everywhere', () => {
    expect(fitQuery(people, kept('id==')).query.rsql).toBe('id==')
    expect(fitQuery(people, kept('*=q=x')).query.rsql).toBe('*=q=x')
  })

  it('is none of a plain table, also with a part that is switched off', () => {
    expect(rememberedQuery(emptyQuery())).toEqual({ query: null, isQueryCut: false })
    const off = newGroup('and', [{ ...newCondition('id', 'empty'), isOff: true }])
    expect(rememberedQuery({ ...emptyQuery(), filter: off }).query?.filter).toEqual(off)
  })

  it('says in words what is missing', () => {
    const words = (columns: string[]) => leftOutWords({ columns, isTextGone: false, isCut: false }).what
    expect(words(['a'])).toBe('This table has no column a.')
    expect(words(['a', 'b', 'c', 'd', 'e'])).toBe('This table has no columns a, b, c and 2 more.')
  })
})
