// Positions of set bits, beside the library's own reading of the same bits.
import { DuckDBBitValue } from '@duckdb/node-api'
import { bitsInOrder, setBits } from '@main/engine/store/set-bits'
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

test('they are given in any order of all positions', () => {
  const lists = fc.array(fc.tuple(fc.boolean(), fc.nat()), { minLength: 1, maxLength: 70 })
  fc.assert(
    fc.property(lists, (drawn) => {
      const isSet = drawn.map(([one]) => one)
      const order = Int32Array.from(drawn.keys()).sort((a, b) => (drawn[a]?.[1] ?? 0) - (drawn[b]?.[1] ?? 0))
      const wanted = [...order].filter((at) => isSet[at])
      expect([...bitsInOrder(DuckDBBitValue.fromBools(isSet), order)]).toEqual(wanted)
    }),
  )
})

test('padding that is set, as the database leaves it, does not count', () => {
  // Three bits, 010, behind five of padding.
  expect([...setBits(new DuckDBBitValue(Uint8Array.of(5, 0b11111010)))]).toEqual([1])
})
