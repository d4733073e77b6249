// Where the fields of a pasted block go: which columns, which rows that are there, and which become new rows.
import type { Column } from '@shared/table/table'

/** What is pasted where. */
export type PasteAt = {
  /** The block, with rows of equal length. */
  readonly block: readonly (readonly string[])[]
  /** Cells that are selected; its first cell is where the block begins. */
  readonly box: { readonly firstRow: number; readonly lastRow: number; readonly columns: readonly string[] }
  /** Columns on screen from left to right. */
  readonly shown: readonly Column[]
  /** Every column of the table. */
  readonly all: readonly Column[]
  /** Rows in the grid. */
  readonly rowCount: number
}

/** How a block can be pasted. */
export type PasteWay = 'onto-cells' | 'headings' | 'in-order'

/** What goes where when a block is pasted in a way. */
export type PastePlan = {
  readonly way: PasteWay
  /** For each column of the block the column that it goes to; null for one that goes nowhere. */
  readonly columns: readonly (Column | null)[]
  /** Rows of the block that are values; each may be used for several rows of the grid. */
  readonly rows: readonly (readonly string[])[]
  /** Rows of the grid that get values, from this position on. */
  readonly firstRow: number
  readonly ontoCount: number
  /** Rows that are added. */
  readonly newCount: number
}

/** The columns that a line of headings names; null for a name that is none. */
export function headingColumns(line: readonly string[], all: readonly Column[]): (Column | null)[] {
  const taken = new Set<string>()
  const find = (text: string): Column | null => {
    const trimmed = text.trim()
    const folded = trimmed.toLowerCase()
    const free = all.filter(({ name }) => !taken.has(name))
    const column =
      free.find(({ name }) => name === trimmed) ??
      free.find(({ label }) => label === trimmed) ??
      free.find(({ name }) => name.toLowerCase() === folded) ??
      free.find(({ label }) => label.toLowerCase() === folded)
    if (column) taken.add(column.name)
    return column ?? null
  }
  return line.map((text) => (text.trim() === '' ? null : find(text)))
}

/** What a first line is: names of columns all over, of some, or of none. */
export function headingKind(block: readonly (readonly string[])[], all: readonly Column[]): 'all' | 'some' | 'none' {
  const [first] = block
  if (!first || block.length < 2) return 'none'
  const named = headingColumns(first, all).filter((column) => column !== null).length
  const filled = first.filter((text) => text.trim() !== '').length
  if (named === 0) return 'none'
  return named === filled ? 'all' : 'some'
}

/** The plan for pasting in a way. */
export function planPaste(at: PasteAt, way: PasteWay): PastePlan {
  const width = at.block[0]?.length ?? 0
  if (way === 'headings') {
    const rows = at.block.slice(1)
    const columns = headingColumns(at.block[0] ?? [], at.all)
    return { way, columns, rows, firstRow: at.rowCount, ontoCount: 0, newCount: rows.length }
  }
  if (way === 'in-order') {
    const columns = columnsFrom(at, width, way)
    return { way, columns, rows: at.block, firstRow: at.rowCount, ontoCount: 0, newCount: at.block.length }
  }
  const { box, block } = at
  const boxHeight = box.lastRow - box.firstRow + 1
  // A range that is a multiple of the block is filled with it.
  const isFilling = boxHeight % block.length === 0 && box.columns.length % Math.max(width, 1) === 0
  const height = isFilling ? boxHeight : block.length
  const columns = isFilling
    ? box.columns.map((name) => at.shown.find((column) => column.name === name) ?? null)
    : columnsFrom(at, width, way)
  const rows =
    isFilling && columns.length > width ? block.map((row) => columns.map((_, n) => row[n % width] ?? '')) : block
  const ontoCount = Math.max(0, Math.min(height, at.rowCount - box.firstRow))
  return { way, columns, rows, firstRow: box.firstRow, ontoCount, newCount: height - ontoCount }
}

/** Columns in screen order: from the selected one on; new rows that need more of them, or all, begin at the first. */
function columnsFrom({ box, shown }: PasteAt, width: number, way: PasteWay): (Column | null)[] {
  const selected = Math.max(
    0,
    shown.findIndex(({ name }) => name === box.columns[0]),
  )
  const isWhole = width >= shown.length || width > shown.length - selected
  const from = way === 'in-order' && isWhole ? 0 : selected
  return Array.from({ length: width }, (_, index) => shown[from + index] ?? null)
}

/** The row of the block that goes to a row of the grid, counted from the first that gets values. */
export const blockRow = (plan: PastePlan, index: number): readonly string[] => plan.rows[index % plan.rows.length] ?? []

/** Cells that a plan fills. */
export const plannedCount = ({ columns, ontoCount, newCount }: PastePlan): number =>
  columns.filter((column) => column !== null).length * (ontoCount + newCount)
