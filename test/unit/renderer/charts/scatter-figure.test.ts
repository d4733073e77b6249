// The figure of the tutorial, and of any other two columns: title, axes, caption, what is left out.
import { captionText } from '@renderer/charts/figure'
import { formatValue } from '@renderer/charts/scatter/number-text'
import { axisColumns, firstScatter, scatterRequest } from '@renderer/charts/scatter/scatter-columns'
import { scatterFigure } from '@renderer/charts/scatter/scatter-figure'
import { newCondition, newGroup } from '@renderer/query/filter-tree'
import type { ScatterSpec } from '@shared/chart/chart-spec'
import type { NumberColumns } from '@shared/ipc/answers'
import { describe, expect, it } from 'vitest'
import { column, table } from '../../../support/shared/tables'

// The 21 samples of rs12460890 as published with the tutorial.
const reference = [130, 4142, 19, 19, 32, 639, 202, 423, 271, 806, 213, 74, 730, 584, 331, 13, 70, 47, 19, 44, 60]
const alternative = [121, 4791, 28, 23, 11, 572, 309, 401, 234, 1081, 201, 96, 655, 699, 391, 14, 101, 35, 28, 47, 55]

const counts = table('SampleAse', [
  column('ID', 'int'),
  column('SNP_ID', 'reference'),
  column('SampleIds', 'references'),
  column('Ref_Counts', 'string'),
  column('Alt_Counts', 'string'),
])
const spec: ScatterSpec = { kind: 'scatter', x: 'Ref_Counts', y: 'Alt_Counts', scale: 'linear' }

const numbers = (x: number[], y: number[], part: Partial<NumberColumns> = {}): NumberColumns => ({
  columns: ['Ref_Counts', 'Alt_Counts'],
  values: [Float64Array.from(x), Float64Array.from(y)],
  ids: x.map((_, index) => String(1_418_785 + index)),
  labels: x.map((_, index) => `S${index}`),
  shownCount: x.length,
  totalCount: x.length,
  missingCount: 0,
  choice: 'all',
  ...part,
})
const oneSnp = newGroup('and', [newCondition('SNP_ID', 'equals', ['rs12460890'])])

describe('the figure of allele counts', () => {
  const figure = scatterFigure({ table: counts, spec, numbers: numbers(reference, alternative), filters: [oneSnp] })!

  it('has the titles of the tutorial and equal axes from 0 to 5,000', () => {
    expect([figure.title, figure.xTitle, figure.yTitle]).toEqual([
      'Allele-Specific Expression for rs12460890',
      'Reference Allele',
      'Alternative Allele',
    ])
    expect([figure.xRange, figure.yRange, figure.isEqual]).toEqual([
      { min: 0, max: 5000, step: 1000 },
      { min: 0, max: 5000, step: 1000 },
      true,
    ])
  })

  it('says the pooled counts beneath', () => {
    expect(captionText(figure)).toEqual(['21 samples, reference 8,868, alternative 9,893, alternative fraction 0.527.'])
  })

  it('says of a point its sample, its counts and its share with the interval', () => {
    expect(figure.pointText(1)).toEqual({
      title: 'S1',
      lines: ['reference 4,142, alternative 4,791', 'alternative share 0.536 [0.526, 0.547]'],
    })
  })

  it('names no SNP unless every row is of one', () => {
    const title = (...filters: Parameters<typeof newGroup>[1][]) =>
      scatterFigure({
        table: counts,
        spec,
        numbers: numbers([1], [2]),
        filters: filters.map((one) => newGroup('and', one)),
      })?.title
    expect(title([])).toBe('Allele-Specific Expression')
    expect(title([newCondition('SNP_ID', 'in', ['a', 'b'])])).toBe('Allele-Specific Expression')
    expect(title([], [newCondition('SNP_ID', 'in', ['a'])])).toBe('Allele-Specific Expression for a')
  })

  it('counts what it does not show', () => {
    const partly = numbers([1, NaN, 3], [2, 2, NaN], {
      shownCount: 3,
      totalCount: 50_146,
      choice: 'first',
      missingCount: 2,
    })
    const shown = scatterFigure({ table: counts, spec, numbers: partly, filters: [] })!
    expect(shown.points.ids).toEqual(['1418785'])
    expect(captionText(shown)).toEqual([
      '1 point, reference 1, alternative 2, alternative fraction 0.667.',
      'First 3 of 50,146 rows shown. 2 rows without both numbers are left out.',
    ])
    const sampled = numbers([1], [2], { totalCount: 9, choice: 'sample' })
    expect(captionText(scatterFigure({ table: counts, spec, numbers: sampled, filters: [] })!)[1]).toBe(
      'Sample of 1 of 9 rows shown.',
    )
  })

  it('is none when no row has both numbers', () => {
    expect(scatterFigure({ table: counts, spec, numbers: numbers([NaN], [1]), filters: [] })).toBeNull()
  })
})

