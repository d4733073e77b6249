// Bodies of requests that write, read and refused as the server does it.
import { ServerRefusal } from '../../model/server-refusal'
import type { UploadedFile } from '../../write/convert-value'
import type { GivenRow } from '../../write/row-draft'

const MOST_ROWS = 1000

/** Bodies of v2 that hold no JSON object. */
const INVALID = 'Invalid request body.'

/** The rows of a v2 batch. Throws ServerRefusal 400 for none, for more than 1,000, and for a body that is none. */
export async function readEntities(request: Request): Promise<readonly GivenRow[]> {
  const entities = listOf(await readJsonBody(request, INVALID), 'entities')
  if (entities.length === 0) {
    throw new ServerRefusal(400, 'Please provide at least one entity in the entities property.')
  }
  if (entities.length > MOST_ROWS) {
    throw new ServerRefusal(400, `Number of entities cannot be more than ${String(MOST_ROWS)}.`)
  }
  return entities.map(rowFrom)
}

/** The ids of a v2 deletion, as texts. Throws ServerRefusal 400 like `readEntities`. */
export async function readEntityIds(request: Request): Promise<readonly string[]> {
  const ids = listOf(await readJsonBody(request, INVALID), 'entityIds')
  if (ids.length === 0) {
    throw new ServerRefusal(400, 'Please provide at least one entity identifier in the entityIds property.')
  }
  if (ids.length > MOST_ROWS) {
    throw new ServerRefusal(400, `Number of entity identifiers cannot be more than ${String(MOST_ROWS)}.`)
  }
  return ids.map((id) => {
    if (typeof id === 'string' || typeof id === 'number') return String(id)
    throw new ServerRefusal(400, INVALID)
  })
}

/** The row in a JSON body of v1 or v3. */
export async function readRow(request: Request): Promise<GivenRow> {
  return rowFrom(await readJsonBody(request, undefined))
}

/** A form: fields that came twice are joined by commas, fields without a letter are passed over, files are files. */
export async function readForm(request: Request): Promise<GivenRow> {
  const given = new Map<string, string | UploadedFile>()
  for (const [name, value] of await request.formData()) {
    if (typeof value !== 'string') {
      if (given.has(name)) throw new ServerRefusal(500, 'Multiple file input not supported')
      given.set(name, await uploadedFile(value))
      continue
    }
    const known = given.get(name)
    given.set(name, typeof known === 'string' ? `${known},${value}` : value)
  }
  return new Map([...given].filter(([, value]) => typeof value !== 'string' || value.trim() !== ''))
}

/** A file of a form with its content. */
export async function uploadedFile(file: File): Promise<UploadedFile> {
  const contentType = file.type === '' ? 'application/octet-stream' : file.type
  return { name: file.name, contentType, bytes: new Uint8Array(await file.arrayBuffer()) }
}

/** One JSON value that is no row: null for an empty body, a text for a single word without quotes. */
export async function readLooseValue(request: Request): Promise<unknown> {
  requireJson(request)
  const text = (await request.text()).trim()
  if (text === '') return null
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    if (/^[^\s"'{}[\],:;]+$/.test(text)) return text
    throw unreadable(cause)
  }
}

/** Whether a request sends a form. */
export function isForm(request: Request): boolean {
  return /^(?:multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(
    request.headers.get('content-type') ?? '',
  )
}

async function readJsonBody(request: Request, refusal: string | undefined): Promise<unknown> {
  requireJson(request)
  const text = await request.text()
  if (text.trim() === '') throw new ServerRefusal(400, refusal ?? 'Required request body is missing')
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    throw refusal === undefined ? unreadable(cause) : new ServerRefusal(400, refusal)
  }
}

function requireJson(request: Request): void {
  const contentType = request.headers.get('content-type') ?? ''
  if (/^application\/(?:[\w.+-]*\+)?json\b/i.test(contentType)) return
  throw new ServerRefusal(415, `Content type '${contentType}' not supported`)
}

function listOf(body: unknown, key: string): readonly unknown[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new ServerRefusal(400, INVALID)
  const list = new Map<string, unknown>(Object.entries(body)).get(key)
  if (list === undefined || list === null) return []
  if (!Array.isArray(list)) throw new ServerRefusal(400, INVALID)
  return list
}

function rowFrom(value: unknown): GivenRow {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return new Map(Object.entries(value))
  throw new ServerRefusal(400, INVALID)
}

function unreadable(cause: unknown): ServerRefusal {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new ServerRefusal(
    400,
    `JSON parse error: ${reason}; nested exception is com.google.gson.JsonSyntaxException: ${reason}`,
  )
}
