// The third version of the API, writing single rows. Values must have the JSON type of their attribute.
import type { Context, Hono } from 'hono'
import { ServerRefusal } from '../../model/server-refusal'
import { MULTIPLE_REFERENCES, type AttributeModel, type CellValue, type TableModel } from '../../model/table-model'
import { runQuery } from '../../query/run-query'
import { convertValue } from '../../write/convert-value'
import type { GivenRow } from '../../write/row-draft'
import { segment } from '../../wire/paths'
import type { Desk } from '../desk'
import { readRow } from './write-body'
import { emptyAnswer, requireRow, typedId, writerFor } from './writing-desk'

/** Routes below `/api/data/` that write; refusals are answered as problems. */
export function addWritingV3(app: Hono, desk: Desk): void {
  app.post('/api/data/:table', async (context) => {
    const table = open(context, desk)
    const row = checkedRow(table, await readRow(context.req.raw))
    const [id = ''] = await writerFor(context, desk).add(table.id, [row])
    const location = `${desk.originOf(context.req.raw)}/api/data/${segment(table.id)}/${segment(id)}`
    return emptyAnswer(201, { location })
  })
  app.put('/api/data/:table/:id', async (context) => {
    const { table, id } = openRow(context, desk)
    const row = checkedRow(table, await readRow(context.req.raw))
    await writerFor(context, desk).replace(table.id, [new Map([...row, [table.idAttribute, id]])])
    return emptyAnswer(204)
  })
  app.patch('/api/data/:table/:id', async (context) => {
    const { table, id } = openRow(context, desk)
    const row = checkedRow(table, await readRow(context.req.raw))
    const writer = writerFor(context, desk)
    const conversion = writer.conversion(table, id)
    const values = new Map<string, CellValue>(
      table.attributes
        .filter(({ name }) => row.has(name))
        .map((attribute) => [attribute.name, convertValue(conversion, attribute, row.get(attribute.name))]),
    )
    await writer.change(table.id, new Map([[id, values]]))
    return emptyAnswer(204)
  })
  app.delete('/api/data/:table/:id', async (context) => {
    const { table, id } = openRow(context, desk)
    await writerFor(context, desk).remove(table.id, [id])
    return emptyAnswer(204)
  })
  app.delete('/api/data/:table', (context) => removeWhere(context, desk))
}

function open(context: Context, desk: Desk): TableModel {
  return desk.viewOf(context.req.raw).open(context.req.param('table') ?? '')
}

function openRow(context: Context, desk: Desk): { readonly table: TableModel; readonly id: string } {
  const table = open(context, desk)
  const id = typedId(table, context.req.param('id') ?? '')
  requireRow(table, id)
  return { table, id }
}

async function removeWhere(context: Context, desk: Desk): Promise<Response> {
  const table = open(context, desk)
  const rsql = new URL(context.req.url).searchParams.get('q')
  const writer = writerFor(context, desk)
  if (rsql === null || rsql === '') {
    await writer.remove(table.id, 'all')
    return emptyAnswer(204)
  }
  const view = desk.viewOf(context.req.raw)
  const { rows } = runQuery(view, table, { rsql, start: 0, num: table.rowCount })
  await writer.remove(
    table.id,
    rows.map((row) => String(table.value(row, table.idAttribute))),
  )
  return emptyAnswer(204)
}

/** Only what this API takes: computed and one-to-many attributes are passed over, types must be right. */
function checkedRow(table: TableModel, row: GivenRow): GivenRow {
  const kept = table.attributes.filter(
    ({ name, type, expression }) => row.has(name) && type !== 'ONE_TO_MANY' && expression === undefined,
  )
  for (const attribute of kept) checkType(attribute, row.get(attribute.name))
  return new Map(kept.map(({ name }) => [name, row.get(name)]))
}

function checkType(attribute: AttributeModel, value: unknown): void {
  const { name, type } = attribute
  const isNumber = type === 'INT' || type === 'LONG' || type === 'DECIMAL'
  const refuse = (what: string): never => {
    throw new ServerRefusal(
      400,
      `Invalid value for attribute '${name}' of type '${type}', the value should be a ${what}.`,
      'D16',
    )
  }
  if (MULTIPLE_REFERENCES.has(type)) {
    if (value === null) {
      throw new ServerRefusal(
        400,
        `Value for attribute '${name}' of type '${type}' should be an empty list instead of null.`,
        'DAPI02',
      )
    }
    if (!Array.isArray(value)) refuse('list')
  } else if (value !== null) {
    if (isNumber && typeof value !== 'number') refuse('number')
    if (type === 'BOOL' && typeof value !== 'boolean') refuse('boolean')
  }
}
