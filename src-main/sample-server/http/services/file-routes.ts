// Files: downloads by their address, and the way to keep, describe and forget one by itself.
import type { Context, Hono } from 'hono'
import { ServerRefusal } from '../../model/server-refusal'
import type { CellValue, TableModel } from '../../model/table-model'
import { writeJson } from '../../wire/gson'
import { segment } from '../../wire/paths'
import { jsonAnswer, textAnswer } from '../answers'
import type { Desk } from '../desk'
import { emptyAnswer, requireRow, writerFor } from '../writing/writing-desk'

/** Routes `/files/{id}` and below `/api/files`. */
export function addFileRoutes(app: Hono, desk: Desk): void {
  app.get('/files/:id', (context) => {
    try {
      openFiles(context, desk)
    } catch (error) {
      if (!(error instanceof ServerRefusal)) throw error
      return textAnswer(
        `<!doctype html><title>${String(error.status)}</title>`,
        'text/html;charset=UTF-8',
        error.status,
      )
    }
    return content(context, desk) ?? emptyAnswer(404)
  })
  if (desk.generation.hasFilesApi) addFilesApi(app, desk)
}

function addFilesApi(app: Hono, desk: Desk): void {
  app.post('/api/files', async (context) => {
    const request = context.req.raw
    const contentType = request.headers.get('content-type') ?? 'application/octet-stream'
    if (/^(?:multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(contentType)) {
      throw new ServerRefusal(415, `Content type '${contentType}' not supported`)
    }
    const name = request.headers.get('x-molgenis-filename')
    if (name === null) throw new ServerRefusal(400, "Missing request header 'x-molgenis-filename'")
    const bytes = new Uint8Array(await request.arrayBuffer())
    const id = await writerFor(context, desk).addFile({ name, contentType, bytes })
    const answer = jsonAnswer({ id, filename: name, contentType, size: bytes.length }, 201)
    answer.headers.set('location', `${desk.originOf(request)}/api/files/${segment(id)}?alt=media`)
    return answer
  })
  app.get('/api/files/:id', (context) => {
    const table = openFiles(context, desk)
    const id = context.req.param('id')
    requireRow(table, id)
    if (context.req.query('alt') === 'media') return content(context, desk) ?? emptyAnswer(404)
    return jsonAnswer(
      Object.fromEntries(['id', 'filename', 'contentType', 'size'].map((name) => [name, cell(table, id, name)])),
    )
  })
  app.delete('/api/files/:id', async (context) => {
    const id = context.req.param('id')
    requireRow(openFiles(context, desk), id)
    await writerFor(context, desk).remove(desk.storeFor(context.req.raw).names.files, [id])
    return emptyAnswer(204)
  })
}

function openFiles(context: Context, desk: Desk): TableModel {
  return desk.viewOf(context.req.raw).open(desk.storeFor(context.req.raw).names.files)
}

function cell(table: TableModel, id: string, attribute: string): string | bigint | undefined {
  const value: CellValue = table.value(table.rowOf(id) ?? -1, attribute)
  return typeof value === 'string' || typeof value === 'bigint' ? value : undefined
}

function content(context: Context, desk: Desk): Response | undefined {
  const file = desk.storeFor(context.req.raw).file(context.req.param('id') ?? '')
  if (file === undefined) return undefined
  // A name as the server puts it into the heading: no spaces, and nothing that a heading cannot hold.
  const name = file.name.replaceAll(' ', '_').replace(/[^\x21-\x7e]/g, '?')
  return new Response(file.body, {
    headers: { 'content-type': file.contentType, 'content-disposition': `attachment; filename=${writeJson(name)}` },
  })
}
