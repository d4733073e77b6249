// Where a condition of the index looks: the attribute itself, or an attribute of the rows that it refers to.
import type { AttributeModel, CellValue, TableCatalogue, TableModel } from '../../model/table-model'
import { attributePath, comparedType, isReference } from '../attribute-path'
import { rowsWithAny } from '../candidate-rows'
import type { Comparable } from '../query-value'
import { indexCountFailure, serverFailure } from '../refusals'

/** One value (an element of a multiple reference on its own) of an attribute. */
export type SingleValue = Exclude<CellValue, null | readonly string[]>

/** The attribute that a condition speaks of, and how to ask it of a row of the table that is filtered. */
export type IndexTarget = {
  readonly attribute: AttributeModel
  /** Type by which values are compared and found: a reference has the type of the id that it holds. */
  readonly type: AttributeModel['type']
  /** Whether any value of the row, or of a row it refers to, passes. */
  readonly some: (test: (value: SingleValue) => boolean) => (row: number) => boolean
  /** All values of the target, for the list of words that a prefix may stand for. */
  readonly eachValue: (visit: (value: SingleValue) => void) => void
  /** Rows that can equal one of the values, where the table has a quick way to them. */
  readonly candidates: (values: readonly Comparable[]) => readonly number[] | undefined
}

/**
 * Find the target of a condition.
 *
 * @throws ServerRefusal 404 for unknown attributes, 500 for paths deeper than the index goes
 */
export function indexTarget(catalogue: TableCatalogue, table: TableModel, field: string): IndexTarget {
  const path = attributePath(catalogue, table, field)
  const [first, second] = path
  const last = path.at(-1)
  if (first === undefined || last === undefined) throw serverFailure(`Unknown attribute '${field}'`)
  if (last.attribute.type === 'COMPOUND') throw serverFailure('Illegal attribute type [COMPOUND]')
  checkDepth(table, path)
  return second === undefined
    ? ownTarget(catalogue, table, first.attribute)
    : referencedTarget(catalogue, table, first.attribute, second.table, second.attribute)
}

/**
 * A path that ends in a reference goes on to the id behind it. The last step to an id costs no depth, but the index
 * has no such field two steps away and then fails by itself.
 */
function checkDepth(table: TableModel, path: readonly { readonly attribute: AttributeModel }[]): void {
  const last = path.at(-1)?.attribute
  const endsInReference = last !== undefined && isReference(last.type)
  const steps = path.length - 1 + (endsInReference ? 1 : 0)
  if (steps <= 1) return
  const depth = endsInReference || last?.isId === true ? steps - 1 : steps
  if (depth > table.indexingDepth) {
    throw serverFailure(`Can not filter on references deeper than ${table.indexingDepth}.`)
  }
  throw indexCountFailure(table)
}

function ownTarget(catalogue: TableCatalogue, table: TableModel, attribute: AttributeModel): IndexTarget {
  const { name } = attribute
  return {
    attribute,
    type: comparedType(catalogue, attribute),
    some: (test) => (row) => someValue(table.value(row, name), test),
    eachValue: (visit) => {
      for (let row = 0; row < table.rowCount; row += 1) eachOf(table.value(row, name), visit)
    },
    candidates: (values) => rowsWithAny(table, attribute, values),
  }
}

function referencedTarget(
  catalogue: TableCatalogue,
  table: TableModel,
  reference: AttributeModel,
  target: TableModel,
  attribute: AttributeModel,
): IndexTarget {
  const { name } = attribute
  return {
    attribute,
    type: comparedType(catalogue, attribute),
    some: (test) => someReferenced(table, reference, target, (row) => someValue(target.value(row, name), test)),
    eachValue: (visit) => {
      for (const row of referencedRows(table, reference, target)) eachOf(target.value(row, name), visit)
    },
    candidates: (values) => (attribute.isId ? rowsWithAny(table, reference, values) : undefined),
  }
}

/** Whether a row refers to a row that passes; each referenced row is tested once, however often it is referred to. */
export function someReferenced(
  table: TableModel,
  reference: AttributeModel,
  target: TableModel,
  passes: (row: number) => boolean,
): (row: number) => boolean {
  const answers = new Map<string, boolean>()
  const { name } = reference
  return (row) =>
    someValue(table.value(row, name), (value) => {
      const id = String(value)
      const known = answers.get(id)
      if (known !== undefined) return known
      const targetRow = target.rowOf(id)
      const answer = targetRow !== undefined && passes(targetRow)
      answers.set(id, answer)
      return answer
    })
}

function referencedRows(table: TableModel, reference: AttributeModel, target: TableModel): Set<number> {
  const rows = new Set<number>()
  for (let row = 0; row < table.rowCount; row += 1) {
    eachOf(table.value(row, reference.name), (id) => {
      const targetRow = target.rowOf(String(id))
      if (targetRow !== undefined) rows.add(targetRow)
    })
  }
  return rows
}

/** Whether a cell holds a value that passes; an empty cell holds none. */
export function someValue(cell: CellValue, test: (value: SingleValue) => boolean): boolean {
  if (cell === null) return false
  return typeof cell === 'object' ? cell.some(test) : test(cell)
}

function eachOf(cell: CellValue, visit: (value: SingleValue) => void): void {
  if (cell === null) return
  if (typeof cell === 'object') cell.forEach(visit)
  else visit(cell)
}
