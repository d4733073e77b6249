// The rows of a kept copy, asked like those of a server.
import type { CopyRef, EngineAsk } from '@main/engine/messages'
import type { RowSource } from '@main/server/row-source'
import type { Query } from '@shared/query/query'
import type { DatasetId } from '@shared/table/table'

/**
 * Finds the copies of referenced tables that a question to a copy may look into.
 *
 * @param attribute  what is asked for beside the query, where it may lead into them as well
 */
export type FindReferences = (datasetId: DatasetId, query: Query, attribute?: string) => Promise<readonly CopyRef[]>

/** A row source over a kept copy; every question goes to the engine. */
export function datasetSource(engine: EngineAsk, datasetId: DatasetId, findReferences: FindReferences): RowSource {
  const copy = { kind: 'kept', datasetId } as const
  const asked = async (query: Query, attribute?: string) => ({
    copy,
    query,
    references: await findReferences(datasetId, query, attribute),
  })
  return {
    describe: (signal) => engine.ask('view.describe', { copy }, { signal }),
    count: async (query, signal) => engine.ask('view.count', await asked(query), { signal }),
    rows: async (query, { offset, limit }, signal) =>
      engine.ask('view.rows', { ...(await asked(query)), offset, limit }, { signal }),
    row: (id, signal) => engine.ask('view.row', { copy, id }, { signal }),
    numbers: async (query, request, signal) =>
      engine.ask('view.numbers', { ...(await asked(query)), ...request }, { signal }),
    lookUp: (column, text, limit, signal) => engine.ask('view.lookUp', { copy, column, text, limit }, { signal }),
    position: async (query, id, signal) => engine.ask('view.position', { ...(await asked(query)), id }, { signal }),
    distribution: async (query, request, signal) =>
      engine.ask('view.distribution', { ...(await asked(query, request.column)), ...request }, { signal }),
    explain: () => Promise.resolve({ engine: 'copy', mostRows: null, sieved: [], lookedUp: [] }),
  }
}
