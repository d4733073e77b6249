// Repeatable chance: the same seed gives the same numbers on every machine, and any block can be made by itself.

/** A well-mixed 32-bit number from up to three whole numbers. */
export function mix(a: number, b = 0, c = 0): number {
  let hash = (a ^ 0x9e3779b9) >>> 0
  for (const part of [b, c]) {
    hash = Math.imul(hash ^ part, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    hash ^= hash >>> 16
  }
  return hash >>> 0
}

/** Evenly spread numbers in [0, 1). */
export type Random = () => number

/** A stream of chance of its own for a pair of whole numbers (the sfc32 generator). */
export function randomStream(seed: number, block: number): Random {
  let a = mix(seed, block, 1) | 0
  let b = mix(seed, block, 2) | 0
  let c = mix(seed, block, 3) | 0
  let counter = 1
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return (sum >>> 0) / 4294967296
  }
  // The first numbers still show the seed.
  for (let i = 0; i < 12; i += 1) next()
  return next
}
