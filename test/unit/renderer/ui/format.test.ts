// Numbers, sizes, ages and durations as the screen says them.
import { formatCount, formatCounted, formatDuration, formatShortAge, formatSize, formatWhen } from '@renderer/ui/format'
import { describe, expect, it } from 'vitest'

const now = new Date(2025, 10, 24, 14, 0).getTime()
const ago = (ms: number) => new Date(now - ms).toISOString()
const hour = 3_600_000

describe('format', () => {
  it('groups counts by the thousands and bends the noun', () => {
    expect([
      formatCount(1503220),
      formatCounted(1, 'row'),
      formatCounted(0, 'row'),
      formatCounted(2, 'copy', 'copies'),
    ]).toEqual(['1,503,220', '1 row', '0 rows', '2 copies'])
  })

  it('gives sizes two digits where they matter and moves on to the next unit in time', () => {
    expect([0, 999, 1000, 12_345, 9_149_000, 99_950, 999_600, 3.2e12].map(formatSize)).toEqual([
      '0 B',
      '999 B',
      '1 kB',
      '12 kB',
      '9.1 MB',
      '100 kB',
      '1 MB',
      '3.2 TB',
    ])
  })

  it('tells short ages by the largest unit', () => {
    expect([0, 59_000, 5 * 60_000, 2.9 * hour, 73 * hour].map((ms) => formatShortAge(ago(ms), now))).toEqual([
      'now',
      'now',
      '5 min',
      '2 h',
      '3 d',
    ])
  })

  it('knows yesterday by the calendar, not by 24 hours', () => {
    expect(formatWhen(ago(15 * hour), now)).toBe('yesterday')
    expect(formatWhen(ago(13 * hour), now)).toBe('13 hours ago')
    expect(formatWhen(ago(1 * hour), now)).toBe('1 hour ago')
    expect(formatWhen(ago(72 * hour), now)).toBe('3 days ago')
    expect(formatWhen(new Date(2025, 10, 12, 9).toISOString(), now)).toBe('12 Nov')
    expect(formatWhen(new Date(2024, 0, 2, 9).toISOString(), now)).toBe('2 Jan 2024')
  })

  it('shows a moment that lies ahead as just now, for clocks that differ', () => {
    expect(formatWhen(ago(-5000), now)).toBe('just now')
    expect(formatShortAge(ago(-5000), now)).toBe('now')
  })

  it('never says that nothing is left while something is', () => {
    expect([0, 400, 14_000, 61_000, 3_600_000, 3_900_000].map(formatDuration)).toEqual([
      '1 s',
      '1 s',
      '14 s',
      '1 min',
      '1 h',
      '1 h 5 min',
    ])
  })
})
