// The calls about rows.
import type { HandlersFor } from '@shared/ipc/contract'
import type { SourceRef, Table } from '@shared/table/table'
import type { QueryService } from './query-service'

export const queryHandlers = (queries: QueryService) =>
  ({
    'query.count': ({ source, query, requestId }) =>
      queries.ask(source, requestId, (rows, signal) => rows.count(query, signal)),
    'query.rows': ({ source, query, requestId, offset, limit }) =>
      queries.ask(source, requestId, (rows, signal) => rows.rows(query, { offset, limit }, signal)),
    'query.row': ({ source, id }) => queries.ask(source, null, (rows, signal) => rows.row(id, signal)),
    'query.numbers': ({ source, query, requestId, columns, labelColumn, maxRows }) =>
      queries.ask(source, requestId, (rows, signal) => rows.numbers(query, { columns, labelColumn, maxRows }, signal)),
    'query.lookUp': ({ source, requestId, column, text, limit }) =>
      queries.ask(source, requestId, (rows, signal) => rows.lookUp(column, text, limit, signal)),
    'query.position': ({ source, query, requestId, id }) =>
      queries.ask(source, requestId, (rows, signal) => rows.position(query, id, signal)),
    'query.distribution': ({ source, query, requestId, ...request }) =>
      queries.ask(source, requestId, (rows, signal) => rows.distribution(query, request, signal)),
    'query.explain': ({ source, query, requestId }) =>
      queries.ask(source, requestId, (rows, signal) => rows.explain(query, signal)),
    'query.cancel': ({ requestId }) => {
      queries.cancel(requestId)
      return null
    },
  }) satisfies HandlersFor<'query'>

/**
 * Metadata of a table, live or kept, goes the same way.
 *
 * @param onDescribed  told of each answer before it is given
 */
export const describeHandler = (
  queries: QueryService,
  onDescribed: (source: SourceRef, table: Table) => void = () => undefined,
) =>
  ({
    'tables.describe': async ({ source }) => {
      const table = await queries.ask(source, null, (rows, signal) => rows.describe(signal))
      onDescribed(source, table)
      return table
    },
  }) satisfies Pick<HandlersFor<'tables'>, 'tables.describe'>
