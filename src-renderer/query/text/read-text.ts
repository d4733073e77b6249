// Reads a filter that is typed as text: what it means for the builder, where it cannot be read, what a server will refuse.
import { AppError } from '@shared/errors/app-error'
import { foreseeQuery } from '@shared/query/foresee-query'
import { emptyGroup, rsqlOf, type Query, type SortKey } from '@shared/query/query'
import { rsqlToQuery } from '@shared/query/rsql-to-query'
import { foreseeRsql } from '@shared/rsql/foresee-rsql'
import { parseRsql } from '@shared/rsql/parse-rsql'
import type { FindTable } from '@shared/rsql/rsql-attribute'
import { rsqlComparisons, type RsqlNode, type Span } from '@shared/rsql/rsql-tree'
import type { Table } from '@shared/table/table'
import { newNodeId } from '../filter-tree'

/** What is wrong with a text, and where. `unknown-table` waits for metadata, or for a copy of another table. */
export type TextProblem = Span & {
  readonly kind: 'unreadable' | 'refused'
  readonly message: string
  /** What was expected there, in words; null where the message says it. */
  readonly expected: string | null
}

/** A text that was read. */
export type ReadText = {
  /** What it asks for: the builder's filter where that can show it, else the text itself; null for an unreadable text. */
  readonly asked: Pick<Query, 'filter' | 'search' | 'rsql'> | null
  readonly problem: TextProblem | null
  /** Attributes that lead through references: their tables have to be known. */
  readonly paths: readonly string[]
}

/** What a text is read with. */
export type TextReading = { readonly table: Table; readonly findTable: FindTable; readonly sort: readonly SortKey[] }

/** Read a text; an empty one asks for all rows. */
export function readText(text: string, reading: TextReading): ReadText {
  if (text.trim() === '') return { asked: { filter: emptyGroup(), search: '' }, problem: null, paths: [] }
  const read = parsed(text)
  if ('message' in read) return { asked: null, problem: read, paths: [] }
  const paths = rsqlComparisons(read)
    .map(({ selector }) => selector)
    .filter((selector) => selector.includes('.'))
  const built = rsqlToQuery(read, { ...reading, newId: newNodeId })
  const asked = built ?? { filter: emptyGroup(), search: '', rsql: text.trim() }
  return { asked, problem: refusalOf(read, asked, reading), paths }
}

function parsed(text: string): RsqlNode | TextProblem {
  try {
    return parseRsql(text)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { position, length, expected } = error.facts
    const start = typeof position === 'number' ? position : text.length
    const end = start + (typeof length === 'number' ? length : 0)
    const wanted = typeof expected === 'string' ? expected : null
    return { kind: 'unreadable', start, end, message: error.message, expected: wanted }
  }
}

/** The refusal that is foreseen, unless the builder's own way of asking goes round it. */
function refusalOf(node: RsqlNode, asked: Pick<Query, 'filter' | 'search' | 'rsql'>, reading: TextReading) {
  const { table, findTable, sort } = reading
  const sortedBy = sort.map(({ attribute }) => attribute)
  const foreseen = foreseeRsql(node, table, findTable, sortedBy)
  if (foreseen.kind !== 'refused' || foreseen.reason === 'unknown-table') return null
  if (rsqlOf(asked) === null && isAnswered({ ...asked, sort: [...sort], columns: null }, reading)) return null
  const { start, end, message } = foreseen
  return { kind: 'refused', start, end, message, expected: null } satisfies TextProblem
}

function isAnswered(query: Query, { table, findTable }: TextReading): boolean {
  try {
    return foreseeQuery(query, table, findTable)?.kind !== 'refused'
  } catch {
    return false
  }
}
