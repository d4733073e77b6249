// The command that copies the filter as RSQL.
import { toRsql } from '@shared/query/rsql'
import { useCopyStore } from './copy-store'
import { plainQuery, type ViewState } from '../views-store'

/** A function that copies a view's filter as RSQL; it does nothing for a view without filter, or one that RSQL cannot say. */
export function useRsqlCopy(): (view: ViewState) => void {
  const copies = useCopyStore()
  return (view) => {
    if (!view.table) return
    try {
      const rsql = toRsql(plainQuery(view.query), view.table)
      if (rsql !== null) void copies.copy(rsql, 'RSQL')
    } catch {
      // The filter's own text says why it cannot be written.
    }
  }
}
