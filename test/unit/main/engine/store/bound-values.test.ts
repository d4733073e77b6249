// Rows that were found beforehand: bound as bits, and told where a condition asks for nothing else.
import { describe, expect, it } from 'vitest'
import { BoundValues } from '@main/engine/store/sql-text'

const lookUp = { sql: 'SELECT n FROM rows', values: [] }
const found = (bits: string | null) => () => Promise.resolve(bits)

describe('BoundValues', () => {
  it('tells the rows of a condition that is nothing but one look-up, in brackets or bare', async () => {
    const bound = new BoundValues()
    bound.text('before')
    const condition = bound.rows(lookUp)
    await bound.findRows(3, found('bits'))
    expect(bound.foundBy(condition)).toBe('bits')
    expect(bound.foundBy(`((${condition}))`)).toBe('bits')
  })

  it('tells that a look-up found no row', async () => {
    const bound = new BoundValues()
    const condition = bound.rows(lookUp)
    await bound.findRows(3, found(null))
    expect(bound.foundBy(condition)).toBeNull()
  })

  it('tells nothing of any other condition', async () => {
    const bound = new BoundValues()
    const [one, other] = [bound.rows(lookUp), bound.rows(lookUp)]
    await bound.findRows(3, found('bits'))
    for (const condition of [
      `(NOT ${one})`,
      `(${one} AND ${other})`,
      `(${one} OR c1 = 'a')`,
      `(${one}) AND (${other})`,
      'c1 = 1',
    ]) {
      expect(bound.foundBy(condition)).toBeUndefined()
    }
  })
})
