// How a file of rows is to be read: what was found in it, and what a person may decide otherwise.
import { z } from 'zod'

/** Encodings of text files that are told apart. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof encodings)[number]

/** Signs that stand between the cells of a line. */
export const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

/** The order of day and month in dates such as 01/02/2020. */
export const dateOrders = ['day-first', 'month-first'] as const

/** All that must be known to read a file. Of a workbook only `sheet`, `hasHeadings` and `dateOrder` count. */
export const fileReadingSchema = z.object({
  encoding: z.enum(encodings),
  delimiter: z.enum(delimiters),
  decimalSign: z.enum(['.', ',']),
  /** Null where no date can be read in two ways, or nobody has said yet which is meant. */
  dateOrder: z.enum(dateOrders).nullable(),
  hasHeadings: z.boolean(),
  /** Sheet of a workbook; null for text files. */
  sheet: z.string().max(1000).nullable(),
})
export type FileReading = z.infer<typeof fileReadingSchema>

/** One cell of a file: null for nothing at all, empty text only where it was written as a pair of quotes. */
export type FileCell = string | null

/** A line that could not be read as a row. `line` counts from 1, as an editor or a spreadsheet does. */
export type LineFault = { readonly line: number; readonly reason: string }

/** One line of a file. */
export type FileLine = { readonly line: number; readonly cells: readonly FileCell[] }

/** What was found in a file, and how its first rows look when they are read so. */
export type FileLook = {
  readonly kind: 'text' | 'workbook'
  readonly sizeBytes: number
  readonly reading: FileReading
  /** Sheets of a workbook, in their order. */
  readonly sheets: readonly string[]
  /** Dates that may be read with the day first or with the month first were seen. */
  readonly hasAmbiguousDates: boolean
  /** Names of the columns; `Column 1` and so on where the file has none. */
  readonly headings: readonly string[]
  readonly preview: readonly FileLine[]
  /** Faults among the lines of the preview. */
  readonly faults: readonly LineFault[]
}

/** How many rows a file has. */
export type FileCount = { readonly rowCount: number; readonly faultCount: number }
