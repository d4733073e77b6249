// Dates that move with the calendar.
import { describe, expect, it } from 'vitest'
import {
  readRelativeDate,
  relativeDateWords,
  resolveRelativeDate,
  withResolvedDates,
  writeRelativeDate,
} from '@shared/query/relative-date'
import { condition, group, query } from '../../../support/sample-table'

/** Noon of a day by this computer's own calendar. */
const noon = (year: number, month: number, day: number) => new Date(year, month - 1, day, 12)
const dayOf = (text: string, now: Date) => resolveRelativeDate(text, 'date', now)

describe('a relative date', () => {
  it.each(['today', 'today-30d', 'today+2w', 'today-1m', 'today-10y', 'month-start', 'year-start'])(
    '%s is read and written alike',
    (text) => {
      const read = readRelativeDate(text)
      expect(read && writeRelativeDate(read)).toBe(text)
    },
  )

  it.each(['', 'yesterday', 'today-', 'today-3', 'today-3h', '2020-01-01', 'today-123456d'])('%s is none', (text) => {
    expect(readRelativeDate(text)).toBeNull()
    expect(resolveRelativeDate(text, 'date', noon(2026, 1, 1))).toBe(text)
  })

  it('is a day by the person’s calendar, at the ends of months and in leap years too', () => {
    const now = noon(2026, 11, 24)
    expect(['today', 'today-1d', 'today-30d', 'today+1w', 'today-1y'].map((text) => dayOf(text, now))).toEqual([
      '2026-11-24',
      '2026-11-23',
      '2026-10-25',
      '2026-12-01',
      '2025-11-24',
    ])
    expect(dayOf('today-1m', noon(2026, 3, 31))).toBe('2026-02-28')
    expect(dayOf('today-1m', noon(2024, 3, 31))).toBe('2024-02-29')
    expect(dayOf('today-1y', noon(2024, 2, 29))).toBe('2023-02-28')
    expect(dayOf('today+1m', noon(2026, 12, 31))).toBe('2027-01-31')
    expect(dayOf('month-start', noon(2024, 2, 29))).toBe('2024-02-01')
    expect(dayOf('year-start', noon(2024, 2, 29))).toBe('2024-01-01')
  })

  it('of a moment is the day’s first instant, or its last', () => {
    const now = noon(2026, 11, 24)
    const first = new Date(2026, 10, 24)
    expect(Date.parse(resolveRelativeDate('today', 'date-time', now))).toBe(first.getTime())
    expect(Date.parse(resolveRelativeDate('today', 'date-time', now, true))).toBe(new Date(2026, 10, 25).getTime() - 1)
  })

  it('is told in words', () => {
    const words = ['today', 'today-1d', 'today-30d', 'today+2m'].map((text) => {
      const read = readRelativeDate(text)
      return read && relativeDateWords(read)
    })
    expect(words).toEqual(['today', '1 day ago', '30 days ago', 'in 2 months'])
  })
})

describe('a query with relative dates', () => {
  const now = noon(2026, 11, 24)
  const typeOf = (name: string) =>
    name === 'day' ? 'date' : name === 'when' ? 'date-time' : name === 's' ? 'string' : null

  it('is asked with days, its ends whole days', () => {
    const asked = query({}, group('or', condition('day', 'range', 'today-7d', 'today')), condition('when', 'range', 'today', 'today')) // prettier-ignore
    const { filter } = withResolvedDates(asked, typeOf, now)
    const [inner, when] = filter.children
    expect(inner).toMatchObject({ children: [{ values: ['2026-11-17', '2026-11-24'] }] })
    const [from = '', to = ''] = when?.kind === 'condition' ? when.values : []
    expect(Date.parse(to) - Date.parse(from)).toBe(24 * 60 * 60 * 1000 - 1)
  })

  it('stays the same object where there are none, or where the column is none of dates', () => {
    const plain = query({}, condition('day', 'equals', '2020-01-01'))
    expect(withResolvedDates(plain, typeOf, now)).toBe(plain)
    const words = query({}, condition('s', 'equals', 'today'), condition('nosuch', 'equals', 'today'))
    expect(withResolvedDates(words, typeOf, now).filter).toEqual(words.filter)
  })
})
