// One bulk page of a query that only v1's rules can say, or of which rows are left out here, in v2's shape of a page.
import type { Query } from '@shared/query/query'
import { isManyReferenceType } from '@shared/table/value-type'
import { rowsAtOnce } from '@shared/table/rows-at-once'
import type { RowWindow } from '../../row-source'
import type { PageReader } from './page-reader'
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
  const read = (done: number) =>
    reader.read(query, names, { offset: window.offset + done, limit: Math.min(step, window.limit - done) }, signal)
  // The first step is read before the answer is given, so that a refusal is a refusal and no broken body.
  let page: Awaited<ReturnType<typeof read>> | null = await read(0)
  const head = `{"start":${String(window.offset)},"num":${String(window.limit)},"total":${String(page.total)},"items":[`
  const encoder = new TextEncoder()
  const end = Math.min(window.limit, page.total - window.offset)
  let done = 0
  let isFirst = true
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(head)),
    async pull(controller) {
      const { items } = page ?? (await read(done))
      page = null
      const text = items.map((item) => JSON.stringify(toV2(item, multiple))).join(',')
      if (text !== '') controller.enqueue(encoder.encode(isFirst ? text : `,${text}`))
      isFirst &&= text === ''
      // A step may lack a row that was deleted just now: more may come behind it.
      done += step
      if (items.length === 0 || done >= end) {
        controller.enqueue(encoder.encode(']}'))
        controller.close()
      }
    },
  })
  return new Response(body, { status: 200, headers: { 'content-type': 'application/json;charset=UTF-8' } })
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
