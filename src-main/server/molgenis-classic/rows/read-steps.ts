// Reads a window of rows in steps. A step may lack rows that the server's index still knows though they are deleted, and
// more may come behind it: so steps go by position, not by the number of rows that came.
import type { RowWindow } from '../../row-source'
import type { WireItem } from '../wire'
import type { WireWindow } from './page-size'

/** Reads a window of rows as one step. */
export type ReadStep = (window: RowWindow) => Promise<WireWindow>

/** Rows of a step, and how many pass in all as the server said it with them. */
export type RowStep = WireWindow & {
  /** Position from 0 of the first of them in the answer of the query. */
  readonly offset: number
  /** No row passes behind these, so far as the server knows. */
  readonly isAll: boolean
}

/**
 * A window of rows in steps, read when they are asked for: to the end of the window or of the rows, and no further than a
 * step that holds none. The first is read in any case, also for its total.
 *
 * @param stepRows  rows of a step
 */
export async function* readSteps(read: ReadStep, window: RowWindow, stepRows: number): AsyncGenerator<RowStep, void> {
  const end = window.offset + window.limit
  for (let offset = window.offset; ; offset += stepRows) {
    const next = Math.min(offset + stepRows, end)
    const { items, total } = await read({ offset, limit: next - offset })
    const isEmpty = items.length === 0
    yield { items, total, offset, isAll: (isEmpty ? offset : next) >= total }
    if (isEmpty || next >= Math.min(end, total)) return
  }
}

/** The rows of all steps of a window, and what the last step said of total and end. @see readSteps */
export async function readInSteps(
  read: ReadStep,
  window: RowWindow,
  stepRows: number,
): Promise<WireWindow & Pick<RowStep, 'isAll'>> {
  const items: WireItem[] = []
  let last = { total: 0, isAll: true }
  for await (const step of readSteps(read, window, stepRows)) {
    items.push(...step.items)
    last = step
  }
  return { items, total: last.total, isAll: last.isAll }
}
