// The first version of the API, reading: collections, queries by rules, rows, attributes of rows, metadata, CSV.
import type { Context, Hono } from 'hono'
import type { View } from '../access/view'
import { ServerRefusal } from '../model/server-refusal'
import type { TableModel } from '../model/table-model'
import { queryRulesFromJson, type QueryRule } from '../query/query-rule'
import { runQuery } from '../query/run-query'
import { findAttribute, unknownAttribute } from '../wire/attribute-filter'
import { writeCsv } from '../wire/csv'
import { writeJson } from '../wire/gson'
import { path } from '../wire/paths'
import { attributeV1, tableV1, type Expansion, type KeySet } from '../wire/v1-metadata'
import { attributeOfRowV1, pagingV1, rowWriterV1 } from '../wire/v1-rows'
import { jsonAnswer, jsonTextAnswer, textAnswer } from './answers'
import type { Desk } from './desk'
import {
  jsonBody,
  listParameter,
  readExpand,
  readKeys,
  readPage,
  readQueryBody,
  STYLE_V1,
  type Page,
  type SortOrder,
} from './request-reading'
import { runListQuery } from './list-query'
import { rowsAnswer } from './rows-answer'
import { findRow, isTunnelledGet, paramsOf, unknownMethod } from './v2-routes'

/** Routes below `/api/v1/`. */
export function addRoutesV1(app: Hono, desk: Desk): void {
  addCsvRoute(app, desk)
  addMetadataRoutes(app, desk)
  addCollectionRoutes(app, desk)
  addRowRoutes(app, desk)
}

function open(context: Context, desk: Desk): { view: View; table: TableModel } {
  const view = desk.viewOf(context.req.raw)
  return { view, table: view.open(context.req.param('table') ?? '') }
}

function openMetadata(context: Context, desk: Desk): { view: View; table: TableModel } {
  const view = desk.viewOf(context.req.raw)
  return { view, table: view.openMetadata(context.req.param('table') ?? '') }
}

function addCsvRoute(app: Hono, desk: Desk): void {
  app.get('/api/v1/csv/:table', (context, next) => {
    // As on the real server this address is the table `csv` to those who do not take CSV.
    const accept = context.req.header('accept') ?? '*/*'
    if (!accept.includes('text/csv') && !accept.includes('*/*')) return next()
    const { view, table } = open(context, desk)
    return csv(view, table, paramsOf(context))
  })
}

function addMetadataRoutes(app: Hono, desk: Desk): void {
  app.get('/api/v1/:table/exist', (context) => {
    const view = desk.viewOf(context.req.raw)
    try {
      return jsonAnswer(!view.open(context.req.param('table')).isAbstract)
    } catch (refusal) {
      if (refusal instanceof ServerRefusal && refusal.status === 404) return jsonAnswer(false)
      throw refusal
    }
  })
  app.on(['GET', 'POST'], '/api/v1/:table/meta', async (context) => {
    const { keys, expand } = await selection(context)
    const { view, table } = openMetadata(context, desk)
    return jsonAnswer(tableV1(view, table, keys, expand))
  })
  app.on(['GET', 'POST'], '/api/v1/:table/meta/:attribute', async (context) => {
    const { keys, expand } = await selection(context)
    const { view, table } = openMetadata(context, desk)
    const attribute = findAttribute(table.tree, context.req.param('attribute'))
    // The real server names the table here, not the attribute.
    if (attribute === undefined) throw new ServerRefusal(404, `Unknown entity type '${table.id}'.`, 'D01')
    return jsonAnswer(attributeV1(view, table, attribute, keys, expand))
  })
}

function addCollectionRoutes(app: Hono, desk: Desk): void {
  app.get('/api/v1/:table', (context) => {
    const params = paramsOf(context)
    const page = readPage(params, STYLE_V1)
    refuseTextQuery(params.get('q'))
    const { view, table } = open(context, desk)
    return collection(view, table, { page, keys: keysOf(params), expand: expandOf(params) })
  })
  app.post('/api/v1/:table', async (context) => {
    const body = readQueryBody(await jsonBody(context.req.raw))
    const rules = queryRulesFromJson(body.q)
    const { view, table } = open(context, desk)
    return collection(view, table, {
      page: body.page,
      keys: readKeys(body.attributes),
      expand: readExpand(body.expand),
      ...(rules.length === 0 ? {} : { rules }),
      ...(body.sort === undefined ? {} : { sort: body.sort }),
    })
  })
}

