// Rows of a query that the server cannot answer exactly: it is asked for more than is wanted, and those that do not pass
// are left out here. Only ids are kept; the rows of a window are read when they are asked for.
import { rowPasses, sievedColumns } from '@shared/query/row-passes'
import { operatorPhrase } from '@shared/query/operator-words'
import { activeConditions } from '@shared/query/query'
import { findColumn } from '@shared/table/table'
import type { RowWindow } from '../../row-source'
import { toCell } from '../map-cell'
import { valueIn } from '../wire'
import { indexWindow, type WireWindow } from '../rows/page-size'
import { needsCopy, type QueryPlan } from './query-plan'
import { readSteps } from '../rows/read-steps'
import { idText } from '../rows/row-shape'
import { readListedRows, type RowPlace } from '../rows/rows-by-id'

/** More rows than this are not looked through. */
export const mostSieved = 20_000
/** The rows that are left, in the order of the query. */
export type SievedRows = {
  readonly total: number
  /** A window of them with the attributes named; null for all. */
  read(names: readonly string[] | null, window: RowWindow, signal: AbortSignal): Promise<WireWindow>
}

/** Reads rows of the plan with the attributes named, without a sieve. */
type Read = (names: readonly string[], window: RowWindow) => Promise<WireWindow>

const stepRows = 1_000

/**
 * Look through the rows that the server gives for a plan.
 *
 * @throws AppError `query.refused` when there are too many, with the offer of a copy
 */
export async function sieveRows(plan: QueryPlan, place: RowPlace, read: Read): Promise<SievedRows> {
  const ids = await passingIds(plan, place, read)
  return {
    total: ids.length,
    async read(names, { offset, limit }, signal) {
      const wanted = ids.slice(offset, offset + limit)
      const rows = await readListedRows(place, wanted, names, signal)
      // A row that was deleted meanwhile is left out, as the next question will.
      return { items: wanted.map((id) => rows.get(id)).filter((row) => row !== undefined), total: ids.length }
    },
  }
}

async function passingIds(plan: QueryPlan, { table }: RowPlace, read: Read): Promise<string[]> {
  const columns = new Map(table.columns.map((column) => [column.name, column]))
  const typeOf = (name: string) => columns.get(name)?.type ?? 'string'
  const names = [...new Set([table.idColumn, ...plan.sieve.flatMap(sievedColumns)])]
  const most = plan.engine === 'index' ? indexWindow : mostSieved
  const ids: string[] = []
  const steps = readSteps((part) => read(names, part), { offset: 0, limit: most }, stepRows)
  for await (const { items, total } of steps) {
    if (total > most) throw tooMany(plan, total, findColumn(table, firstAttribute(plan))?.type ?? null)
    for (const item of items) {
      const cell = (name: string) => {
        const column = columns.get(name)
        return column ? toCell(valueIn(item, name), column) : null
      }
      if (plan.sieve.every((part) => rowPasses(part, { cell, typeOf }))) ids.push(idText(item[table.idColumn]))
    }
  }
  return ids
}

const firstAttribute = ({ sieve }: QueryPlan): string => sieve.flatMap(activeConditions)[0]?.attribute ?? ''

function tooMany(plan: QueryPlan, total: number, type: Parameters<typeof operatorPhrase>[1]) {
  const [condition] = plan.sieve.flatMap(activeConditions)
  const { attribute = '', operator = 'contains' } = condition ?? {}
  return needsCopy(
    `The server has no words for '${attribute} ${operatorPhrase(operator, type)}', and the ${total.toLocaleString('en')} ` +
      'rows that pass the other conditions are too many to look through. Narrow the filter.',
    attribute,
  )
}
