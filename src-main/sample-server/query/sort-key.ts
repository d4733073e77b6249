// Order of the rows of a table by one attribute, as numbers: equal values share a number, empty values have none.
// Numbers let millions of rows be ordered in place, whatever the type of the attribute.
import { MULTIPLE_REFERENCES } from '../model/table-model'
import type { AttributeModel, CellValue, TableCatalogue, TableModel } from '../model/table-model'
import { labelAttributeOf, isReference, referencedTable } from './attribute-path'
import { compareCodePoints } from './code-point-order'
import { cellReader, compareComparables } from './query-value'
import type { Comparable } from './query-value'

/** Which engine's order is asked for; they differ in references and in multiple references. */
export type Engine = 'sql' | 'index'

/** Order numbers by position in the list of rows; NaN stands for an empty value. */
export type SortKeys = Float64Array

/** Values of one row as they are compared; a list is compared element by element. */
type SortValue = Comparable | readonly NonNullable<Comparable>[]

/**
 * Order numbers of rows by one attribute.
 *
 * @param rows  row numbers, or a count for all rows from 0 on
 */
export function sortKeys(
  catalogue: TableCatalogue,
  table: TableModel,
  attribute: AttributeModel,
  engine: Engine,
  rows: readonly number[] | number,
): SortKeys {
  const count = typeof rows === 'number' ? rows : rows.length
  const keys = new Float64Array(count)
  const rowAt = (index: number): number => (typeof rows === 'number' ? index : (rows[index] ?? 0))
  // Rows are numbered in order of the id, so the row number itself is the key.
  if (attribute.isId && attribute.name === table.idAttribute) {
    for (let index = 0; index < count; index += 1) keys[index] = rowAt(index)
    return keys
  }
  const valueOf = sortValue(catalogue, table, attribute, engine)
  const ranked = new RankedValues()
  for (let index = 0; index < count; index += 1) {
    const value = valueOf(rowAt(index))
    keys[index] = value === null ? Number.NaN : typeof value === 'number' ? value : ranked.numberOf(value)
  }
  return ranked.isUsed ? ranked.inOrder(keys) : keys
}

function sortValue(
  catalogue: TableCatalogue,
  table: TableModel,
  attribute: AttributeModel,
  engine: Engine,
): (row: number) => SortValue {
  const { name } = attribute
  if (isReference(attribute.type)) {
    return engine === 'sql' ? sqlReference(catalogue, table, attribute) : indexReference(catalogue, table, attribute)
  }
  const read = cellReader(catalogue, attribute)
  return (row) => read(table.value(row, name))
}

function sqlReference(
  catalogue: TableCatalogue,
  table: TableModel,
  attribute: AttributeModel,
): (row: number) => SortValue {
  const { name } = attribute
  const read = cellReader(catalogue, attribute)
  if (!MULTIPLE_REFERENCES.has(attribute.type)) return (row) => read(table.value(row, name))
  // The list of a ONE_TO_MANY holds the ids in their own type, the others hold them as text.
  const isText = attribute.type !== 'ONE_TO_MANY'
  return (row) => {
    const ids = listOf(table.value(row, name))
    if (ids.length === 0) return null
    return (isText ? inTextOrderOfPlace(ids) : ids).map((id) => (isText ? id : (read(id) ?? id)))
  }
}

/** The database goes through the elements by the text of their place: 0, 1, 10, 11, 2, ... */
function inTextOrderOfPlace(ids: readonly string[]): readonly string[] {
  if (ids.length <= 10) return ids
  return ids
    .map((id, place) => ({ id, place: String(place) }))
    .sort((left, right) => compareCodePoints(left.place, right.place))
    .map(({ id }) => id)
}

/** The index sorts references by the label of the row behind, several by the least of them. */
function indexReference(
  catalogue: TableCatalogue,
  table: TableModel,
  attribute: AttributeModel,
): (row: number) => SortValue {
  const target = referencedTable(catalogue, attribute)
  const label = labelAttributeOf(target)
  const read = cellReader(catalogue, label)
  return (row) => {
    let least: Comparable = null
    for (const id of listOf(table.value(row, attribute.name))) {
      const targetRow = target.rowOf(id)
      const own = targetRow === undefined ? null : read(target.value(targetRow, label.name))
      if (own !== null && (least === null || compareComparables(own, least) < 0)) least = own
    }
    return least
  }
}

function listOf(cell: CellValue): readonly string[] {
  if (cell === null) return []
  return typeof cell === 'object' ? cell : [String(cell)]
}

/** Values that are not numbers, numbered as they come and put in order at the end: few differ in most columns. */
class RankedValues {
  private readonly numbers = new Map<string | bigint | boolean, number>()
  private readonly values: Exclude<SortValue, null | number>[] = []

  get isUsed(): boolean {
    return this.values.length > 0
  }

  numberOf(value: Exclude<SortValue, null | number>): number {
    const identity = typeof value === 'object' ? JSON.stringify(value, plainBigInt) : value
    const known = this.numbers.get(identity)
    if (known !== undefined) return known
    this.numbers.set(identity, this.values.length)
    this.values.push(value)
    return this.values.length - 1
  }

  /** Turn the numbers given out into places in the order of the values. */
  inOrder(keys: SortKeys): SortKeys {
    const order = this.values.map((value, number) => ({ value, number }))
    order.sort((left, right) => compareSortValues(left.value, right.value))
    const places = new Float64Array(order.length)
    order.forEach(({ number }, place) => (places[number] = place))
    return keys.map((number) => (Number.isNaN(number) ? number : (places[number] ?? 0)))
  }
}

function plainBigInt(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value
}

function compareSortValues(left: Exclude<SortValue, null>, right: Exclude<SortValue, null>): number {
  if (typeof left !== 'object' || typeof right !== 'object') {
    return typeof left === 'object' || typeof right === 'object' ? 0 : compareComparables(left, right)
  }
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const a = left[at]
    const b = right[at]
    const order = a === undefined || b === undefined ? 0 : compareComparables(a, b)
    if (order !== 0) return order
  }
  return left.length - right.length
}
