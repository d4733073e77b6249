// How the server of a table reads filters in RSQL; servers of different ages differ in a few points.
import { z } from 'zod'

/** What a filter has to be written for. */
export const filterReadingSchema = z.object({
  /** An index answers everything: empty values pass its denials, and its 'contains' goes by groups of signs. */
  isEverythingIndexed: z.boolean(),
  /** 'Contains' tells capitals from small letters. */
  isCaseKept: z.boolean(),
  /** Conditions may lead through a reference: `reference.attribute`. */
  hasPaths: z.boolean(),
  /** Moments are read as `…T10:00:00+0000` only. */
  wantsOffsets: z.boolean(),
})
export type FilterReading = z.infer<typeof filterReadingSchema>

/** How today's servers read filters. */
export const todaysReading: FilterReading = {
  isEverythingIndexed: false,
  isCaseKept: false,
  hasPaths: true,
  wantsOffsets: false,
}
