// Which copies stand beside a copy while it is asked: whole copies of the tables that its columns refer to.
import type { CopyRef } from '@main/engine/messages'
import type { Dataset } from '@shared/dataset/dataset'
import { activeConditions, isFiltering, rsqlOf, type Query } from '@shared/query/query'

/** True when an answer may depend on rows of referenced tables: ways through references, and searches for words. */
export const looksIntoReferences = (query: Pick<Query, 'filter' | 'search' | 'rsql'>): boolean =>
  rsqlOf(query) !== null ||
  query.search.trim() !== '' ||
  activeConditions(query.filter).some(({ attribute, operator }) => attribute.includes('.') || operator === 'search')

/**
 * Copies of the tables that a copy refers to, kept from the same server; of each table the one with all columns, else
 * the newest.
 *
 * A copy of a part of a table is none: rows that are missing from it would be missed without a word.
 */
export function referencedCopies({ table, serverId }: Dataset, kept: readonly Dataset[]): CopyRef[] {
  const tableIds = new Set(table.columns.map(({ target }) => target?.tableId).filter((id) => id !== undefined))
  const found: CopyRef[] = []
  for (const tableId of tableIds) {
    const copies = kept
      .filter((one) => one.serverId === serverId && one.table.id === tableId && !isFiltering(one.query))
      .sort((a, b) => rank(a) - rank(b) || (a.keptAtIso < b.keptAtIso ? 1 : -1))
    const [best] = copies
    if (best) found.push({ kind: 'kept', datasetId: best.id })
  }
  return found
}

const rank = ({ query }: Dataset): number => (query.columns === null ? 0 : 1)
