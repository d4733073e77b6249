// The SQL that reads a page file: which types its values have, and how they become stored values.
import { isSingleReferenceType } from '@shared/table/value-type'
import { decimalText } from '../query/value-text'
import { quoteName, quoteText } from '../store/sql-text'
import type { StoredColumn } from '../store/stored-column'

// A page file is one JSON object with the rows in `items`, each keyed by column name; a missing value is absent or
// null. References are objects that carry the id and the label of the row under its own column names.

const fallbackTarget = { idColumn: 'id', labelColumn: 'label' }

/** The names under which a reference object carries id and label. */
const targetNames = ({ column }: StoredColumn) => column.target ?? fallbackTarget

/** The address of the row that a reference means; its last part is the id. */
const address = '_href'

function structType(fields: readonly (readonly [name: string, type: string])[]): string {
  return `STRUCT(${fields.map(([name, type]) => `${quoteName(name)} ${type}`).join(', ')})`
}

function referenceType(stored: StoredColumn): string {
  const { idColumn, labelColumn } = targetNames(stored)
  const names = idColumn === labelColumn ? [idColumn] : [idColumn, labelColumn]
  if (stored.column.target === null) names.push(address)
  return structType(names.map((name) => [name, 'VARCHAR'] as const))
}

/** Type of a value as it stands in the page. Dates are read as text: servers write them in more than one way. */
function wireType(stored: StoredColumn): string {
  if (stored.form === 'reference') return referenceType(stored)
  if (stored.form === 'references') return `${referenceType(stored)}[]`
  return stored.form === 'date' || stored.form === 'date-time' ? 'VARCHAR' : stored.sqlType
}

/** True when names differ by case only, which a struct cannot hold. */
const collide = (names: readonly string[]): boolean =>
  new Set(names.map((name) => name.toLowerCase())).size < names.length

/** True for tables whose rows cannot be read as one struct; each value is then taken out by its path. */
export const needsPaths = (columns: readonly StoredColumn[]): boolean =>
  columns.length === 0 ||
  collide(columns.map(({ column }) => column.name)) ||
  columns.some((stored) => {
    const { idColumn, labelColumn } = targetNames(stored)
    return stored.label !== null && idColumn !== labelColumn && collide([idColumn, labelColumn])
  })

/** Type of the `items` of a page. */
export function itemsType(columns: readonly StoredColumn[]): string {
  if (needsPaths(columns)) return 'JSON[]'
  return `${structType(columns.map((stored) => [stored.column.name, wireType(stored)] as const))}[]`
}

const path = (name: string): string => quoteText(`$."${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`)

/** The value of a column in the row `item`. */
function wireValue(stored: StoredColumn, byPath: boolean): string {
  const { name } = stored.column
  if (!byPath) return `item.${quoteName(name)}`
  const json = `json_extract(item, ${path(name)})`
  if (stored.form === 'reference') return json
  if (stored.form === 'references') return `CAST(${json} AS JSON[])`
  return `CAST(json_extract_string(item, ${path(name)}) AS ${wireType(stored)})`
}

const member = (reference: string, name: string, byPath: boolean): string =>
  byPath ? `json_extract_string(${reference}, ${path(name)})` : `${reference}.${quoteName(name)}`

const lastPart = (path: string): string => `nullif(url_decode(regexp_extract(${path}, '[^/]*$')), '')`

/** Metadata may not tell what a reference means; then the id may stand in its address only. */
function idOf(reference: string, stored: StoredColumn, byPath: boolean): string {
  const id = member(reference, targetNames(stored).idColumn, byPath)
  return stored.column.target === null ? `coalesce(${id}, ${lastPart(member(reference, address, byPath))})` : id
}

/** A label as it is shown live: numbers in their shortest form; of a label that is itself a reference, the id. */
function labelText(label: string, { column: { target } }: StoredColumn): string {
  const type = target?.labelType ?? 'string'
  if (type === 'decimal') return decimalText(`TRY_CAST(${label} AS DOUBLE)`)
  if (!isSingleReferenceType(type)) return label
  const id = `url_decode(nullif(regexp_extract(${label}, '"_?href"\\s*:\\s*"[^"]*/([^"/]+)"', 1), ''))`
  return `CASE WHEN starts_with(${label}, '{') THEN ${id} ELSE ${label} END`
}

/** Select list entries that turn the row `item` into the stored values of a column. */
export function storedValues(stored: StoredColumn, byPath: boolean): string[] {
  const value = wireValue(stored, byPath)
  const id = (reference: string) => idOf(reference, stored, byPath)
  const { labelColumn } = targetNames(stored)
  const label = (reference: string) =>
    `coalesce(${labelText(member(reference, labelColumn, byPath), stored)}, ${id(reference)})`
  switch (stored.form) {
    case 'reference':
      return [`${id(value)} AS ${stored.value}`, `${label(value)} AS ${String(stored.label)}`]
    case 'references': {
      // A list may hold a reference to a row that is gone: it has no id and is left out.
      const list = `list_filter(coalesce(${value}, []), lambda x: ${id('x')} IS NOT NULL)`
      return [
        `list_transform(${list}, lambda x: ${id('x')}) AS ${stored.value}`,
        `list_transform(${list}, lambda x: ${label('x')}) AS ${String(stored.label)}`,
      ]
    }
    case 'date':
      // The day stands in the first ten signs, whatever time an older server adds to it.
      return [`CAST(left(${value}, 10) AS DATE) AS ${stored.value}`]
    case 'date-time':
      return [`CAST(CAST(${value} AS TIMESTAMPTZ) AS TIMESTAMP) AS ${stored.value}`]
    default:
      return [`${value} AS ${stored.value}`]
  }
}
