// One line of a file as a row of a table: cells by the metadata, what is wrong with them, and what they ask of tables.
import { cellProblem, requiredProblem } from '@shared/edit/check-cell'
import { readCell, type ReadCell } from '@shared/edit/read-cell'
import { joinReferences, referenceTexts } from '@shared/edit/read-references'
import type { FileCell, FileReading } from '@shared/import/file-reading'
import type { ImportPlan } from '@shared/import/import-plan'
import { findColumn, type Column, type Table } from '@shared/table/table'
import { cellId, type Cell, type ReferenceCell } from '@shared/table/table-slice'
import { isManyReferenceType, isReferenceType, isTextType } from '@shared/table/value-type'
import { wishKey } from './wish-key'

/** A reason against a row. */
export type Reason = { readonly column: string | null; readonly value: string | null; readonly reason: string }

/** A row as the file has it. */
export type ReadRow = {
  /** Text of the id; empty when the file gives none. */
  readonly id: string
  readonly cells: Record<string, Cell>
  readonly reasons: readonly Reason[]
  /** Reasons that count only if the row is added, or only if it is changed. */
  readonly conditions: readonly (Reason & { readonly fate: 'add' | 'change' })[]
  readonly wishes: readonly { readonly wish: string; readonly wanted: string; readonly column: string }[]
}

type Field = { readonly index: number; readonly column: Column; readonly wish: string | null }

/** Reads lines into rows of one table by one plan. */
export class RowReader {
  private readonly fields: readonly Field[]
  /** Columns that no column of the file fills. */
  private readonly otherRequired: readonly Reason[]

  constructor(
    private readonly table: Table,
    private readonly plan: ImportPlan,
    private readonly reading: FileReading,
  ) {
    this.fields = plan.columns.flatMap((name, index): Field[] => {
      const column = name === null ? undefined : findColumn(table, name)
      return column ? [{ index, column, wish: wishFor(column, plan) }] : []
    })
    const filled = new Set(this.fields.map(({ column }) => column.name))
    this.otherRequired = table.columns.flatMap((column): Reason[] => {
      const reason = filled.has(column.name) ? null : requiredProblem(table, column, true)
      return reason === null ? [] : [{ column: column.name, value: null, reason }]
    })
  }

  read(line: readonly FileCell[]): ReadRow {
    const cells: Record<string, Cell> = {}
    const reasons: Reason[] = []
    const problems: Reason[] = []
    const conditions: (Reason & { fate: 'add' | 'change' })[] = []
    const wishes: { wish: string; wanted: string; column: string }[] = []
    for (const { index, column, wish } of this.fields) {
      const value = line[index] ?? null
      const read = this.cell(column, value)
      if (!read.ok) {
        reasons.push({ column: column.name, value, reason: read.problem })
        continue
      }
      const { cell } = read
      const problem = cellProblem(column, cell)
      if (problem !== null) problems.push({ column: column.name, value, reason: problem })
      if (isEmpty(cell)) this.addEmpty(column, conditions)
      cells[column.name] = cell
      if (wish !== null) for (const wanted of wantedBy(cell)) wishes.push({ wish, wanted, column: column.name })
    }
    // A row that is there may hold what a new one may not: of it only cells that differ are looked at.
    if (reasons.length > 0) reasons.push(...problems)
    else conditions.push(...problems.map((reason) => ({ ...reason, fate: 'add' as const })))
    const id = cellId(cells[this.table.idColumn] ?? null)
    if (id === '') this.addWithoutId(reasons, conditions)
    conditions.push(...this.otherRequired.map((reason) => ({ ...reason, fate: 'add' as const })))
    return { id, cells, reasons, conditions, wishes }
  }

  private cell(column: Column, value: FileCell): ReadCell {
    if (value === null) return { ok: true, cell: isManyReferenceType(column.type) ? [] : null }
    const isText = isTextType(column.type)
    if (isText && value === '') return { ok: true, cell: '' }
    // Text is taken to the letter; only choices have to be found.
    if (isText && column.type !== 'enum') return { ok: true, cell: value }
    if (isReferenceType(column.type) && column.choices === null && this.plan.referencesBy === 'label') {
      return labelled(column, value)
    }
    // A single id stands as it is, also one that begins with a quote; only what is typed may be quoted.
    const isBare = isReferenceType(column.type) && !isManyReferenceType(column.type) && value.startsWith('"')
    return readCell(column, isBare ? joinReferences(column, [value]) : value, this.reading)
  }

  private addEmpty(column: Column, conditions: (Reason & { fate: 'add' | 'change' })[]): void {
    const { table, plan } = this
    const about = { column: column.name, value: null }
    const ifAdded = requiredProblem(table, column, true)
    if (ifAdded !== null) conditions.push({ ...about, fate: 'add', reason: ifAdded })
    const ifChanged = plan.emptyCells === 'as-is' ? null : requiredProblem(table, column, false)
    if (ifChanged !== null && !column.isId) conditions.push({ ...about, fate: 'change', reason: ifChanged })
  }

  private addWithoutId(reasons: Reason[], conditions: readonly Reason[]): void {
    const { idColumn } = this.table
    const isTold =
      reasons.some(({ column }) => column === idColumn) || conditions.some(({ column }) => column === idColumn)
    if (this.plan.mode !== 'change' || isTold) return
    reasons.push({ column: idColumn, value: null, reason: 'The line has no id by which the row could be found.' })
  }
}

const isEmpty = (cell: Cell): boolean => cell === null || cell === '' || (Array.isArray(cell) && cell.length === 0)

/** What a column's values are asked about, if the server has to be asked at all. */
function wishFor(column: Column, plan: ImportPlan): string | null {
  if (column.target && isReferenceType(column.type) && column.choices === null) {
    return wishKey({ kind: 'reference', tableId: column.target.tableId, by: plan.referencesBy })
  }
  return column.isUnique && !column.isId && !isReferenceType(column.type)
    ? wishKey({ kind: 'unique', column: column.name })
    : null
}

function wantedBy(cell: Cell): readonly string[] {
  if (cell === null || cell === '') return []
  if (typeof cell !== 'object') return [String(cell)]
  return isOne(cell) ? [cell.id] : cell.map(({ id }) => id)
}

const isOne = (cell: ReferenceCell | readonly ReferenceCell[]): cell is ReferenceCell => !Array.isArray(cell)

/** References as they are called; the ids are put in when the server has told them. */
function labelled(column: Column, value: string): ReadCell {
  const texts = referenceTexts(column, value)
  if (texts === null) return { ok: false, problem: `'${value.slice(0, 60)}' has a quote that is not closed.` }
  const cells = texts.map((text) => ({ id: text, label: text }))
  return { ok: true, cell: isManyReferenceType(column.type) ? cells : (cells[0] ?? null) }
}
