// The order of a query's rows as SQL: the order that a server's database gives.
import { AppError } from '@shared/errors/app-error'
import type { SortKey } from '@shared/query/query'
import type { About } from '../copy/about'
import { idOrderType, type StoredColumn } from '../store/stored-column'

/**
 * The terms of ORDER BY; an empty list means the copy's own order.
 *
 * Missing values come last ascending and first descending; ties go by id, ascending. References go by id, lists of
 * them element by element as text, text by code point, false before true.
 *
 * @param engine  whose order: the index puts missing values last in both directions and references by their labels,
 *   lists of them by the first of their labels
 * @throws AppError `query.invalid` for an unknown column
 */
export function sortTerms(
  sort: readonly SortKey[],
  columns: readonly StoredColumn[],
  about: About,
  engine: 'database' | 'index' = 'database',
): string[] {
  if (sort.length === 0) return []
  const terms = sort.map(({ attribute, direction }) => {
    const stored = columns.find(({ column }) => column.name === attribute)
    if (!stored) {
      throw new AppError('query.invalid', `The table cannot be sorted by ${attribute}: it has no such column.`, {
        facts: { attribute },
      })
    }
    if (engine === 'index') return `${indexSortKey(stored)} ${direction === 'ascending' ? 'ASC' : 'DESC'} NULLS LAST`
    return `${sortKey(stored)} ${direction === 'ascending' ? 'ASC NULLS LAST' : 'DESC NULLS FIRST'}`
  })
  const id = columns.find(({ column }) => column.name === about.table.idColumn)
  if (id && !about.isInIdOrder) terms.push(`${sortKey(id)} ASC`)
  return [...terms, 'n']
}

function sortKey({ form, value, column }: StoredColumn): string {
  const idType = idOrderType(column.target?.idType ?? 'string')
  if (form === 'reference') return idType === 'VARCHAR' ? value : `TRY_CAST(${value} AS ${idType})`
  // In lists the server compares the ids as text, whatever their type.
  return form === 'references' ? `CASE WHEN len(${value}) = 0 THEN NULL ELSE ${value} END` : value
}

function indexSortKey({ form, value, label, column }: StoredColumn): string {
  const { target } = column
  const isId = target?.idColumn === target?.labelColumn
  const type = idOrderType((isId ? target?.idType : target?.labelType) ?? 'string')
  const typed = (text: string) => (type === 'VARCHAR' ? text : `TRY_CAST(${text} AS ${type})`)
  if (form === 'reference') return typed(label ?? value)
  return form === 'references' ? `list_min(list_transform(${label ?? value}, lambda v: ${typed('v')}))` : value
}
