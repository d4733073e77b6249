// What every kind of file that can be imported is read into: named sheets of texts.

/** The values of one row, in the order of the columns; an empty cell is null. */
export type SheetRow = readonly (string | null)[]

/** A sheet: of a workbook, or a file of its own. */
export type Sheet = {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly SheetRow[]
}
