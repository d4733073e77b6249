import { generationOf, readingOf } from '@main/server/molgenis-classic/generations'
import { describe, expect, it } from 'vitest'

const traits = (version: string) => {
  const { hasLike, listsAreCurrent, deletesByList, wantsOffsets, refusesGuestsAll, hasMetadataApi } =
    generationOf(version)
  return [hasLike, listsAreCurrent, deletesByList, !wantsOffsets, refusesGuestsAll, hasMetadataApi].map(Number).join('')
}

describe('what servers of a version can do', () => {
  it('grows with each generation', () => {
    const versions = [
      '1.14.0',
      '1.18.0',
      '2.0.0',
      '3.0.0',
      '4.0.9',
      '4.1.0',
      '6.1.0',
      '7.0.0',
      '8.2.0',
      '8.4.5',
      '10.2.4',
    ]
    expect(versions.map(traits)).toEqual([
      '000000',
      '100000',
      '110000',
      '111000',
      '111000',
      '111100',
      '111100',
      '111110',
      '111110',
      '111111',
      '111111',
    ])
  })

  it('is told by whatever form the version has; one that cannot be read counts as the newest', () => {
    expect(traits('1.20.0-SNAPSHOT')).toBe(traits('1.20.0'))
    expect(traits('10')).toBe(traits('10.0.0'))
    expect(traits('8.3')).toBe(traits('8.3.0'))
    expect(traits('development')).toBe(traits('10.2.4'))
  })

  it('tells how older ones understand conditions', () => {
    const understood = ['1.14.0', '1.20.0', '2.0.0', '7.0.0', '8.4.0', '8.4.1', '10.2.4'].map(generationOf)
    expect(understood.map(({ foldsLike }) => Number(foldsLike)).join('')).toBe('1100011')
    expect(understood.map(({ takesNoneForOther }) => Number(takesNoneForOther)).join('')).toBe('1100000')
  })

  it('tells for what a filter is written, where that is not as for the newest', () => {
    const readings = ['1.14.0', '2.0.0', '4.1.0', '8.4.1'].map((version) => readingOf(generationOf(version)))
    expect(readings).toEqual([
      { isEverythingIndexed: true, isCaseKept: false, hasPaths: false, wantsOffsets: true },
      { isEverythingIndexed: false, isCaseKept: true, hasPaths: false, wantsOffsets: true },
      { isEverythingIndexed: false, isCaseKept: true, hasPaths: true, wantsOffsets: false },
      null,
    ])
  })

  it('names what the import wizard takes', () => {
    expect(['1.14.0', '1.18.0', '4.1.0', '7.0.0'].map((version) => generationOf(version).importer)).toEqual([
      null,
      { takesPackage: false, takesMetadataAction: false },
      { takesPackage: true, takesMetadataAction: false },
      { takesPackage: true, takesMetadataAction: true },
    ])
  })
})
