// What the name in a comparison stands for: a column, or a column of the rows that a column refers to.
import type { Choice, Column, Table } from '../table/table'
import { findColumn } from '../table/table'
import { isReferenceType, type ValueType } from '../table/value-type'

/** Finds the metadata of a table that columns refer to; undefined where they are not known. */
export type FindTable = (tableId: string) => Table | undefined

/** The attribute of a comparison. */
export type RsqlAttribute = {
  readonly name: string
  /** The column of the table that is asked: the one meant, or the reference that leads to it. */
  readonly column: Column
  /** Name of the column of the referenced rows; null when the column itself is meant. */
  readonly inner: string | null
  /** Type of what is meant, as its metadata tell it. */
  readonly type: ValueType
  /** Type by which it is compared: for a reference the type of the id that it holds. */
  readonly comparedType: ValueType
  readonly choices: readonly Choice[] | null
}

/** Why a name stands for nothing that can be asked. */
export type AttributeFault = 'unknown-attribute' | 'not-a-reference' | 'too-deep' | 'unknown-table'

/**
 * Find what a name stands for.
 *
 * @returns a fault: `unknown-table` when the name leads into a table without known metadata, and to neither the id
 *   nor the label of its rows; `too-deep` when it takes more than one step of reference
 */
export function findAttribute(name: string, table: Table, findTable: FindTable): RsqlAttribute | AttributeFault {
  const [first = '', second, ...rest] = name.split('.')
  const column = findColumn(table, first)
  if (!column) return 'unknown-attribute'
  if (second === undefined) {
    const comparedType = isReferenceType(column.type) ? (column.target?.idType ?? 'string') : column.type
    const choices = isReferenceType(column.type) ? null : column.choices
    return { name, column, inner: null, type: column.type, comparedType, choices }
  }
  const { target } = column
  if (!target || !isReferenceType(column.type)) return 'not-a-reference'
  if (rest.length > 0) return 'too-deep'
  const known = findTable(target.tableId)
  if (known) return innerAttribute(name, column, findColumn(known, second))
  const labelType = target.labelType ?? 'string'
  const type = second === target.idColumn ? target.idType : second === target.labelColumn ? labelType : null
  return type === null ? 'unknown-table' : { name, column, inner: second, type, comparedType: type, choices: null }
}

function innerAttribute(name: string, column: Column, inner: Column | undefined): RsqlAttribute | AttributeFault {
  if (!inner) return 'unknown-attribute'
  // A reference at the end goes on to the id behind it, which is one step too many.
  if (isReferenceType(inner.type)) return 'too-deep'
  return { name, column, inner: inner.name, type: inner.type, comparedType: inner.type, choices: inner.choices }
}
