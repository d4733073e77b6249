// Bars of a histogram as SQL: each value finds its bar by a division, put right by a look at the edges around it.
import { AppError } from '@shared/errors/app-error'
import { isWholeType, nextDouble, toWhole } from '@shared/query/distribution/axis-value'
import type { Bin } from '@shared/query/distribution/distribution'
import type { StoredColumn } from '../store/stored-column'

type Edge = number | bigint

/** The value of a column on its axis: days, microseconds, or the number itself. */
function axisValue({ form, value }: StoredColumn): string {
  if (form === 'date') return `(${value} - DATE '1970-01-01')`
  return form === 'date-time' ? `epoch_us(${value})` : value
}

/** The rows whose values are counted: a table, the condition that they pass, and columns that go along. */
export type CountedRows = { readonly from: string; readonly where: string; readonly carried?: string }

/**
 * A statement that counts the values in adjoining bars: number of the bar, and how many values it holds.
 *
 * @param where  condition that the rows pass
 * @throws AppError `input.invalid` for bars that do not adjoin, or that are none of the column's type
 */
export const barsSql = (stored: StoredColumn, bins: readonly Bin[], where: string): string =>
  `SELECT b, count(*) FROM (${barOfEach(stored, bins, { from: 'rows', where })}) GROUP BY b`

/**
 * A statement that tells for each value that is in a bar the number of that: `b`, behind what goes along.
 *
 * @throws AppError `input.invalid` as `barsSql`
 */
export function barOfEach(stored: StoredColumn, bins: readonly Bin[], { from, where, carried }: CountedRows): string {
  const edges = adjoiningEdges(stored, bins)
  const [low, high] = [edges[0] ?? 0, edges.at(-1) ?? 0]
  const isWide = typeof low === 'bigint' && typeof high === 'bigint' && (high > widest || low < -widest)
  const type = typeof low === 'number' ? 'DOUBLE' : isWide ? 'HUGEINT' : 'BIGINT'
  const literal = (edge: Edge) => `CAST('${String(edge)}' AS ${type})`
  const x = isWide ? `CAST(${axisValue(stored)} AS HUGEINT)` : axisValue(stored)
  const last = bins.at(-1)
  const isTouching = last?.isClosed === true && !isSteppedOver(stored, last)
  const { guess, bar } = barOf(edges, literal)
  const inside = `${x} >= ${literal(low)} AND ${x} ${isTouching ? '<=' : '<'} ${literal(high)}`
  const along = carried === undefined ? '' : `${carried}, `
  return `
    SELECT ${along}CAST(least(${bar}, ${bins.length - 1}) AS INTEGER) AS b
    FROM (SELECT ${along}x, ${guess} AS g FROM (SELECT ${along}${x} AS x FROM ${from} WHERE ${where} AND ${inside}))`
}

/** Beyond this a difference of two whole numbers may not fit 64 bits. */
const widest = 2n ** 62n

/** The number of the bar of `x`: guessed from bars that lie evenly, right but for one; looked up where they do not. */
function barOf(edges: readonly Edge[], literal: (edge: Edge) => string): { guess: string; bar: string } {
  const count = edges.length - 1
  if (count === 1) return { guess: '0', bar: 'g' }
  const even = evenSteps(edges)
  if (even !== null) return { guess: '0', bar: `(x - ${literal(even.origin)}) // ${literal(even.step)}` }
  const list = `[${edges.map(literal).join(', ')}]`
  const at = (index: number) => Number(edges[index] ?? 0)
  // The outer bars may be cut off; the inner ones tell the width.
  const width = count === 2 ? at(2) / 2 - at(0) / 2 : (at(count - 1) - at(1)) / (count - 2)
  const isEven = edges.every((_, index) => Math.abs(at(index) - at(1) - (index - 1) * width) < width * 0.9)
  if (!isEven || !(width > 0) || !Number.isFinite(at(count) - at(0)))
    return { guess: '0', bar: `len(list_filter(${list}, edge -> edge <= x)) - 1` }
  // Subtracted in the column's own type first: large whole numbers keep their digits.
  const steps = `floor(CAST(x - ${literal(edges[1] ?? 0)} AS DOUBLE) / CAST('${width}' AS DOUBLE))`
  return {
    guess: `CAST(greatest(-1, least(${count - 2}, ${steps})) AS INTEGER) + 1`,
    bar: `CASE WHEN x < ${list}[g + 1] THEN g - 1 WHEN x >= ${list}[g + 2] THEN g + 1 ELSE g END`,
  }
}

/** Where the bars of whole numbers begin and how wide each is; null where they are not all alike. */
function evenSteps(edges: readonly Edge[]): { readonly origin: bigint; readonly step: bigint } | null {
  const whole = edges.filter((edge) => typeof edge === 'bigint')
  const [first = 0n, second = 0n, third = 0n] = whole
  if (whole.length !== edges.length || whole.length < 4) return null
  const step = third - second
  const isEven = whole.every((edge, at) => {
    const ideal = second + BigInt(at - 1) * step
    // The last bar may be cut off.
    return edge === ideal || at === 0 || (at === whole.length - 1 && edge < ideal)
  })
  return isEven && first >= second - step ? { origin: second - step, step } : null
}

/** The first value of each bar, and behind them the end of the last one. */
function adjoiningEdges(stored: StoredColumn, bins: readonly Bin[]): Edge[] {
  const starts = bins.map(({ from }) => edgeOf(stored, from))
  const ends = bins.map((bin, at) => {
    const end = edgeOf(stored, bin.to)
    const isOver = isSteppedOver(stored, bin) || (bin.isClosed && at < bins.length - 1)
    return isOver ? nextEdge(stored, end) : end
  })
  const isAdjoining = ends.every(
    (end, at) => end >= (starts[at] ?? end) && (at + 1 === bins.length || end === starts[at + 1]),
  )
  if (bins.length === 0 || !isAdjoining) throw notBars(stored)
  return [...starts, ends.at(-1) ?? 0]
}

/** Of whole numbers and days the end of a closed bar is the last one in it. */
const isSteppedOver = ({ form }: StoredColumn, { isClosed }: Bin): boolean =>
  isClosed && (form === 'int' || form === 'long' || form === 'date')

/** Where the bar behind a closed one begins. */
function nextEdge({ form }: StoredColumn, end: Edge): Edge {
  if (typeof end === 'number') return nextDouble(end, 1)
  return end + (form === 'date-time' ? 1000n : 1n)
}

function edgeOf(stored: StoredColumn, text: string): Edge {
  const { type } = stored.column
  if (!isWholeType(type)) {
    const value = text.trim() === '' ? NaN : Number(text)
    if (!Number.isFinite(value)) throw notBars(stored)
    return value
  }
  const value = toWhole(type, text)
  if (value === null || value > 2n ** 64n || value < -(2n ** 64n)) throw notBars(stored)
  return type === 'date-time' ? value * 1000n : value
}

const notBars = ({ column }: StoredColumn): AppError =>
  new AppError('input.invalid', `These are no adjoining bars of ${column.label}.`, {
    facts: { attribute: column.name },
  })
