// The first version of the API, writing: single rows, single attributes, whole tables.
import type { Context, Hono } from 'hono'
import { convertValue } from '../../write/convert-value'
import { readOnlyAttribute } from '../../write/write-refusals'
import { path } from '../../wire/paths'
import type { Desk } from '../desk'
import { isForm, readForm, readLooseValue, readRow } from './write-body'
import { emptyAnswer, requireAttribute, requireRow, typedId, writerFor } from './writing-desk'

/** Routes below `/api/v1/` that write. A POST may stand for PUT or DELETE. */
export function addWritingV1(app: Hono, desk: Desk): void {
  app.post('/api/v1/:table', (context, next) => {
    const method = tunnelled(context)
    if (method === 'GET') return next()
    return method === 'DELETE' ? removeAll(context, desk) : addRow(context, desk)
  })
  app.delete('/api/v1/:table', (context) => removeAll(context, desk))
  app.post('/api/v1/:table/meta', (context, next) =>
    tunnelled(context) === 'DELETE' ? dropTable(context, desk) : next(),
  )
  app.delete('/api/v1/:table/meta', (context) => dropTable(context, desk))
  app.post('/api/v1/:table/:id', (context, next) => {
    const method = tunnelled(context)
    if (method === 'PUT') return replaceRow(context, desk)
    return method === 'DELETE' ? removeRow(context, desk) : next()
  })
  app.put('/api/v1/:table/:id', (context) => replaceRow(context, desk))
  app.delete('/api/v1/:table/:id', (context) => removeRow(context, desk))
  app.post('/api/v1/:table/:id/:attribute', (context, next) =>
    tunnelled(context) === 'PUT' ? setAttribute(context, desk) : next(),
  )
  app.put('/api/v1/:table/:id/:attribute', (context) => setAttribute(context, desk))
}

function tunnelled(context: Context): string | null {
  return new URL(context.req.url).searchParams.get('_method')
}

function tableIdOf(context: Context): string {
  return context.req.param('table') ?? ''
}

/** The id at the end of an address, which older servers take for a file name with an ending. */
function lastSegment(context: Context, desk: Desk): string {
  const id = context.req.param('id') ?? ''
  return desk.generation.cutsDottedIds ? id.replace(/\.[^.]*$/, '') : id
}

async function addRow(context: Context, desk: Desk): Promise<Response> {
  const request = context.req.raw
  const tableId = tableIdOf(context)
  const row = isForm(request) ? await readForm(request) : await readRow(request)
  const [id = ''] = await writerFor(context, desk).add(tableId, [row])
  return emptyAnswer(201, { location: path('v1', tableId, id) })
}

async function replaceRow(context: Context, desk: Desk): Promise<Response> {
  const request = context.req.raw
  const isFromForm = isForm(request)
  const row = isFromForm ? await readForm(request) : await readRow(request)
  const table = desk.viewOf(request).open(tableIdOf(context))
  const id = typedId(table, lastSegment(context, desk))
  requireRow(table, id)
  const whole = desk.generation.takesIdFromPath ? new Map([...row, [table.idAttribute, id]]) : row
  await writerFor(context, desk).replace(table.id, [whole])
  return emptyAnswer(isFromForm ? 204 : 200)
}

async function setAttribute(context: Context, desk: Desk): Promise<Response> {
  const value = await readLooseValue(context.req.raw)
  const table = desk.viewOf(context.req.raw).open(tableIdOf(context))
  const id = typedId(table, context.req.param('id') ?? '')
  requireRow(table, id)
  const attribute = requireAttribute(table, context.req.param('attribute') ?? '')
  if (attribute.isReadOnly) throw readOnlyAttribute(table, attribute.name)
  const writer = writerFor(context, desk)
  const converted = convertValue(writer.conversion(table, id), attribute, value)
  await writer.change(table.id, new Map([[id, new Map([[attribute.name, converted]])]]))
  return emptyAnswer(200)
}

async function removeRow(context: Context, desk: Desk): Promise<Response> {
  const table = desk.viewOf(context.req.raw).open(tableIdOf(context))
  await writerFor(context, desk).remove(table.id, [typedId(table, lastSegment(context, desk))])
  return emptyAnswer(204)
}

async function removeAll(context: Context, desk: Desk): Promise<Response> {
  await writerFor(context, desk).remove(tableIdOf(context), 'all')
  return emptyAnswer(204)
}

async function dropTable(context: Context, desk: Desk): Promise<Response> {
  const view = desk.viewOf(context.req.raw)
  const table = view.open(tableIdOf(context))
  view.requireChange(table, 'Delete metadata')
  await writerFor(context, desk).remove(desk.storeFor(context.req.raw).names.tables, [table.id])
  return emptyAnswer(204)
}
