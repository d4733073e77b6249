// What is to become of the rows of a file: which column goes where, and what is done with rows that are there already.
import { z } from 'zod'
import { requiredProblem } from '../edit/check-cell'
import type { Column, Table } from '../table/table'

/** What to do with rows: those that are not there are added, those that are there are changed, or both. */
export const importModes = ['add', 'change', 'add-and-change'] as const
export type ImportMode = (typeof importModes)[number]

/** A person's decisions about an import. */
export const importPlanSchema = z.object({
  /** For each column of the file the column of the table, or null to leave it out. */
  columns: z.array(z.string().max(500).nullable()).min(1).max(5000),
  mode: z.enum(importModes),
  /** What empty cells do to rows that are there. */
  emptyCells: z.enum(['no-value', 'as-is']),
  /** How rows of other tables are named in the file. */
  referencesBy: z.enum(['id', 'label']),
})
export type ImportPlan = z.infer<typeof importPlanSchema>

/** Columns of a table into which a file can write: not what the server computes or fills in by itself, and no files. */
export const importableColumns = (table: Table): Column[] =>
  table.columns.filter(
    ({ isComputed, isAuto, isId, type }) =>
      !isComputed && (isId || !isAuto) && type !== 'back-references' && type !== 'file',
  )

/** Names that differ only in case, spaces and signs between the words are the same to a person. */
const plainName = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_\-.]+/g, '')

/**
 * Find the table's column for each heading: by the very name, then by the name and the label as a person reads them.
 * No column is taken twice.
 *
 * @returns a name or null for each heading
 */
export function matchColumns(table: Table, headings: readonly string[]): (string | null)[] {
  const columns = importableColumns(table)
  const found: (string | null)[] = headings.map(() => null)
  const taken = new Set<string>()
  const tests: readonly ((column: Column, heading: string) => boolean)[] = [
    ({ name }, heading) => name === heading.trim(),
    ({ name }, heading) => plainName(name) === plainName(heading),
    ({ label }, heading) => label === heading.trim(),
    ({ label }, heading) => plainName(label) === plainName(heading),
  ]
  for (const test of tests) {
    for (const [index, heading] of headings.entries()) {
      if (found[index] !== null || plainName(heading) === '') continue
      const column = columns.find((each) => !taken.has(each.name) && test(each, heading))
      if (!column) continue
      found[index] = column.name
      taken.add(column.name)
    }
  }
  return found
}

/** Columns that new rows must have and that no column of the file is for. */
export function missingColumns(table: Table, plan: Pick<ImportPlan, 'columns' | 'mode'>): Column[] {
  if (plan.mode === 'change') return []
  return importableColumns(table).filter(
    (column) => !plan.columns.includes(column.name) && requiredProblem(table, column, true) !== null,
  )
}

/**
 * What keeps a plan from being tried, as a sentence; null when nothing does.
 */
export function planProblem(table: Table, plan: ImportPlan): string | null {
  const chosen = plan.columns.filter((name) => name !== null)
  if (chosen.length === 0) return 'No column of the file goes into the table. Choose at least one.'
  const twice = chosen.find((name, index) => chosen.indexOf(name) !== index)
  if (twice !== undefined) return `Two columns of the file go into ${twice}. Leave one of them out.`
  const known = new Set(importableColumns(table).map(({ name }) => name))
  const unknown = chosen.find((name) => !known.has(name))
  if (unknown !== undefined) return `${unknown} is no column that a file can fill.`
  const { canAdd, canChange } = table.rights
  if (plan.mode === 'add' && !canAdd) return `You may not add rows to ${table.label}.`
  if (plan.mode === 'change' && !canChange) return `You may not change rows of ${table.label}.`
  if (!canAdd && !canChange) return `You may neither add rows to ${table.label} nor change them.`
  if (chosen.includes(table.idColumn)) return null
  if (plan.mode !== 'add')
    return `Rows are recognised by ${table.idColumn}. Choose the column of the file that holds it.`
  return null
}
