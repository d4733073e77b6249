// Reads the database's strings of bits.
import type { DuckDBBitValue } from '@duckdb/node-api'

// The first byte says how many bits of the second one, its highest, do not count.

/** How many bits are set. */
export function countBits(bits: DuckDBBitValue): number {
  const { data } = bits
  const padding = bits.padding()
  let count = 0
  for (let at = 1; at < data.length; at += 1) count += countOf(wanted(data, at, padding))
  return count
}

/** The positions, from 0, of the bits that are set, in their order. */
export function setBits(bits: DuckDBBitValue): Int32Array {
  const { data } = bits
  const padding = bits.padding()
  const positions = new Int32Array(countBits(bits))
  let next = 0
  for (let at = 1; at < data.length; at += 1) {
    const first = (at - 1) * 8 - padding
    // The lowest bit of a byte stands last.
    for (let byte = wanted(data, at, padding); byte !== 0; next += 1) {
      const zeros = Math.clz32(byte) - 24
      positions[next] = first + zeros
      byte &= ~(0x80 >> zeros)
    }
  }
  return positions
}

const wanted = (data: Uint8Array, at: number, padding: number): number =>
  at === 1 ? (data[1] ?? 0) & (0xff >> padding) : (data[at] ?? 0)

function countOf(byte: number): number {
  const pairs = byte - ((byte >> 1) & 0x55)
  const fours = (pairs & 0x33) + ((pairs >> 2) & 0x33)
  return (fours + (fours >> 4)) & 0x0f
}

/** The positions of the bits that are set, in the order of a list that holds every position once. */
export function bitsInOrder(bits: DuckDBBitValue, order: Int32Array): Int32Array {
  const { data } = bits
  const padding = bits.padding()
  const positions = new Int32Array(countBits(bits))
  let next = 0
  for (const position of order) {
    const at = position + padding
    if ((((data[1 + (at >> 3)] ?? 0) >> (7 - (at & 7))) & 1) === 0) continue
    positions[next] = position
    next += 1
  }
  return positions
}
