// One value as JSON text, for the types that are no references.
import type { View } from '../access/view'
import type { CellValue, FieldType } from '../model/table-model'
import { writeDouble, writeText } from './gson'
import { amsterdamText, offsetText } from './moment-text'

/** Writes values that are no references. */
export type ScalarWriter = (type: FieldType, value: Exclude<CellValue, null>) => string

/**
 * A writer for values as one version of the API writes them.
 *
 * Older servers write moments with an offset: the first API in the server's own time zone, the second in that of
 * Amsterdam, where it was made.
 */
export function scalarWriter(view: View, version: 'v1' | 'v2'): ScalarWriter {
  const momentText = view.generation.writesUtc ? undefined : version === 'v1' ? offsetText : amsterdamText
  return (type, value) => {
    if (typeof value === 'string') {
      return writeText(type === 'DATE_TIME' && momentText !== undefined ? momentText(value) : value)
    }
    if (typeof value === 'number') return type === 'DECIMAL' ? writeDouble(value) : String(value)
    return typeof value === 'object' ? '[]' : String(value)
  }
}
