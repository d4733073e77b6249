import { binConditions } from '@shared/query/distribution/bin-conditions'
import { binFinder } from '@shared/query/distribution/bin-counter'
import { planBins } from '@shared/query/distribution/plan-bins'
import { fromWhole, toWhole } from '@shared/query/distribution/axis-value'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const spans = (bins: readonly { from: string; to: string }[]) => bins.map(({ from, to }) => `${from} … ${to}`)

describe('planBins', () => {
  it('puts edges of whole numbers at round ones, in closed bars', () => {
    expect(spans(planBins('int', '3', '47', 10))).toEqual([
      '0 … 4',
      '5 … 9',
      '10 … 14',
      '15 … 19',
      '20 … 24',
      '25 … 29',
      '30 … 34',
      '35 … 39',
      '40 … 44',
      '45 … 49',
    ])
  })

  it('gives each of a few whole numbers a bar of its own', () => {
    expect(spans(planBins('int', '-1', '1', 40))).toEqual(['-1 … -1', '0 … 0', '1 … 1'])
  })

  it('keeps all digits of longs, and stays within 64 bits', () => {
    const bins = planBins('long', '-9223372036854775808', '9223372036854775807', 4)
    expect(bins[0]?.from).toBe('-9223372036854775808')
    expect(bins.at(-1)?.to).toBe('9223372036854775807')
    expect(spans(planBins('long', '9007199254740993', '9007199254740994', 5))).toEqual([
      '9007199254740993 … 9007199254740993',
      '9007199254740994 … 9007199254740994',
    ])
  })

  it('makes one bar of one value', () => {
    expect(planBins('decimal', '0.1', '0.1', 20)).toEqual([{ from: '0.1', to: '0.1', isClosed: true }])
    expect(spans(planBins('int', '7', '7', 20))).toEqual(['7 … 7'])
    expect(planBins('date-time', '2020-01-01T10:00:00Z', '2020-01-01T10:00:00Z', 20)).toHaveLength(1)
  })

  it('follows the calendar', () => {
    expect(spans(planBins('date', '2019-11-20', '2020-03-02', 12)).slice(0, 2)).toEqual([
      '2019-11-01 … 2019-11-30',
      '2019-12-01 … 2019-12-31',
    ])
    const years = planBins('date', '0001-01-01', '9999-12-31', 20)
    expect(years[0]?.from).toBe('0001-01-01')
    expect(years.at(-1)?.to).toBe('9999-12-31')
  })

  it('copes with a range wider than a double and with one narrower than a step', () => {
    expect(planBins('decimal', '-1.7e308', '1.7e308', 10).length).toBeGreaterThan(0)
    expect(planBins('decimal', '1', '1.0000000000000002', 40)).toHaveLength(1)
    expect(planBins('decimal', '5e-324', '1e-323', 10).length).toBeGreaterThan(0)
  })

  it('puts every value between the ends into one bar, whose conditions hold for it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }),
        fc.integer({ min: 1, max: 60 }),
        (numbers, binCount) => {
          const [min, max] = [Math.min(...numbers), Math.max(...numbers)]
          const bins = planBins('decimal', String(min), String(max), binCount)
          const placeOf = binFinder('decimal', bins)
          expect(bins.length).toBeLessThanOrEqual(binCount + 1)
          for (const number of numbers) {
            const bin = bins[placeOf(String(number))]
            expect(bin).toBeDefined()
            if (bin) expect(passes(number, bin)).toBe(true)
          }
        },
      ),
    )
  })

  it('puts every day and moment into one bar', () => {
    const days = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    for (const type of ['date', 'date-time'] as const) {
      fc.assert(
        fc.property(fc.array(days, { minLength: 1 }), (dates) => {
          const texts = dates.map((day) =>
            fromWhole(type, BigInt(Math.floor(day.getTime() / (type === 'date' ? 864e5 : 1)))),
          )
          const sorted = [...texts].sort()
          const bins = planBins(type, sorted[0] ?? '', sorted.at(-1) ?? '', 30)
          const placeOf = binFinder(type, bins)
          expect(bins.length).toBeLessThanOrEqual(30)
          for (const text of texts) expect(placeOf(text)).toBeGreaterThanOrEqual(0)
          expect(bins.every(({ from, to }) => toWhole(type, from) !== null && toWhole(type, to) !== null)).toBe(true)
        }),
      )
    }
  })
})

function passes(number: number, bin: { from: string; to: string; isClosed: boolean }): boolean {
  return binConditions(bin).every(({ operator, values: [first = '', second = ''] }) => {
    if (operator === 'range') return number >= Number(first) && number <= Number(second)
    return operator === 'less' ? number < Number(first) : number >= Number(first)
  })
}
