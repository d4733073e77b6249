// A source of rows that is found anew for each question, so that it outlives closed and reopened sessions.
import type { RowSource } from '@main/server/row-source'

/** The questions of a RowSource, each passed on to the source that `find` gives at that moment. */
export const sourceThrough = (find: (signal: AbortSignal) => Promise<RowSource>): RowSource => ({
  describe: async (signal) => (await find(signal)).describe(signal),
  count: async (query, signal) => (await find(signal)).count(query, signal),
  rows: async (query, window, signal) => (await find(signal)).rows(query, window, signal),
  row: async (id, signal) => (await find(signal)).row(id, signal),
  numbers: async (query, request, signal) => (await find(signal)).numbers(query, request, signal),
  lookUp: async (column, text, limit, signal) => (await find(signal)).lookUp(column, text, limit, signal),
  position: async (query, id, signal) => (await find(signal)).position(query, id, signal),
  distribution: async (query, request, signal) => (await find(signal)).distribution(query, request, signal),
  explain: async (query, signal) => (await find(signal)).explain(query, signal),
})
