// Finding by a few letters.
import { containsWords, fuzzyFilter, fuzzyMatch } from '@renderer/shell/palette/fuzzy'
import { describe, expect, it } from 'vitest'

const found = (search: string, texts: string[]) => fuzzyFilter(search, texts, (text) => text).map(({ item }) => item)

describe('fuzzy search', () => {
  it('puts the whole name before beginnings, beginnings of words before the middle', () => {
    expect(found('ase', ['Phases', 'SampleAse', 'AseGene', 'ASE'])).toEqual(['ASE', 'AseGene', 'SampleAse', 'Phases'])
  })

  it('finds by initials of words, in order', () => {
    expect(found('sgp', ['Show grid and plot', 'Save the plot'])).toEqual(['Show grid and plot'])
    expect(found('pgs', ['Show grid and plot'])).toEqual([])
  })

  it('needs every word, in any order', () => {
    expect(found('plot png', ['Save the plot as PNG', 'Save the plot as SVG'])).toEqual(['Save the plot as PNG'])
    expect(found('png plot', ['Save the plot as PNG'])).toEqual(['Save the plot as PNG'])
  })

  it('does not take two letters strewn over a text for a find', () => {
    expect(fuzzyMatch('as', 'Dates')).toBeNull()
  })

  it('tells which letters it met, also behind letters of other scripts', () => {
    expect(fuzzyMatch('ase', '🧬 ase')?.positions).toEqual([2, 3, 4])
  })

  it('keeps the order of the list when nothing is typed, and falls back on other texts', () => {
    expect(found(' ', ['b', 'a'])).toEqual(['b', 'a'])
    const tables = [
      { label: 'Variants', description: 'Counts per SNP' },
      { label: 'SNP', description: null },
    ]
    const labels = fuzzyFilter(
      'snp',
      tables,
      (table) => table.label,
      (table) => [table.description],
    )
    expect(labels.map(({ item }) => item.label)).toEqual(['SNP', 'Variants'])
    expect(containsWords('snp counts', 'Counts per SNP')).toBe(true)
  })
})
