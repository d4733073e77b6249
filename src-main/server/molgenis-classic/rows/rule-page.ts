// One bulk page of a query that only v1's rules can say, or of which rows are left out here, in v2's shape of a page.
import type { Query } from '@shared/query/query'
import { isManyReferenceType } from '@shared/table/value-type'
import { rowsAtOnce } from '@shared/table/rows-at-once'
import type { RowWindow } from '../../row-source'
import type { PageReader } from './page-reader'
import { readSteps, type RowStep } from './read-steps'
import type { WireItem } from '../wire'

/**
 * A page that is read in small steps and written on as v2 would write it, so that nothing large is held or parsed
 * at once. Whole numbers beyond 2^53 are written as text, with all their digits.
 */
export async function openRulePage(
  reader: PageReader,
  query: Query,
  window: RowWindow,
  signal: AbortSignal,
): Promise<Response> {
  const names = query.columns
  const step = rowsAtOnce((names ?? reader.table.columns).length)
  const multiple = reader.table.columns.filter(({ type }) => isManyReferenceType(type)).map(({ name }) => name)
  const steps = readSteps((part) => reader.read(query, names, part, signal), window, step)
  const texts = pageTexts(steps, window, multiple)
  // The first step is read before the answer is given, so that a refusal is a refusal and no broken body.
  let first: IteratorResult<string, void> | null = await texts.next()
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = first ?? (await texts.next())
      first = null
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
  })
  return new Response(body, { status: 200, headers: { 'content-type': 'application/json;charset=UTF-8' } })
}

/** A page as text in pieces, of which the first tells the total, as the first step said it. */
async function* pageTexts(
  steps: AsyncIterable<RowStep>,
  { offset, limit }: RowWindow,
  multiple: readonly string[],
): AsyncGenerator<string, void> {
  let isFirst = true
  for await (const { items, total } of steps) {
    if (isFirst) yield `{"start":${String(offset)},"num":${String(limit)},"total":${String(total)},"items":[`
    const text = items.map((item) => JSON.stringify(toV2(item, multiple))).join(',')
    if (text !== '') yield isFirst ? text : `,${text}`
    isFirst = false
  }
  yield ']}'
}

/** v1 wraps the elements of a multiple reference in a page of their own; v2 lists them. */
function toV2(item: WireItem, multiple: readonly string[]): WireItem {
  const changed: Record<string, unknown> = { ...item }
  for (const name of multiple) {
    const value = changed[name]
    if (typeof value === 'object' && value !== null && 'items' in value) changed[name] = value.items
  }
  return changed
}
