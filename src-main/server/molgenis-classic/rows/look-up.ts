// Finds rows to refer to, or values of a column, by a part of their id or label.
import { AppError } from '@shared/errors/app-error'
import { anyCasePattern } from '@shared/query/lower-filter'
import { emptyQuery, type Condition, type FilterNode, type Operator, type Query } from '@shared/query/query'
import { findColumn, type Choice, type Column, type Table } from '@shared/table/table'
import { isNumberType, isReferenceType, isTextType } from '@shared/table/value-type'
import { labelOfCell, toCell } from '../map-cell'
import { valueIn } from '../wire'
import { spellings } from './any-case'
import type { PageReader } from './page-reader'

/** How many rows are looked through for the values of a column that is no reference. */
const valueRows = 1_000

type Sources = { readonly own: PageReader; target(tableId: string, signal: AbortSignal): Promise<PageReader> }

/**
 * Choices for a column: rows of the table that it points at, or values that it holds, with the text in id or label.
 *
 * A row whose id is the text comes first. For columns that are no reference the values of the first 1,000 rows with
 * that text are told, each once.
 */
export async function lookUp(
  sources: Sources,
  columnName: string,
  text: string,
  limit: number,
  signal: AbortSignal,
): Promise<Choice[]> {
  const { table } = sources.own
  const column = findColumn(table, columnName)
  if (!column) {
    throw new AppError('query.invalid', `The table ${table.label} has no column '${columnName}'.`, {
      facts: { attribute: columnName },
    })
  }
  if (column.choices !== null) return matching(column.choices, text).slice(0, limit)
  if (column.type === 'bool') return matching(['true', 'false'].map(alike), text).slice(0, limit)
  if (column.target === null || !isReferenceType(column.type)) return values(sources.own, column, text, limit, signal)
  return rows(await sources.target(column.target.tableId, signal), text, limit, signal)
}

const alike = (value: string): Choice => ({ id: value, label: value })

function matching(choices: readonly Choice[], text: string): Choice[] {
  const part = text.trim().toLowerCase()
  return choices.filter(({ id, label }) => id.toLowerCase().includes(part) || label.toLowerCase().includes(part))
}

async function rows(target: PageReader, typed: string, limit: number, signal: AbortSignal): Promise<Choice[]> {
  const { table } = target
  const text = typed.trim()
  const names = [...new Set([table.idColumn, table.labelColumn])]
  const read = async (conditions: Condition[], most: number) => {
    const query: Query = { ...anyOf(conditions), sort: [{ attribute: table.labelColumn, direction: 'ascending' }] }
    const { items } = await target.read(query, names, { offset: 0, limit: most }, signal)
    return items.map((item): Choice => {
      const id = cellText(table, table.idColumn, item)
      return { id, label: cellText(table, table.labelColumn, item) || id }
    })
  }
  if (text === '') return read([], limit)
  const exact = condition(table, table.idColumn, 'equals', text)
  const parts = async (texts: readonly string[], most: number) => {
    const conditions = names.flatMap((name) => containing(table, name, texts))
    return conditions.length > 0 ? read(conditions, most) : []
  }
  const [exactly, partly] = await Promise.all([
    exact ? read([exact], 1) : [],
    inAnyCase(target, text, limit, async (texts, most) => matching(await parts(texts, most), text)),
  ])
  const others = partly.filter(({ id }) => id !== exactly[0]?.id)
  return [...exactly, ...others].slice(0, limit)
}

/**
 * What contains the text, whatever its case, also from servers to which `A` and `a` are different signs: these are
 * asked for the usual spellings, and then, where that leaves room, for all that may be one, up to 1,000 rows.
 *
 * @param ask  choices that contain any of the texts; to the server `%` and `_` are wild cards, to the person they are
 *   signs, so the choices are looked through again
 */
async function inAnyCase(
  { foldsLike }: PageReader,
  text: string,
  limit: number,
  ask: (texts: readonly string[], mostRows: number) => Promise<Choice[]>,
): Promise<Choice[]> {
  const pattern = anyCasePattern(text)
  if (foldsLike || pattern === text) return ask([text], limit)
  const usual = await ask(spellings(text), limit)
  if (usual.length >= limit) return usual
  const known = new Set(usual.map(({ id }) => id))
  const unusual = await ask([pattern], valueRows)
  return [...usual, ...unusual.filter(({ id }) => !known.has(id))]
}

async function values(
  own: PageReader,
  column: Column,
  typed: string,
  limit: number,
  signal: AbortSignal,
): Promise<Choice[]> {
  const text = typed.trim()
  const read = async (texts: readonly string[]) => {
    const query: Query = {
      ...anyOf(containing(own.table, column.name, texts)),
      sort: [{ attribute: column.name, direction: 'ascending' }],
    }
    const { items } = await own.read(query, [column.name], { offset: 0, limit: valueRows }, signal)
    const found = new Set(items.map((item) => cellText(own.table, column.name, item)).filter((value) => value !== ''))
    return matching([...found].map(alike), text)
  }
  return (await (text === '' ? read([]) : inAnyCase(own, text, limit, read))).slice(0, limit)
}

/** Conditions for a column that holds any of the texts; none where its type does not allow the question. */
const containing = (table: Table, name: string, texts: readonly string[]): Condition[] =>
  texts.map((text) => condition(table, name, 'contains', text)).filter((each) => each !== null)

const anyOf = (conditions: FilterNode[]): Query => {
  const query = emptyQuery()
  return { ...query, filter: { ...query.filter, joint: 'or', children: conditions } }
}

/** A condition that the column's type allows, or null: `contains` for text only, `equals` for what the text can be. */
function condition(table: Table, attribute: string, operator: Operator, text: string): Condition | null {
  const type = findColumn(table, attribute)?.type ?? 'string'
  const isAllowed = isTextType(type)
    ? type !== 'enum' || operator === 'equals'
    : operator === 'equals' && isNumberType(type) && /^[+-]?\d+$/.test(text)
  return isAllowed ? { kind: 'condition', id: attribute, attribute, operator, values: [text], isOff: false } : null
}

function cellText(table: Table, name: string, item: Readonly<Record<string, unknown>>): string {
  const column = findColumn(table, name)
  return column ? labelOfCell(toCell(valueIn(item, name), column)) : ''
}
