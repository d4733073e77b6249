// Counts rows that may have several of a few things, each once: a row's things become marks in whole numbers.

/** Marks that one number holds. */
const perNumber = 60
/** More things than these are not marked. */
export const mostMarks = 240

/**
 * A statement that counts the rows which have each of some things: first how many rows have any, then how many have each.
 *
 * @param things  SQL of the things: `part`, which tells rows apart, and `k`, the number of the thing from 0
 * @param count   how many things there are, at least 1 and at most `mostMarks`
 */
export function marksSql(things: string, count: number): string {
  const numbers = Array.from({ length: Math.ceil(count / perNumber) }, (_, at) => at)
  const marks = numbers.map((at) => {
    const mark = `1::BIGINT << (k - ${at * perNumber})`
    const isHere = `k BETWEEN ${at * perNumber} AND ${(at + 1) * perNumber - 1}`
    return `bit_or(${numbers.length === 1 ? mark : `CASE WHEN ${isHere} THEN ${mark} ELSE 0 END`}) AS m${at}`
  })
  const counts = Array.from({ length: count }, (_, k) => {
    return `count_if(m${Math.floor(k / perNumber)} & ${1n << BigInt(k % perNumber)} <> 0)`
  })
  return `SELECT count(*), ${counts.join(', ')} FROM (SELECT part, ${marks.join(', ')} FROM (${things}) GROUP BY part)`
}
