// The question how a column's values are spread over the rows of a query, and its answer.
import { z } from 'zod'
import type { ValueType } from '../../table/value-type'
import { isDateType, isNumberType } from '../../table/value-type'

/**
 * One bar of a histogram: values from `from` to `to`, in the canonical text of the column's type.
 *
 * Where `isClosed` is false the values below `to` count, and `to` itself belongs to the next bar.
 */
export const binSchema = z.object({ from: z.string().max(400), to: z.string().max(400), isClosed: z.boolean() })
export type Bin = z.infer<typeof binSchema>

/** Most bars that can be asked for. */
export const mostBins = 200
/** Most values that are told one by one. */
export const mostValues = 50
/** Values longer than this are counted among the others. */
export const longestValue = 10_000

/** Which column, in how many bars at the most; `bins` asks for the bars of an earlier answer, to be laid over it. */
export const distributionRequestSchema = z.object({
  column: z.string().min(1).max(1000),
  binCount: z.number().int().min(1).max(mostBins),
  bins: z.array(binSchema).max(mostBins).nullable(),
})
export type DistributionRequest = z.infer<typeof distributionRequestSchema>

/**
 * What the counts were taken from: all rows that pass (`all`), the server's index that may lag behind (`index`), or
 * only the first `readCount` of them (`first`).
 */
export type Coverage =
  { readonly kind: 'all' } | { readonly kind: 'index' } | { readonly kind: 'first'; readonly readCount: number }

type Counted = {
  readonly column: string
  /** Rows that pass the query, whether they were read or not. */
  readonly totalCount: number
  readonly coverage: Coverage
  /** Rows without a value, of those that were read. */
  readonly missingCount: number
}

/**
 * Numbers or dates in adjoining bars. Of the rows that were read each one is in a bar, or without a value, or in
 * `outsideCount`: infinite, no number at all, or beyond the bars that were asked for.
 */
export type Histogram = Counted & {
  readonly kind: 'histogram'
  /** Smallest and largest value; null when there is none, or when they were not asked for. */
  readonly min: string | null
  readonly max: string | null
  readonly bins: readonly Bin[]
  readonly counts: readonly number[]
  readonly outsideCount: number
}

/** A value with the number of rows that have it. */
export type ValueCount = { readonly id: string; readonly label: string; readonly count: number }

/** The most frequent values. A row with several references counts for each of them. */
export type ValueCounts = Counted & {
  readonly kind: 'values'
  readonly values: readonly ValueCount[]
  /** Values that are not told one by one, and how often they occur. */
  readonly otherValueCount: number
  readonly otherCount: number
  /** Rows whose value is a text without a sign in it. */
  readonly emptyTextCount: number
}

/** How a column's values are spread: bars where they have an axis, else the values one by one. */
export type Distribution = Histogram | ValueCounts

/** True for the types whose values have an axis: numbers, dates and moments. */
export const hasAxis = (type: ValueType): boolean => isNumberType(type) || isDateType(type)
