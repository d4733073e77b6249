// When a value on the server is the one that was sent, and when sending it would change nothing.
import { isUnchanged, sameValue } from '@main/server/molgenis-classic/writing/arrival'
import { describe, expect, it } from 'vitest'
import { column } from './made-up-table'

describe('no value and no', () => {
  const open = column('b', 'bool')
  const needed = column('b', 'bool', { isNullable: false })

  it('are two answers', () => {
    expect([sameValue(null, false, open), sameValue(false, undefined, open)]).toEqual([false, false])
    expect([isUnchanged(null, false, open), isUnchanged(false, undefined, open)]).toEqual([false, false])
  })

  it('are the same to servers where there must be one', () => {
    expect([sameValue(null, false, needed), sameValue(null, true, needed)]).toEqual([true, false])
  })
})

describe('a value whose meaning only the server knows', () => {
  it('may have arrived, and is sent all the same', () => {
    const moment = column('m', 'date-time')
    expect(sameValue('2020-01-01T10:00', '2020-01-01T09:00:00Z', moment)).toBe(true)
    expect(isUnchanged('2020-01-01T10:00', '2020-01-01T09:00:00Z', moment)).toBe(false)
    expect(isUnchanged('2020-01-01T10:00:00+01:00', '2020-01-01T09:00:00Z', moment)).toBe(true)
  })

  it('is that of a file only by its name', () => {
    const target = { tableId: 'F', tableLabel: 'F', idColumn: 'id', labelColumn: 'filename', idType: 'string' } as const
    const file = column('f', 'file', { target })
    expect(isUnchanged('a.txt', { id: '1', filename: 'a.txt' }, file)).toBe(true)
    expect(isUnchanged('b.txt', { id: '1', filename: 'a.txt' }, file)).toBe(false)
  })
})