function addRowRoutes(app: Hono, desk: Desk): void {
  app.on(['GET', 'POST'], '/api/v1/:table/:id', async (context) => {
    if (isNoReading(context)) return unknownMethod(context, desk)
    const { keys, expand } = await selection(context)
    const { view, table } = open(context, desk)
    return jsonTextAnswer(rowWriterV1(view, table, keys, expand)(findRow(table, context.req.param('id'))))
  })
  app.on(['GET', 'POST'], '/api/v1/:table/:id/:attribute', async (context) => {
    if (isNoReading(context)) return unknownMethod(context, desk)
    const chosen = await selection(context)
    const { view, table } = open(context, desk)
    const attribute = findAttribute(table.tree, context.req.param('attribute'))
    if (attribute === undefined) throw unknownAttribute(context.req.param('attribute'), table)
    const row = findRow(table, context.req.param('id'))
    return jsonTextAnswer(attributeOfRowV1(view, table, row, attribute, { ...chosen, ...chosen.page }))
  })
}

function isNoReading(context: Context): boolean {
  return context.req.method === 'POST' && !isTunnelledGet(context)
}

type Chosen = { readonly page: Page; readonly keys: KeySet; readonly expand: Expansion }

async function selection(context: Context): Promise<Chosen> {
  const params = paramsOf(context)
  if (context.req.method === 'GET') {
    return { page: readPage(params, STYLE_V1), keys: keysOf(params), expand: expandOf(params) }
  }
  const { page, attributes, expand } = readQueryBody(await jsonBody(context.req.raw))
  return { page, keys: readKeys(attributes), expand: readExpand(expand) }
}

function keysOf(params: URLSearchParams): KeySet {
  return readKeys(listParameter(params, 'attributes'))
}

function expandOf(params: URLSearchParams): Expansion {
  return readExpand(listParameter(params, 'expand'))
}

function refuseTextQuery(q: string | null): void {
  if (q === null || q === '') return
  throw new ServerRefusal(
    400,
    "Field 'q' of 'entityCollectionRequest' Failed to convert property value of type java.lang.String to required type " +
      'java.util.List for property q; nested exception is java.lang.IllegalStateException: Cannot convert value of type ' +
      'java.lang.String to required type org.molgenis.data.QueryRule for property q[0]: no matching editors or conversion ' +
      'strategy found',
    'typeMismatch',
  )
}

type CollectionRequest = Chosen & { readonly rules?: readonly QueryRule[]; readonly sort?: readonly SortOrder[] }

function collection(view: View, table: TableModel, request: CollectionRequest): Response {
  const { page, keys, expand, rules, sort } = request
  const query = { ...(rules === undefined ? {} : { rules }), ...(sort === undefined ? {} : { sort }) }
  // No limit at all is what `num=0` means here.
  const { total, rows } = runListQuery(view, table, { ...query, ...page }, false)
  const href = path('v1', table.id)
  const head = writeJson({
    href,
    meta: tableV1(view, table, undefined, new Map()),
    ...pagingV1(href, page.start, page.num, total),
  })
  return rowsAnswer(head, rows, rowWriterV1(view, table, keys, expand), expand.size > 0)
}

function csv(view: View, table: TableModel, params: URLSearchParams): Response {
  const page = readPage(params, STYLE_V1)
  const names = listParameter(params, 'attributes')?.filter((name) => name !== '')
  const chosen = names?.map((name) => {
    const attribute = table.attributes.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase())
    if (attribute === undefined)
      throw new ServerRefusal(400, `Unknown attribute '${name}' of entity type '${table.id}'.`)
    return attribute
  })
  const rsql = params.get('q')
  const sortColumn = params.get('sortColumn')
  const direction = params.get('sortOrder') === 'DESC' ? ('DESC' as const) : ('ASC' as const)
  const { rows } = runQuery(view, table, {
    ...page,
    ...(rsql === null || rsql === '' ? {} : { rsql }),
    ...(sortColumn === null || sortColumn === '' ? {} : { sort: [{ attribute: sortColumn, direction }] }),
  })
  // Columns stand in the table's order, not in that of the request.
  const attributes = table.attributes.filter((attribute) => chosen === undefined || chosen.includes(attribute))
  return textAnswer(writeCsv(view, table, attributes, rows), 'text/csv')
}
