// Positions of set bits, beside the library's own reading of the same bits.
import { DuckDBBitValue } from '@duckdb/node-api'
import { setBits } from '@main/engine/store/set-bits'
import fc from 'fast-check'
import { expect, test } from 'vitest'

test('the positions of set bits are found, whatever their number', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 70 }), (bools) => {
      const bits = DuckDBBitValue.fromBools(bools)
      expect([...setBits(bits)]).toEqual(bools.flatMap((isSet, at) => (isSet ? [at] : [])))
    }),
  )
})

test('padding that is set, as the database leaves it, does not count', () => {
  // Three bits, 010, behind five of padding.
  expect([...setBits(new DuckDBBitValue(Uint8Array.of(5, 0b11111010)))]).toEqual([1])
})
