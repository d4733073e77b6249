// An answer that ends in a list of rows. A long one is written slice by slice, so that the process that serves it,
// which may be the one that draws windows, is never held up for a whole page.
import { jsonTextAnswer } from './answers'

const SLICE = 500

/**
 * @param head         a JSON object as text; `items` is put behind its keys
 * @param rows         row numbers in order
 * @param mustBeWhole  write everything before the answer begins, because writing may refuse
 */
export function rowsAnswer(
  head: string,
  rows: readonly number[],
  writeRow: (row: number) => string,
  mustBeWhole: boolean,
): Response {
  const opening = `${head.slice(0, -1)},"items":[`
  const slice = (from: number, to: number): string =>
    rows
      .slice(from, to)
      .map((row) => writeRow(row))
      .join(',')
  if (mustBeWhole || rows.length <= SLICE) return jsonTextAnswer(`${opening}${slice(0, rows.length)}]}`)
  const encoder = new TextEncoder()
  let from = SLICE
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(opening + slice(0, SLICE)))
    },
    async pull(controller) {
      // A turn of the event loop between two slices.
      await new Promise((resolve) => setImmediate(resolve))
      if (from >= rows.length) {
        controller.enqueue(encoder.encode(']}'))
        controller.close()
        return
      }
      controller.enqueue(encoder.encode(`,${slice(from, from + SLICE)}`))
      from += SLICE
    },
  })
  return jsonTextAnswer(body)
}
