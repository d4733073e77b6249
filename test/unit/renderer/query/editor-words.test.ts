// What the filter editor says of dates that move, and of how a filter is answered.
import { answerWords } from '@renderer/query/editor/answer-words'
import { countIn, firstValueOf, modeOf, modesFor, withCount } from '@renderer/query/editor/values/date-modes'
import { listWords } from '@renderer/query/editor/values/list-words'
import { describe, expect, it } from 'vitest'

describe('ways to say a day', () => {
  it('tells the way from the value', () => {
    const values = ['', '2026-02-28', 'today', 'today-1d', 'today-7d', 'today-2m', 'year-start', 'today+3w']
    expect(values.map(modeOf)).toEqual(['exact', 'exact', 'today', '-d', '-d', '-m', 'year-start', '+w'])
  })

  it('offers every way that a value may have', () => {
    for (const value of ['', 'today', 'today-30d', 'today+3w', 'month-start'])
      expect(modesFor(value).map((mode) => mode.value)).toContain(modeOf(value))
    expect(modesFor('today+3w').at(-1)?.label).toBe('Weeks from now')
  })

  it('begins with a value that the way reads, and counts on from there', () => {
    for (const { value } of modesFor('')) {
      const first = firstValueOf(value)
      expect(value === 'today-1d' ? first : modeOf(first)).toBe(value)
    }
    expect([countIn('today-30d'), countIn('today'), countIn('2026-01-01')]).toEqual([30, null, null])
    expect([withCount('today-30d', 90), withCount('today+3w', 1)]).toEqual(['today-90d', 'today+1w'])
  })
})

describe('how a filter is answered', () => {
  const words = (part: Partial<Parameters<typeof answerWords>[0]>) =>
    answerWords({ engine: 'database', mostRows: null, sieved: [], lookedUp: [], ...part }, (name) => name.toUpperCase())

  it('names the engine, its limit, and what is done here beside it', () => {
    expect(words({ engine: 'copy' })).toBe('Answered by the copy on this computer.')
    expect(words({ engine: 'index', mostRows: 10_000 })).toBe(
      'Answered by the server’s index, which reaches at most 10,000 rows and may be some seconds behind what was just changed.',
    )
    expect(words({ sieved: ['age', 'sex'], lookedUp: [{ attribute: 'a.b', tableLabel: 'ASE' }] })).toBe(
      'Rows of ASE are looked up first. Answered by the server’s database. ' +
        'For AGE and SEX the server gives more rows; those that do not pass are left out here.',
    )
  })
})

describe('a list of values', () => {
  it('says its number, and what was left out of it', () => {
    expect(listWords({ values: ['a'], repeatedCount: 0 })).toBe('1 value.')
    const values = Array.from({ length: 5000 }, (_, index) => `${index}`)
    expect(listWords({ values: ['a'], repeatedCount: 1, unknown: ['x', 'y', 'z', 'zz'] })).toBe(
      '1 value; 1 repetition was left out. Not among the choices: "x", "y", "z" and 1 more.',
    )
    expect(listWords({ values, repeatedCount: 12 })).toBe('5,000 values; 12 repetitions were left out.')
  })
})
