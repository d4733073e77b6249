// Values of RSQL, and the stored values that they are compared with, as SQL of one type.
import type { RsqlValue } from '@shared/rsql/rsql-value'
import type { ValueType } from '@shared/table/value-type'
import { isReferenceType } from '@shared/table/value-type'
import type { BoundValues } from '../store/sql-text'

/** SQL types of values that are not text; ids of referenced rows are kept as text and compared as these. */
const idTypes: Partial<Record<ValueType, string>> = {
  int: 'BIGINT',
  long: 'BIGINT',
  decimal: 'DOUBLE',
  bool: 'BOOLEAN',
  date: 'DATE',
}

/** A value as SQL; what came from the person is bound. Null is `NULL`. */
export function literal(value: RsqlValue, type: ValueType, bound: BoundValues): string {
  if (value === null) return 'NULL'
  if (typeof value === 'number') return bound.number(value)
  if (typeof value === 'bigint') return `CAST(${bound.text(String(value))} AS BIGINT)`
  if (typeof value === 'boolean') return String(value)
  if (type === 'date') return `CAST(${bound.text(value)} AS DATE)`
  if (type === 'date-time') return `CAST(CAST(${bound.text(value)} AS TIMESTAMPTZ) AS TIMESTAMP)`
  return bound.text(value)
}

/** A list of values, none of them null, as SQL of one bound list. */
export function literalList(values: readonly RsqlValue[], type: ValueType, bound: BoundValues): string {
  const texts = bound.texts(values.map(String))
  if (type === 'date-time') return `CAST(CAST(${texts} AS TIMESTAMPTZ[]) AS TIMESTAMP[])`
  const listType = idTypes[type]
  return listType === undefined ? texts : `CAST(${texts} AS ${listType}[])`
}

/**
 * A stored value in the type by which it is compared.
 *
 * @param value         SQL of the stored value
 * @param type          type of the column; for a reference the value is an id as text
 * @param comparedType  type of the ids of a reference, else the column's own
 */
export function comparable(value: string, type: ValueType, comparedType: ValueType): string {
  const idType = isReferenceType(type) ? idTypes[comparedType] : undefined
  return idType === undefined ? value : `TRY_CAST(${value} AS ${idType})`
}

/** Types that are kept as text. */
export const isKeptAsText = (type: ValueType): boolean => !(type in idTypes) && type !== 'date-time'
