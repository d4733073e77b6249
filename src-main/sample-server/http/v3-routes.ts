// The third version of the API, reading: metadata of tables, pages of rows, single rows.
import type { Context, Hono } from 'hono'
import { InputRefusal, ServerRefusal } from '../model/server-refusal'
import type { TableModel } from '../model/table-model'
import type { SortOrder } from '../query/row-order'
import { runQuery } from '../query/run-query'
import { attributesV3, metadataLink, tableV3 } from '../wire/v3-metadata'
import { rowV3, type NameTree, type RowForm } from '../wire/v3-rows'
import { jsonAnswer } from './answers'
import type { Desk } from './desk'
import { findRow, paramsOf } from './v2-routes'

const MOST_ROWS = 10_000
const DEFAULT_SIZE = 100

/** Routes below `/api/metadata/` and `/api/data/` that read. */
export function addRoutesV3(app: Hono, desk: Desk): void {
  app.get('/api/metadata', (context) => jsonAnswer(listOfTables(context, desk)))
  app.get('/api/metadata/:table', (context) => {
    const view = desk.viewOf(context.req.raw)
    return jsonAnswer(tableV3(view, view.open(context.req.param('table')), desk.originOf(context.req.raw)))
  })
  app.get('/api/metadata/:table/attributes', (context) => {
    const view = desk.viewOf(context.req.raw)
    return jsonAnswer(attributesV3(view, view.open(context.req.param('table')), desk.originOf(context.req.raw)))
  })
  app.get('/api/data/:table', (context) => jsonAnswer(page(context, desk)))
  app.get('/api/data/:table/:id', (context) => {
    const form = formOf(context, desk)
    const view = desk.viewOf(context.req.raw)
    const table = view.open(context.req.param('table'))
    return jsonAnswer(rowV3(view, table, findRow(table, context.req.param('id')), form))
  })
}

function listOfTables(context: Context, desk: Desk) {
  const origin = desk.originOf(context.req.raw)
  const { size, number } = pageOf(context)
  const view = desk.viewOf(context.req.raw)
  view.open(desk.storeFor(context.req.raw).names.tables)
  const tables = [...view.tables].sort((a, b) => (a.id < b.id ? -1 : 1))
  const items = tables.slice(number * size, (number + 1) * size).map((table) => ({
    links: { self: metadataLink(origin, table.id) },
    data: {
      id: table.id,
      label: table.label,
      description: table.description,
      attributes: { links: { self: `${metadataLink(origin, table.id)}/attributes` } },
      abstract: table.isAbstract,
      indexingDepth: table.indexingDepth,
    },
  }))
  return {
    links: pageLinks(context, desk, { size, number }, tables.length),
    items,
    page: pageOfTotal(size, number, tables.length),
  }
}

function page(context: Context, desk: Desk) {
  const form = formOf(context, desk)
  const { size, number } = pageOf(context)
  const params = paramsOf(context)
  const rsql = params.get('q')
  const sort = sortOf(params.get('sort'))
  const view = desk.viewOf(context.req.raw)
  const table = view.open(context.req.param('table') ?? '')
  const query = { ...(rsql === null ? {} : { rsql }), ...(sort.length === 0 ? {} : { sort: knownSort(table, sort) }) }
  const { total, rows } = runQuery(view, table, { ...query, start: number * size, num: size })
  return {
    links: pageLinks(context, desk, { size, number }, total),
    items: rows.map((row) => rowV3(view, table, row, form)),
    page: pageOfTotal(size, number, total),
  }
}

type PageNumber = { readonly size: number; readonly number: number }

function pageOfTotal(size: number, number: number, total: number) {
  return { size, totalElements: total, totalPages: Math.ceil(total / size), number }
}

/** Links to the page itself and to those around it; what lies past the end points back at the last page. */
function pageLinks(context: Context, desk: Desk, { size, number }: PageNumber, total: number) {
  const { pathname, search } = new URL(context.req.url)
  const base = desk.originOf(context.req.raw) + pathname
  const kept = search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !/^(?:page|size)=/.test(part))
  const link = (to: number): string => `${base}?${[...kept, `size=${String(size)}`, `page=${String(to)}`].join('&')}`
  const last = Math.max(0, Math.ceil(total / size) - 1)
  return {
    previous: number === 0 ? undefined : link(Math.min(number - 1, last)),
    self: desk.originOf(context.req.raw) + pathname + search,
    next: number < last ? link(number + 1) : undefined,
  }
}

function pageOf(context: Context): PageNumber {
  const params = paramsOf(context)
  const read = (field: string, fallback: number, least: number, most: number): number => {
    const text = params.get(field)
    if (text === null || text === '') return fallback
    const value = Number(text)
    if (!/^-?\d+$/.test(text)) throw new InputRefusal(field, text, 'An error occurred.', 'typeMismatch')
    if (value < least) throw new InputRefusal(field, text, `must be greater than or equal to ${String(least)}`, 'Min')
    if (value > most) throw new InputRefusal(field, text, `must be less than or equal to ${String(most)}`, 'Max')
    return value
  }
  return { size: read('size', DEFAULT_SIZE, 1, MOST_ROWS), number: read('page', 0, 0, 2147483647) }
}

function sortOf(text: string | null): readonly SortOrder[] {
  const names = text === null || text === '' ? [] : text.split(',')
  return names.map((name) =>
    name.startsWith('-') ? { attribute: name.slice(1), direction: 'DESC' } : { attribute: name, direction: 'ASC' },
  )
}

function knownSort(table: TableModel, sort: readonly SortOrder[]): readonly SortOrder[] {
  const names = new Set(table.attributes.map(({ name }) => name))
  const unknown = sort.find(({ attribute }) => !names.has(attribute))
  if (unknown === undefined) return sort
  throw new ServerRefusal(404, `Unknown sort attribute '${unknown.attribute}' of entity type '${table.id}'.`, 'D27')
}

function formOf(context: Context, desk: Desk): RowForm {
  const params = paramsOf(context)
  const tree = (field: string): NameTree => {
    const text = params.get(field)
    const names = text === null || text === '' ? new Map<string, NameTree>() : readNames(text)
    if (names === undefined) throw new InputRefusal(field, text ?? '', 'An error occurred.', undefined)
    return names
  }
  return { origin: desk.originOf(context.req.raw), filter: tree('filter'), expand: tree('expand') }
}

/** `a,b(c,d)` as a tree; undefined for anything else. */
function readNames(text: string): NameTree | undefined {
  const tokens = text.match(/[\w#-]+|[(),]|./g) ?? []
  let at = 0
  const list = (): Map<string, NameTree> | undefined => {
    const names = new Map<string, NameTree>()
    for (;;) {
      const name = tokens[at] ?? ''
      if (!/^[\w#-]+$/.test(name)) return undefined
      at += 1
      let inner: NameTree | undefined = new Map()
      if (tokens[at] === '(') {
        at += 1
        inner = list()
        if (inner === undefined || tokens[at] !== ')') return undefined
        at += 1
      }
      names.set(name, inner)
      if (tokens[at] !== ',') return names
      at += 1
    }
  }
  const names = list()
  return at === tokens.length ? names : undefined
}
