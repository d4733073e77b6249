// One value as JSON text, for the types that are no references.
import type { CellValue, FieldType } from '../model/table-model'
import { writeDouble, writeText } from './gson'

/** JSON text of a value that is no reference. */
export function writeScalar(type: FieldType, value: Exclude<CellValue, null>): string {
  if (typeof value === 'string') return writeText(value)
  if (typeof value === 'number') return type === 'DECIMAL' ? writeDouble(value) : String(value)
  return typeof value === 'object' ? '[]' : String(value)
}
