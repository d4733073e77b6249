// What a table of the sample server looks like to the parts that answer requests: metadata, and values
// asked for one at a time by row number, so that a table of millions of rows never exists as objects.

import type { QueryFeatures } from '../generation'

/** The data types of the server's attributes, by the names that it uses on the wire. */
export type FieldType =
  | 'STRING'
  | 'TEXT'
  | 'INT'
  | 'LONG'
  | 'DECIMAL'
  | 'BOOL'
  | 'DATE'
  | 'DATE_TIME'
  | 'ENUM'
  | 'EMAIL'
  | 'HYPERLINK'
  | 'HTML'
  | 'SCRIPT'
  | 'XREF'
  | 'MREF'
  | 'CATEGORICAL'
  | 'CATEGORICAL_MREF'
  | 'ONE_TO_MANY'
  | 'FILE'
  | 'COMPOUND'

/**
 * One value of one row.
 *
 * Missing is `null`; empty text is `''`. LONG is a `bigint`, INT and DECIMAL are numbers, DATE is `YYYY-MM-DD`,
 * DATE_TIME an ISO instant in UTC with `Z`. A single reference is the id of the referenced row as text (also when
 * that id is a number), a multiple reference the list of such ids in stored order, empty list when there is none.
 */
export type CellValue = null | string | number | bigint | boolean | readonly string[]

/** One attribute of a table. Only a COMPOUND has `parts`; it never has a value of its own. */
export type AttributeModel = {
  readonly name: string
  readonly type: FieldType
  readonly label: string
  readonly description?: string
  readonly isNillable: boolean
  readonly isId: boolean
  readonly isLabel: boolean
  readonly isLookup: boolean
  readonly isUnique: boolean
  readonly isReadOnly: boolean
  readonly isVisible: boolean
  readonly isAuto: boolean
  readonly isAggregatable: boolean
  /** Largest number of characters of a text type. */
  readonly maxLength?: number
  /** Inclusive limits of INT and LONG. */
  readonly range?: { readonly min?: number; readonly max?: number }
  /** Id of the table that a reference type (FILE too) points into. */
  readonly refTable?: string
  /** Name of the attribute of `refTable` that a ONE_TO_MANY mirrors. */
  readonly mappedBy?: string
  /** Options of an ENUM, in their order. */
  readonly enumOptions?: readonly string[]
  /** Text of a computed attribute's expression. */
  readonly expression?: string
  readonly validationExpression?: string
  /** Rule by which the attribute is shown; where there is one, a value may always be missing. */
  readonly visibleExpression?: string
  /** Rule by which a value may be missing. */
  readonly nullableExpression?: string
  readonly defaultValue?: string
  /** Children of a COMPOUND, in order; empty for every other type. */
  readonly parts: readonly AttributeModel[]
}

/** A table: its metadata and the way to its values. Row numbers run from 0 to `rowCount - 1`, in order of the id. */
export type TableModel = {
  readonly id: string
  readonly label: string
  readonly description?: string
  readonly packageId?: string
  readonly isAbstract: boolean
  /** Number of reference steps that a dotted attribute of a filter may take; 1 on a server as shipped. */
  readonly indexingDepth: number
  /** Every attribute that can hold a value, compounds opened, in order of the metadata. */
  readonly attributes: readonly AttributeModel[]
  /** The attributes as the metadata nests them, compounds with their parts. */
  readonly tree: readonly AttributeModel[]
  /** Name of the id attribute. */
  readonly idAttribute: string
  /** Name of the label attribute; the id attribute where none is set apart. */
  readonly labelAttribute: string
  readonly lookupAttributes: readonly string[]
  readonly rowCount: number
  /**
   * Value of one attribute in one row.
   *
   * @param row        row number, 0 to rowCount - 1
   * @param attribute  exact name of an atomic attribute
   */
  value(row: number, attribute: string): CellValue
  /** Row number of the row with this id (as text), `undefined` where there is none. */
  rowOf(id: string): number | undefined
  /**
   * Quick look-up, where the table has one: all rows, ascending, whose attribute has this value (a multiple
   * reference: holds this id). `undefined` says that there is no quick way, not that there is no row.
   */
  rowsWhere?(attribute: string, value: string): readonly number[] | undefined
}

/** All tables of one server (as one user may see them). */
export type TableCatalogue = {
  table(id: string): TableModel | undefined
  /** How this server answers queries; as the newest generation does where it is not given. */
  readonly queries?: QueryFeatures
}

/** The data types whose value is the id of one row of another table. */
export const SINGLE_REFERENCES: ReadonlySet<FieldType> = new Set<FieldType>(['XREF', 'CATEGORICAL', 'FILE'])

/** The data types whose value is a list of ids of rows of another table. */
export const MULTIPLE_REFERENCES: ReadonlySet<FieldType> = new Set<FieldType>([
  'MREF',
  'CATEGORICAL_MREF',
  'ONE_TO_MANY',
])
