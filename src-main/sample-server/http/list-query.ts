// Lists as clients page through them: `num=0`, and the order of a list that asks for none.
import type { View } from '../access/view'
import type { TableModel } from '../model/table-model'
import { runQuery, type QueryAnswer, type TableQuery } from '../query/run-query'

let listCount = 0

/**
 * The window of a list.
 *
 * Servers without an order of their own begin an unsorted list at another row each time, so that whoever pages
 * through it without an order misses some rows and sees others twice.
 *
 * @param isZeroNone  whether `num` 0 asks for no row, or for all
 */
export function runListQuery(view: View, table: TableModel, query: TableQuery, isZeroNone: boolean): QueryAnswer {
  const num = query.num > 0 || isZeroNone ? query.num : runQuery(view, table, { ...query, start: 0, num: 0 }).total
  const isOrdered = view.generation.hasStableOrder || (query.sort?.length ?? 0) > 0
  const answer = runQuery(view, table, { ...query, num })
  const { total } = answer
  if (isOrdered || num === 0 || query.start >= total) return answer
  listCount += 1
  const first = (query.start + listCount * 7919) % total
  const count = Math.min(num, total - query.start)
  const head = runQuery(view, table, { ...query, start: first, num: count }).rows
  const tail = head.length < count ? runQuery(view, table, { ...query, start: 0, num: count - head.length }).rows : []
  return { total, rows: [...head, ...tail] }
}
