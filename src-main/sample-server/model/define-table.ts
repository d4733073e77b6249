// Short ways to write down a table's metadata and to give it rows, either by a function per column or literally.
import type { AttributeModel, CellValue, FieldType, TableModel } from './table-model'

/** An attribute as it is written down: what is left out takes the server's default. */
export type AttributeDraft = {
  readonly name: string
  readonly type: FieldType
} & Partial<Omit<AttributeModel, 'name' | 'type' | 'isId' | 'isLabel' | 'isLookup' | 'parts'>> & {
    readonly parts?: readonly AttributeDraft[]
  }

/** A table as it is written down. The label and look-up attributes default to the id attribute. */
export type TableDraft = {
  readonly id: string
  readonly label?: string
  readonly description?: string
  readonly packageId?: string
  readonly isAbstract?: boolean
  readonly indexingDepth?: number
  readonly idAttribute: string
  readonly labelAttribute?: string
  readonly lookupAttributes?: readonly string[]
  readonly attributes: readonly AttributeDraft[]
}

/** Everything of a table but its rows. */
export type TableMetadata = Omit<TableModel, 'rowCount' | 'value' | 'rowOf' | 'rowsWhere'>

/** One row written down literally; an attribute that is left out is missing. */
export type LiteralRow = Readonly<Record<string, CellValue>>

const SHORT_TEXT: ReadonlySet<FieldType> = new Set<FieldType>(['STRING', 'ENUM', 'EMAIL', 'HYPERLINK'])
const LONG_TEXT: ReadonlySet<FieldType> = new Set<FieldType>(['TEXT', 'HTML', 'SCRIPT'])

function defaultMaxLength(type: FieldType): number | undefined {
  if (SHORT_TEXT.has(type)) return 255
  return LONG_TEXT.has(type) ? 65535 : undefined
}

/**
 * Complete a table that was written down in short.
 *
 * @returns metadata with the server's defaults filled in, compounds kept in `tree` and opened in `attributes`
 */
export function defineTable(draft: TableDraft): TableMetadata {
  const labelAttribute = draft.labelAttribute ?? draft.idAttribute
  const lookupAttributes = draft.lookupAttributes ?? [draft.idAttribute]
  const complete = (attribute: AttributeDraft): AttributeModel => {
    const isId = attribute.name === draft.idAttribute
    const maxLength = attribute.maxLength ?? defaultMaxLength(attribute.type)
    return {
      ...attribute,
      label: attribute.label ?? attribute.name,
      isNillable: attribute.isNillable ?? !isId,
      isId,
      isLabel: attribute.name === labelAttribute,
      isLookup: lookupAttributes.includes(attribute.name),
      isUnique: attribute.isUnique ?? isId,
      isReadOnly: attribute.isReadOnly ?? isId,
      isVisible: attribute.isVisible ?? true,
      isAuto: attribute.isAuto ?? false,
      isAggregatable: attribute.isAggregatable ?? false,
      ...(maxLength === undefined ? {} : { maxLength }),
      parts: (attribute.parts ?? []).map(complete),
    }
  }
  const tree = draft.attributes.map(complete)
  return {
    id: draft.id,
    label: draft.label ?? draft.id,
    ...(draft.description === undefined ? {} : { description: draft.description }),
    ...(draft.packageId === undefined ? {} : { packageId: draft.packageId }),
    isAbstract: draft.isAbstract ?? false,
    indexingDepth: draft.indexingDepth ?? 1,
    idAttribute: draft.idAttribute,
    labelAttribute,
    lookupAttributes,
    tree,
    attributes: tree.flatMap(openCompound),
  }
}

function openCompound(attribute: AttributeModel): readonly AttributeModel[] {
  return attribute.type === 'COMPOUND' ? attribute.parts.flatMap(openCompound) : [attribute]
}

/** What a table computes its values with. */
export type ColumnSource = {
  readonly rowCount: number
  readonly columns: Readonly<Record<string, (row: number) => CellValue>>
  readonly rowOf: (id: string) => number | undefined
  readonly rowsWhere?: (attribute: string, value: string) => readonly number[] | undefined
}

/**
 * A table whose values are computed by a function per column.
 *
 * @param open  called once, when the table is first asked for rows, so that an unused table costs nothing
 */
export function computedTable(metadata: TableMetadata, open: () => ColumnSource): TableModel {
  let opened: ColumnSource | undefined
  const source = (): ColumnSource => (opened ??= open())
  const column = (attribute: string): ((row: number) => CellValue) => {
    const found = source().columns[attribute]
    if (found === undefined) throw new Error(`The table ${metadata.id} has no values for ${attribute}.`)
    return found
  }
  return {
    ...metadata,
    get rowCount() {
      return source().rowCount
    },
    value: (row, attribute) => column(attribute)(row),
    rowOf: (id) => source().rowOf(id),
    rowsWhere: (attribute, value) => source().rowsWhere?.(attribute, value),
  }
}

/** A table over rows that are written down; they are put into the order of their ids. */
export function literalTable(metadata: TableMetadata, open: () => readonly LiteralRow[]): TableModel {
  return computedTable(metadata, () => {
    const idOf = (row: LiteralRow): CellValue => row[metadata.idAttribute] ?? null
    const rows = [...open()].sort((a, b) => compareIds(idOf(a), idOf(b)))
    const rowOfId = new Map(rows.map((row, index) => [String(idOf(row)), index]))
    const lists = new Set(metadata.attributes.filter((attribute) => isList(attribute.type)).map(({ name }) => name))
    const columns = Object.fromEntries(
      metadata.attributes.map(({ name }) => {
        const missing: CellValue = lists.has(name) ? [] : null
        return [name, (row: number): CellValue => rows[row]?.[name] ?? missing]
      }),
    )
    return { rowCount: rows.length, columns, rowOf: (id) => rowOfId.get(id) }
  })
}

function isList(type: FieldType): boolean {
  return type === 'MREF' || type === 'CATEGORICAL_MREF' || type === 'ONE_TO_MANY'
}

/** Order of two ids of one table: texts by code point, numbers by size. */
export function compareIds(a: CellValue, b: CellValue): number {
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b)
  if (typeof a === 'bigint' && typeof b === 'bigint') return a < b ? -1 : a > b ? 1 : 0
  return Number(a) - Number(b)
}

/** Order of two texts by code point, as the recorded server's database sorts; negative, 0 or positive. */
export function compareCodePoints(a: string, b: string): number {
  const end = Math.min(a.length, b.length)
  for (let i = 0; i < end; i += 1) {
    const left = a.charCodeAt(i)
    const right = b.charCodeAt(i)
    if (left !== right) return rank(left) - rank(right)
  }
  return a.length - b.length
}

// Surrogates stand for code points above all others, though their units are below U+E000.
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
