// Reads the cells of a column, of all rows where these are few, else of the first ones.
import type { CellsRead } from '@shared/query/distribution/count-cells'
import type { Cell } from '@shared/table/table-slice'
import type { RowWindow } from '../../row-source'
import { toCell } from '../map-cell'
import { readInSteps } from '../rows/read-steps'
import { valueIn } from '../wire'
import type { CountContext } from './read-distribution'

/** Most rows whose cells are read; of more, the first ones are, where counting is not possible. */
export const mostRead = 10_000
/** So many are read where that is all of them. */
const mostReadInSteps = 20_000
const stepRows = 1_000

/**
 * The cells of the rows that pass.
 *
 * @param most  rows that are read at the most; where it is `mostRead`, some more if these are all
 */
export async function readCells(
  { reader, column, query, plan, signal, totalCount }: CountContext,
  most: number,
): Promise<{ readonly cells: readonly Cell[]; readonly read: CellsRead }> {
  if (totalCount === 0) return { cells: [], read: { totalCount, coverage: { kind: 'all' } } }
  // The index gives no more rows than these.
  const mayReadOn = most === mostRead && plan.engine === 'database' && totalCount <= mostReadInSteps
  const end = mayReadOn ? mostReadInSteps : most
  const read = (part: RowWindow) => reader.read(query, [column.name], part, signal)
  const { items, total, isAll } = await readInSteps(read, { offset: 0, limit: end }, stepRows)
  const cells = items.map((item) => toCell(valueIn(item, column.name), column))
  const coverage = isAll ? ({ kind: 'all' } as const) : ({ kind: 'first', readCount: cells.length } as const)
  return { cells, read: { totalCount: isAll ? cells.length : total, coverage } }
}
