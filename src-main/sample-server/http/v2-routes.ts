// The second version of the API, reading: collections, single rows, metadata of one attribute, aggregates.
import type { Context, Hono } from 'hono'
import type { View } from '../access/view'
import { ServerRefusal } from '../model/server-refusal'
import type { TableModel } from '../model/table-model'
import { findAttribute, readAttributeFilter, unknownAttribute, type Selection } from '../wire/attribute-filter'
import { writeJson } from '../wire/gson'
import { linkWithStart, pageStarts, path } from '../wire/paths'
import { attributeV2, tableV2 } from '../wire/v2-metadata'
import { canRefuseV2, rowWriterV2 } from '../wire/v2-rows'
import { aggregate } from './aggregate'
import { jsonAnswer, jsonTextAnswer } from './answers'
import type { Desk } from './desk'
import { readPage, readSort, STYLE_V2 } from './request-reading'
import { runListQuery } from './list-query'
import { unknownRouteAnswer } from './refusal-answer'
import { rowsAnswer } from './rows-answer'

/** Routes below `/api/v2/`. */
export function addRoutesV2(app: Hono, desk: Desk): void {
  app.get('/api/v2/:table', (context) => collection(context, desk, paramsOf(context)))
  // A POST that is no GET is writing, and has been answered before.
  app.post('/api/v2/:table', async (context) => collection(context, desk, await formParams(context)))
  app.get('/api/v2/:table/:id', (context) => oneRow(context, desk, paramsOf(context)))
  app.post('/api/v2/:table/:id', async (context) =>
    isTunnelledGet(context) ? oneRow(context, desk, await formParams(context)) : unknownMethod(context, desk),
  )
  app.on(['GET', 'POST'], '/api/v2/:table/meta/:attribute', (context) => {
    const view = desk.viewOf(context.req.raw)
    const table = view.open(context.req.param('table'))
    const attribute = findAttribute(table.tree, context.req.param('attribute'))
    if (attribute === undefined) throw unknownAttribute(context.req.param('attribute'), table)
    return jsonAnswer(attributeV2(view, table, attribute))
  })
}

/** Whether a POST stands for a GET. */
export function isTunnelledGet(context: Context): boolean {
  return new URL(context.req.url).searchParams.get('_method') === 'GET'
}

/** The answer to a method that an address does not know. */
export function unknownMethod({ req }: Context, desk: Desk): Response {
  return unknownRouteAnswer(405, desk.generation.refusal, {
    path: req.path,
    filter: undefined,
    origin: desk.originOf(req.raw),
    isGuest: false,
    isScript: req.header('x-requested-with') === 'XMLHttpRequest',
  })
}

/** Parameters in the address of a request. */
export function paramsOf(context: Context): URLSearchParams {
  return new URL(context.req.url).searchParams
}

async function formParams(context: Context): Promise<URLSearchParams> {
  const params = paramsOf(context)
  for (const [name, value] of new URLSearchParams(await context.req.text())) params.append(name, value)
  return params
}

function collection(context: Context, desk: Desk, params: URLSearchParams): Response {
  const { start, num } = readPage(params, STYLE_V2)
  const sort = readSort(params.get('sort'))
  const rsql = params.get('q')
  const view = desk.viewOf(context.req.raw)
  const table = view.open(context.req.param('table') ?? '')
  const selection = selectionOf(params, table, view)
  const query = { ...(rsql === null || rsql === '' ? {} : { rsql }), ...(sort === undefined ? {} : { sort }) }
  const aggs = params.get('aggs')
  if (aggs !== null && aggs !== '') return jsonAnswer(aggregate(view, table, aggs, query))

  const { total, rows } = runListQuery(view, table, { ...query, start, num }, view.generation.isZeroNone)
  const { previous, next } = pageStarts(start, num, total)
  const url = new URL(context.req.url)
  const link = (from: number | undefined): string | undefined =>
    from === undefined ? undefined : linkWithStart(desk.originOf(context.req.raw), url.pathname + url.search, from)
  const head = writeJson({
    href: path('v2', table.id),
    meta: tableV2(view, table, selection, hasCategories(params)),
    start,
    num,
    total,
    prevHref: link(previous),
    nextHref: link(next),
  })
  const mustBeWhole = canRefuseV2(view, table, selection)
  return rowsAnswer(head, rows, rowWriterV2(view, table, selection), mustBeWhole)
}

function oneRow(context: Context, desk: Desk, params: URLSearchParams): Response {
  const view = desk.viewOf(context.req.raw)
  const table = view.open(context.req.param('table') ?? '')
  const row = findRow(table, context.req.param('id') ?? '')
  const selection = selectionOf(params, table, view)
  const meta = writeJson(tableV2(view, table, selection, hasCategories(params)))
  return jsonTextAnswer(`{"_meta":${meta},${rowWriterV2(view, table, selection)(row).slice(1)}`)
}

function selectionOf(params: URLSearchParams, table: TableModel, view: View): Selection {
  const attrs = params.get('attrs')
  return attrs === null ? null : readAttributeFilter(attrs, table, view)
}

function hasCategories(params: URLSearchParams): boolean {
  return params.get('includeCategories') === 'true'
}

/**
 * The row with an id that came in a path.
 *
 * @throws ServerRefusal 404 D02 where there is none, 500 where the id should be a number and is not
 */
export function findRow(table: TableModel, id: string): number {
  const type = findAttribute(table.tree, table.idAttribute)
  const isNumeric = type?.type === 'INT' || type?.type === 'LONG'
  if (isNumeric && !/^[+-]?\d+$/.test(id)) throw new ServerRefusal(500, `For input string: "${id}"`)
  const row = table.rowOf(isNumeric ? String(BigInt(id)) : id)
  if (row !== undefined) return row
  const label = type?.label ?? table.idAttribute
  throw new ServerRefusal(404, `Unknown entity with '${label}' '${id}' of type '${table.label}'.`, 'D02')
}