describe('the figure of any two columns', () => {
  const people = table('People', [
    column('id', 'int'),
    column('age', 'int', 'Age'),
    column('score', 'decimal', 'Score'),
  ])

  it('takes titles from labels and ranges from values', () => {
    const spec: ScatterSpec = { kind: 'scatter', x: 'age', y: 'score', scale: 'linear' }
    const read = { ...numbers([20, 70], [-1.5, 2.25]), columns: ['age', 'score'] }
    const figure = scatterFigure({ table: people, spec, numbers: read, filters: [] })!
    expect([figure.title, figure.xTitle, figure.yTitle, figure.isEqual]).toEqual([
      'Score by Age',
      'Age',
      'Score',
      false,
    ])
    expect(figure.yRange.min).toBeLessThanOrEqual(-1.5)
    expect(figure.pointText(0)).toEqual({ title: 'S0', lines: ['Age 20', 'Score −1.5'] })
    expect(captionText(figure)).toEqual(['2 points.'])
  })

  it('shows a column against itself', () => {
    const spec: ScatterSpec = { kind: 'scatter', x: 'age', y: 'age', scale: 'linear' }
    expect(scatterRequest(people, spec).columns).toEqual(['age'])
    const figure = scatterFigure({
      table: people,
      spec,
      numbers: { ...numbers([1, 2], []), columns: ['age'] },
      filters: [],
    })
    expect(figure?.points.y).toEqual(figure?.points.x)
  })
})

describe('the columns a scatter starts with', () => {
  it('are those it was left with, the allele counts, or the first two that measure', () => {
    expect(firstScatter(counts, null)).toEqual(spec)
    expect(firstScatter(counts, { x: 'ID', y: 'Ref_Counts', scale: 'log' })).toEqual({
      kind: 'scatter',
      x: 'ID',
      y: 'Ref_Counts',
      scale: 'log',
    })
    expect(firstScatter(counts, { x: 'gone', y: 'Ref_Counts' })).toEqual(spec)
    const plain = table('T', [column('id', 'int'), column('a', 'decimal'), column('s', 'string'), column('b', 'long')])
    expect(firstScatter(plain, null)).toMatchObject({ x: 'a', y: 'b' })
    expect(firstScatter(table('U', [column('id', 'int'), column('a', 'int')]), null)).toBeNull()
  })

  it('offers numbers, and texts that may hold numbers, and asks for the sample as label', () => {
    expect(axisColumns(counts).numbers.map((one) => one.name)).toEqual(['ID'])
    expect(axisColumns(counts).texts.map((one) => one.name)).toEqual(['Ref_Counts', 'Alt_Counts'])
    expect(scatterRequest(counts, spec)).toEqual({ columns: ['Ref_Counts', 'Alt_Counts'], labelColumn: 'SampleIds' })
  })
})

describe('formatValue', () => {
  it('groups thousands and writes extremes with an exponent', () => {
    const written = [0, 50_146, -0.5, 7.17e-14, 1e12, 0.1 + 0.2].map(formatValue)
    expect(written).toEqual(['0', '50,146', '−0.5', '7.17e−14', '1e12', '0.3'])
  })
})
