// The data explorer's download: a whole table, or what a filter leaves of it, as one CSV file.
import type { Hono } from 'hono'
import { ServerRefusal } from '../../model/server-refusal'
import type { TableModel } from '../../model/table-model'
import { queryRulesFromJson } from '../../query/query-rule'
import { runQuery, type TableQuery } from '../../query/run-query'
import { csvHeading, csvLineWriter } from '../../wire/csv'
import { textAnswer } from '../answers'
import type { Desk } from '../desk'
import { parseObject } from '../request-reading'

const SLICE = 1000

/** The route of the download. */
export function addDownloadRoute(app: Hono, desk: Desk): void {
  app.post('/plugin/dataexplorer/download', async (context) => {
    const request = context.req.raw
    if (desk.accountOf(request) === desk.accounts.guest) return context.redirect('/login', 302)
    try {
      const field = new URLSearchParams(await request.text()).get('dataRequest') ?? ''
      return download(desk, request, parseObject(decodedTwice(field)))
    } catch (error) {
      // Errors of the website are pages.
      if (!(error instanceof ServerRefusal)) throw error
      const text = error.message.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
      return textAnswer(`<!doctype html><title>Error</title><p>${text}</p>`, 'text/html;charset=UTF-8', error.status)
    }
  })
}

/** The server decodes the field once more than it should. */
function decodedTwice(field: string): string {
  try {
    return decodeURIComponent(field.replaceAll('+', ' '))
  } catch {
    throw new ServerRefusal(500, 'URLDecoder: Illegal hex characters in escape (%) pattern')
  }
}

function download(desk: Desk, request: Request, wanted: ReadonlyMap<string, unknown>): Response {
  const view = desk.viewOf(request)
  const table = view.open(String(wanted.get(desk.generation.downloadKey)))
  if (wanted.get('downloadType') !== 'DOWNLOAD_TYPE_CSV') {
    throw new ServerRefusal(
      400,
      `The download type ${String(wanted.get('downloadType'))} is not offered by this server.`,
    )
  }
  const names = wanted.get('attributeNames')
  if (!Array.isArray(names)) throw new ServerRefusal(500, 'attributeNames is missing')
  // Columns stand in the table's order, not in that of the request.
  const attributes = table.attributes.filter(({ name }) => names.includes(name))
  const query = queryOf(wanted.get('query'))
  const { total } = runQuery(view, table, { ...query, start: 0, num: 0 })
  const { rows } = runQuery(view, table, { ...query, start: 0, num: total })
  const heading = csvHeading(
    attributes.map(({ name, label }) => (wanted.get('colNames') === 'ATTRIBUTE_LABELS' ? label : name)),
  )
  const writeLine = csvLineWriter(view, attributes, wanted.get('entityValues') === 'ENTITY_IDS' ? 'ids' : 'labels')
  const line = (row: number): string => writeLine((name) => table.value(row, name))
  const answer = textAnswer(linesStream(heading, rows, line), 'text/csv')
  answer.headers.set('content-disposition', `attachment; filename="${fileName(table, desk.now())}"`)
  return answer
}

type QueryParts = Pick<TableQuery, 'rules' | 'sort'>

function queryOf(query: unknown): QueryParts {
  const given = new Map<string, unknown>(Object.entries(typeof query === 'object' && query !== null ? query : {}))
  const lists = given.get('rules')
  // A list of rule lists, of which there is one at most.
  const rules: unknown = Array.isArray(lists) ? (lists[0] ?? []) : []
  const sort = given.get('sort')
  const orders: unknown = typeof sort === 'object' && sort !== null && 'orders' in sort ? sort.orders : []
  return {
    rules: queryRulesFromJson(rules),
    sort: (Array.isArray(orders) ? orders : []).map((order: unknown) => {
      const entry = new Map<string, unknown>(Object.entries(typeof order === 'object' && order !== null ? order : {}))
      return { attribute: String(entry.get('attr')), direction: entry.get('direction') === 'DESC' ? 'DESC' : 'ASC' }
    }),
  }
}

function linesStream(
  heading: string,
  rows: readonly number[],
  line: (row: number) => string,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let from = 0
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(`${heading}\n`)),
    async pull(controller) {
      await new Promise((resolve) => setImmediate(resolve))
      if (from >= rows.length) {
        controller.close()
        return
      }
      const lines = rows.slice(from, from + SLICE).map((row) => `${line(row)}\n`)
      from += SLICE
      controller.enqueue(encoder.encode(lines.join('')))
    },
  })
}

function fileName(table: TableModel, now: Date): string {
  return `${table.id}_${now.toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '_')}.csv`
}
