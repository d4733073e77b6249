// Texts as they may be spelled, for servers that tell upper from lower case.
import { spellings } from '@main/server/molgenis-classic/rows/any-case'
import { anyCasePattern } from '@shared/query/lower-filter'
import { describe, expect, it } from 'vitest'

describe('the spellings of a text', () => {
  it('are as typed, small, capital, and with capitals at the beginnings of words', () => {
    expect(spellings('frontal cOrtex')).toEqual([
      'frontal cOrtex',
      'frontal cortex',
      'FRONTAL CORTEX',
      'Frontal Cortex',
    ])
    expect(spellings('rs12')).toEqual(['rs12', 'RS12', 'Rs12'])
    expect(spellings('12')).toEqual(['12'])
    expect(spellings('élan')).toEqual(['élan', 'ÉLAN', 'Élan'])
  })

  it('are all met by one pattern, which keeps what has no case', () => {
    expect(anyCasePattern('rs12-é日%_')).toBe('__12-_日%_')
    expect(anyCasePattern('12')).toBe('12')
    // One sign to the server, whatever its length here.
    expect(anyCasePattern('𐐀1')).toBe('_1')
  })
})
