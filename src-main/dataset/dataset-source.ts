// The rows of a kept copy, asked like those of a server.
import type { EngineAsk } from '@main/engine/messages'
import type { RowSource } from '@main/server/row-source'
import type { DatasetId } from '@shared/table/table'

/** A row source over a kept copy; every question goes to the engine. */
export function datasetSource(engine: EngineAsk, datasetId: DatasetId): RowSource {
  const copy = { kind: 'kept', datasetId } as const
  return {
    describe: (signal) => engine.ask('view.describe', { copy }, { signal }),
    count: (query, signal) => engine.ask('view.count', { copy, query }, { signal }),
    rows: (query, { offset, limit }, signal) => engine.ask('view.rows', { copy, query, offset, limit }, { signal }),
    row: (id, signal) => engine.ask('view.row', { copy, id }, { signal }),
    numbers: (query, request, signal) => engine.ask('view.numbers', { copy, query, ...request }, { signal }),
    lookUp: (column, text, limit, signal) => engine.ask('view.lookUp', { copy, column, text, limit }, { signal }),
    position: (query, id, signal) => engine.ask('view.position', { copy, query, id }, { signal }),
    explain: () => Promise.resolve({ engine: 'copy', mostRows: null, sieved: [], lookedUp: [] }),
  }
}
