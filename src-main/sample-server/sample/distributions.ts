// Draws from the distributions that read counts follow.
import type { Random } from './random'

/** A draw from the standard normal distribution (polar method). */
export function normal(random: Random): number {
  for (;;) {
    const x = 2 * random() - 1
    const y = 2 * random() - 1
    const square = x * x + y * y
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square)
  }
}

/**
 * A draw from the gamma distribution with scale 1.
 *
 * @param shape  above 0
 * @source       Marsaglia and Tsang 2000, doi:10.1145/358407.358414
 */
export function gamma(random: Random, shape: number): number {
  // Below shape 1: draw one step up and come down by a power of an even draw.
  if (shape < 1) return gamma(random, shape + 1) * Math.exp(Math.log(1 - random()) / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(random)
    const root = 1 + c * x
    if (root <= 0) continue
    const v = root * root * root
    const u = 1 - random()
    if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

/** A draw from the beta distribution, 0 to 1. */
export function beta(random: Random, alpha: number, betaShape: number): number {
  const x = gamma(random, alpha)
  const y = gamma(random, betaShape)
  return x + y === 0 ? 0.5 : x / (x + y)
}

/** A draw from the binomial distribution: successes among `n` trials with chance `p`. */
export function binomial(random: Random, n: number, p: number): number {
  if (p <= 0 || n <= 0) return 0
  if (p >= 1) return n
  if (p > 0.5) return n - binomial(random, n, 1 - p)
  return n * p < 12 ? byInversion(random, n, p) : byRejection(random, n, p)
}

function byInversion(random: Random, n: number, p: number): number {
  const odds = p / (1 - p)
  for (;;) {
    let chance = Math.exp(n * Math.log1p(-p))
    let left = random()
    for (let k = 0; k <= n; k += 1) {
      if (left < chance) return k
      left -= chance
      chance *= (odds * (n - k)) / (k + 1)
    }
    // Rounding left a rest beyond the last value: draw again.
  }
}

/** Transformed rejection, exact for n * p of 10 and more. Source: Hoermann 1993, doi:10.1080/00949659308811496. */
function byRejection(random: Random, n: number, p: number): number {
  const deviation = Math.sqrt(n * p * (1 - p))
  const b = 1.15 + 2.53 * deviation
  const a = -0.0873 + 0.0248 * b + 0.01 * p
  const quick = 0.92 - 4.2 / b
  const alpha = (2.83 + 5.1 / b) * deviation
  const mode = Math.floor((n + 1) * p)
  const odds = p / (1 - p)
  for (;;) {
    const u = random() - 0.5
    const v = 1 - random()
    const edge = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / edge + b) * u + n * p + 0.5)
    if (edge >= 0.07 && v <= quick) return k
    if (k < 0 || k > n) continue
    const bound =
      (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) +
      (n + 1) * Math.log((n - mode + 1) / (n - k + 1)) +
      (k + 0.5) * Math.log((odds * (n - k + 1)) / (k + 1)) +
      stirlingRest(mode) +
      stirlingRest(n - mode) -
      stirlingRest(k) -
      stirlingRest(n - k)
    if (Math.log((v * alpha) / (a / (edge * edge) + b)) <= bound) return k
  }
}

// What Stirling's formula leaves out of ln(k!), for the formula around k + 1.
function stirlingRest(k: number): number {
  const small = SMALL_RESTS[k]
  if (small !== undefined) return small
  const next = k + 1
  const square = next * next
  return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / next
}

const SMALL_RESTS = Array.from({ length: 10 }, (_, k) => {
  let logFactorial = 0
  for (let i = 2; i <= k; i += 1) logFactorial += Math.log(i)
  return logFactorial - (0.5 * Math.log(2 * Math.PI) + (k + 0.5) * Math.log(k + 1) - (k + 1))
})
