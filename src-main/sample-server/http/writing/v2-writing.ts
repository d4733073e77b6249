// The second version of the API, writing: up to 1,000 rows at once, all or none.
import type { Context, Hono } from 'hono'
import { ServerRefusal } from '../../model/server-refusal'
import { convertValue } from '../../write/convert-value'
import { readOnlyAttribute } from '../../write/write-refusals'
import { path } from '../../wire/paths'
import { jsonAnswer } from '../answers'
import type { Desk } from '../desk'
import { unknownMethod } from '../v2-routes'
import { readEntities, readEntityIds } from './write-body'
import { emptyAnswer, requireAttribute, requireRow, typedId, writerFor } from './writing-desk'

/** Routes below `/api/v2/` that write. */
export function addWritingV2(app: Hono, desk: Desk): void {
  app.post('/api/v2/:table', (context, next) =>
    new URL(context.req.url).searchParams.get('_method') === 'GET' ? next() : addRows(context, desk),
  )
  app.put('/api/v2/:table', async (context) => {
    const rows = await readEntities(context.req.raw)
    await writerFor(context, desk).replace(context.req.param('table'), rows)
    return emptyAnswer(200)
  })
  app.put('/api/v2/:table/:attribute', (context) => setAttribute(context, desk))
  app.delete('/api/v2/:table', async (context) => {
    if (!desk.generation.hasBatchDelete) return unknownMethod(context, desk)
    const ids = await readEntityIds(context.req.raw)
    const table = desk.viewOf(context.req.raw).open(context.req.param('table'))
    await writerFor(context, desk).remove(
      table.id,
      ids.map((id) => typedId(table, id)),
    )
    return emptyAnswer(204)
  })
  app.delete('/api/v2/:table/:id', async (context) => {
    const table = desk.viewOf(context.req.raw).open(context.req.param('table'))
    await writerFor(context, desk).remove(table.id, [typedId(table, context.req.param('id'))])
    return emptyAnswer(204)
  })
}

async function addRows(context: Context, desk: Desk): Promise<Response> {
  const rows = await readEntities(context.req.raw)
  const table = desk.viewOf(context.req.raw).open(context.req.param('table') ?? '')
  const ids = await writerFor(context, desk).add(table.id, rows)
  const list = ids.map((id) => `"${id}"`).join(',')
  return jsonAnswer(
    {
      location: `${path('v2', table.id)}?q=${table.idAttribute}=in=(${list})`,
      resources: ids.map((id) => ({ href: path('v2', table.id, id) })),
    },
    201,
  )
}

async function setAttribute(context: Context, desk: Desk): Promise<Response> {
  const rows = await readEntities(context.req.raw)
  const table = desk.viewOf(context.req.raw).open(context.req.param('table') ?? '')
  const attribute = requireAttribute(table, context.req.param('attribute') ?? '')
  if (attribute.isReadOnly) throw readOnlyAttribute(table, attribute.name)
  if (rows.some((row) => row.size !== 2)) {
    throw new ServerRefusal(400, 'Each entity must contain only an identifier and a value.')
  }
  const writer = writerFor(context, desk)
  const idAttribute = requireAttribute(table, table.idAttribute)
  const changes = rows.map((row, index) => {
    const context1 = writer.conversion(table, undefined)
    const given = convertValue(context1, idAttribute, row.get(table.idAttribute))
    if (given === null) {
      throw new ServerRefusal(400, `Unknown id: null (entity ${String(index)})`)
    }
    const id = String(given)
    const value = convertValue(writer.conversion(table, id), attribute, row.get(attribute.name))
    requireRow(table, id)
    return [id, new Map([[attribute.name, value]])] as const
  })
  await writer.change(table.id, new Map(changes))
  return emptyAnswer(200)
}
