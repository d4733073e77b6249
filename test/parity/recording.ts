// Recordings of a server's answers to filters and sorts: their files, and the tables that they are about.
import { readFileSync } from 'node:fs'
import { isLosslessNumber, parse, stringify } from 'lossless-json'
import { toTable } from '@main/server/molgenis-classic/map-table'
import { entityTypeSchema, type WireAttribute, type WireEntityType } from '@main/server/molgenis-classic/wire'
import type { Table } from '@shared/table/table'
import { z } from 'zod'

/** A file that is no recording: what is wrong with which file, in a sentence. */
export class RecordingFault extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause })
    this.name = 'RecordingFault'
  }
}

/** A table with its rows as the server sent them: a page, to the byte or to the digit. */
export type RecordedTable = { readonly table: Table; readonly page: string }

const idSchema = z.union([z.number(), z.string()])
const refusal = { status: z.number().optional(), error: z.string().optional() }
const found = { total: z.number().optional(), ids: z.array(idSchema).optional() }
const tellsAnAnswer = (line: Readonly<Record<string, unknown>>): boolean =>
  ['ids', 'total', 'status', 'error'].some((key) => line[key] !== undefined)
const answerIsMissing = 'it tells neither ids nor a refusal'

/** Lines of filters: the filter with the rows that it found, how many they were, or the server's refusal. */
export const filterSchema = z
  .object({ q: z.string(), sort: z.string().optional(), ...found, ...refusal })
  .refine(tellsAnAnswer, answerIsMissing)
/** A recorded filter. */
export type RecordedFilter = z.infer<typeof filterSchema>

/** Lines of orders: the order with all rows in it, or the server's refusal. */
export const sortSchema = z.object({ sort: z.string(), ...found, ...refusal }).refine(tellsAnAnswer, answerIsMissing)
/** A recorded order. */
export type RecordedSort = z.infer<typeof sortSchema>

/**
 * Lines of a file, each read as JSON; empty ones are left out.
 *
 * @throws RecordingFault that names the file and the line
 */
export const readLines = <T>(path: string, schema: z.ZodType<T>): T[] =>
  readText(path)
    .split('\n')
    .flatMap((line, at) => {
      if (line.trim() === '') return []
      const where = `Line ${at + 1} of ${path}`
      const read = schema.safeParse(readJson(line, `${where} is no JSON.`, JSON.parse))
      if (read.success) return [read.data]
      throw new RecordingFault(`${where} is no recorded question: ${saidOf(read.error)}.`)
    })

/** The first of what a schema finds wrong. */
function saidOf({ issues: [issue] }: z.ZodError): string {
  const place = issue?.path.join('.') ?? ''
  return `${place === '' ? '' : `${place}: `}${issue?.message ?? 'it has another form'}`
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    throw new RecordingFault(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      error,
    )
  }
}

function readJson(text: string, fault: string, read: (text: string) => unknown): unknown {
  try {
    return read(text)
  } catch (error) {
    throw new RecordingFault(fault, error)
  }
}

const answerSchema = z.object({ meta: entityTypeSchema, items: z.array(z.unknown()) })

/**
 * A table from an answer of `/api/v2`, metadata included.
 *
 * @throws RecordingFault
 */
export function readTable(path: string): RecordedTable & { readonly meta: WireEntityType } {
  const page = readText(path)
  const read = answerSchema.safeParse(readJson(page, `${path} is no JSON.`, JSON.parse))
  if (!read.success) {
    throw new RecordingFault(`${path} is no answer of /api/v2 with its metadata: ${saidOf(read.error)}.`)
  }
  const { meta } = read.data
  return { table: describe(meta, path), page, meta }
}

function describe(meta: WireEntityType, path: string): Table {
  try {
    return toTable(meta, null)
  } catch (error) {
    throw new RecordingFault(`${path} describes no table: ${error instanceof Error ? error.message : ''}`, error)
  }
}

type Attribute = WireAttribute & { readonly refEntity?: unknown }
type Names = { readonly idAttribute?: string | undefined; readonly labelAttribute?: string | undefined }
type Described = Names & { readonly attributes: readonly Attribute[] }

const referencesSchema = z.record(
  z.string(),
  z.looseObject({
    idAttribute: z.string().optional(),
    labelAttribute: z.string().optional(),
    attributes: z.array(z.custom<Attribute>((each) => typeof each === 'object' && each !== null)),
    items: z.array(z.unknown()),
  }),
)

/**
 * The referenced tables of a file: rows and metadata by table id; references among them are named by that id.
 *
 * @param main  the table that is asked, which they may refer to without being described again
 * @throws RecordingFault
 */
export function readReferences(path: string, main: WireEntityType): RecordedTable[] {
  const read = referencesSchema.safeParse(readJson(readText(path), `${path} is no JSON.`, parse))
  if (!read.success) throw new RecordingFault(`${path} holds no referenced tables: ${saidOf(read.error)}.`)
  const own = { ...main, attributes: Array.isArray(main.attributes) ? main.attributes : [] }
  const known = new Map<string, Described>([[main.name ?? '', own], ...Object.entries(read.data)])
  return Object.entries(read.data).map(([name, { items, ...meta }]) => {
    const attributes = meta.attributes.map((attribute) => linked(attribute, known, items))
    const described = plain({ name, ...meta, idAttribute: idOf(meta), attributes })
    const entityType = entityTypeSchema.safeParse(described)
    if (!entityType.success) throw new RecordingFault(`${path}, ${name}: ${saidOf(entityType.error)}.`)
    return { table: describe(entityType.data, path), page: stringify({ total: items.length, items }) ?? '' }
  })
}

/** An attribute with the table that it refers to, which the file names, or describes nowhere. */
function linked(attribute: Attribute, known: ReadonlyMap<string, Described>, items: readonly unknown[]): Attribute {
  const { refEntity, attributes: parts } = attribute
  if (parts !== undefined && parts.length > 0) {
    return { ...attribute, attributes: parts.map((part) => linked(part, known, items)) }
  }
  if (typeof refEntity !== 'string') return attribute
  const target = known.get(refEntity)
  const told = namesInRows(attribute.name, items)
  const idAttribute = (target && idOf(target)) ?? told.idAttribute ?? 'id'
  const labelAttribute = target?.labelAttribute ?? told.labelAttribute ?? idAttribute
  const attributes = (target?.attributes ?? []).map((each) => ({ ...each, refEntity: undefined }))
  return { ...attribute, refEntity: { name: refEntity, idAttribute, labelAttribute, attributes } }
}

const idOf = ({ idAttribute, attributes }: Described): string | undefined => idAttribute ?? attributes[0]?.name

/** What references tell of the rows that they mean: the id, which is the last part of the address, and the label. */
function namesInRows(name: string, items: readonly unknown[]): Names {
  for (const item of items) {
    const cell = (item as Readonly<Record<string, unknown>>)[name]
    const reference = (Array.isArray(cell) ? cell[0] : cell) as Readonly<Record<string, unknown>> | null | undefined
    const values = Object.entries(reference ?? {}).filter(([key]) => !key.startsWith('_'))
    const [first] = values
    if (first === undefined) continue
    const address = typeof reference?._href === 'string' ? reference._href : ''
    const [idAttribute] = values.find(([, value]) => address.endsWith(`/${encodeURIComponent(String(value))}`)) ?? first
    return { idAttribute, labelAttribute: values.find(([key]) => key !== idAttribute)?.[0] }
  }
  return {}
}

/** Metadata hold small numbers only: they are read as such. */
function plain(value: unknown): unknown {
  if (isLosslessNumber(value)) return Number(value.value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]))
}
