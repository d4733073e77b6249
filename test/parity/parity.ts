// Asks the offline engine what a server was asked, and prints where the two differ.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine, type Engine } from '@main/engine/create-engine'
import type { AskedQuery, CopyRef } from '@main/engine/messages'
import { places } from '@shared/dataset/places'
import { AppError } from '@shared/errors/app-error'
import { emptyQuery, type SortKey } from '@shared/query/query'
import { cellId } from '@shared/table/table-slice'
import {
  filterSchema,
  readLines,
  readReferences,
  readTable,
  RecordingFault,
  sortSchema,
  type RecordedFilter,
  type RecordedSort,
  type RecordedTable,
} from './recording'

/** The files of one comparison. */
export type ParityFiles = {
  readonly table: string
  readonly references?: string | undefined
  readonly filters?: string | undefined
  readonly sorts?: string | undefined
}

/** How many questions there were, and what was answered otherwise, a line each. */
export type ParityReport = { readonly askedCount: number; readonly differences: readonly string[] }

/** A table in an engine, with the tables that it refers to. */
type Asked = {
  readonly engine: Engine
  readonly copy: CopyRef
  readonly references: readonly CopyRef[]
  readonly idColumn: string
}

/**
 * Ask every filter and every sort of the files.
 *
 * A refusal that the engine foresees agrees with any refusal of the server. Where the engine fails, that is a difference.
 *
 * @throws RecordingFault when a file is no recording
 */
export async function compareWithRecording(files: ParityFiles): Promise<ParityReport> {
  const folder = await mkdtemp(join(tmpdir(), 'parity-'))
  const engine = createEngine({ folder })
  try {
    const main = readTable(files.table)
    const others = files.references === undefined ? [] : readReferences(files.references, main.meta)
    const filters = files.filters === undefined ? [] : readLines(files.filters, filterSchema)
    const sorts = files.sorts === undefined ? [] : readLines(files.sorts, sortSchema)
    const copy = await keep(engine, folder, main, 'table')
    const references: CopyRef[] = []
    for (const [index, other] of others.entries()) {
      references.push(await keep(engine, folder, other, `reference-${index}`))
    }
    // A table that refers to itself is its own referenced table.
    if (!others.some(({ table }) => table.id === main.table.id)) references.push(copy)
    const asked: Asked = { engine, copy, references, idColumn: main.table.idColumn }
    const differences: string[] = []
    for (const filter of filters) differences.push(...(await filterDifference(asked, filter)))
    for (const sort of sorts) differences.push(...(await sortDifference(asked, sort)))
    return { askedCount: filters.length + sorts.length, differences }
  } finally {
    await engine.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Keep a table the way a copy is kept: its page becomes a part, the part a copy. */
async function keep(engine: Engine, folder: string, { table, page }: RecordedTable, jobId: string): Promise<CopyRef> {
  await mkdir(join(folder, places.pages(jobId)), { recursive: true })
  await writeFile(join(folder, places.page(jobId, 0)), page)
  try {
    await engine.ask('page.convert', { jobId, offset: 0, table })
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    throw new RecordingFault(`The rows of ${table.id} cannot be read: ${words}`, error)
  }
  await engine.ask('copy.build', { jobId, table })
  return { kind: 'job', jobId }
}

async function filterDifference(asked: Asked, recorded: RecordedFilter): Promise<string[]> {
  const { q, sort } = recorded
  const answer = await ask(asked, { ...emptyQuery(), rsql: q, sort: sort === undefined ? [] : sortKeys(sort) })
  const said = difference(recorded, answer, sort !== undefined)
  return said === null ? [] : [`${q}\n${said}`]
}

async function sortDifference(asked: Asked, recorded: RecordedSort): Promise<string[]> {
  const answer = await ask(asked, { ...emptyQuery(), sort: sortKeys(recorded.sort) })
  const said = difference(recorded, answer, true)
  return said === null ? [] : [`sort ${recorded.sort}\n${said}`]
}

type Id = number | string
type Answer =
  | { readonly kind: 'rows'; readonly ids: readonly string[] }
  | { readonly kind: 'refused' | 'failed'; readonly message: string }

async function ask({ engine, copy, references, idColumn }: Asked, query: AskedQuery): Promise<Answer> {
  try {
    const asked = { ...query, columns: [idColumn] }
    const slice = await engine.ask('view.rows', { copy, references, query: asked, offset: 0, limit: 10_000_000 })
    return { kind: 'rows', ids: (slice.data[0] ?? []).map(cellId) }
  } catch (error) {
    // What is no foreseen refusal is a fault of the engine, and no answer.
    const isForeseen = error instanceof AppError && (error.code === 'query.refused' || error.code === 'query.invalid')
    return { kind: isForeseen ? 'refused' : 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

type RecordedAnswer = Pick<RecordedFilter, 'ids' | 'total' | 'status' | 'error'>

/** In which way an answer differs from the recorded one; null where it does not. */
function difference({ ids, total, status, error }: RecordedAnswer, answer: Answer, isOrdered: boolean): string | null {
  if (ids === undefined && total === undefined) {
    if (answer.kind === 'refused') return null
    return `  server: ${status ?? 'refused'} ${error ?? ''}\n  here: ${wordsOf(answer)}`
  }
  const count = total ?? ids?.length ?? 0
  if (answer.kind !== 'rows') return `  server: ${count} rows\n  here: ${wordsOf(answer)}`
  if (ids === undefined)
    return count === answer.ids.length ? null : `  server: ${count} rows, here: ${answer.ids.length}`
  const inOrder = isOrdered ? (list: readonly Id[]) => list : ascending
  const found = inOrder(answer.ids.map((id) => likeThose(id, ids)))
  return rowDifference(inOrder(ids), found, count)
}

const wordsOf = (answer: Answer): string =>
  answer.kind === 'rows' ? `${answer.ids.length} rows` : `${answer.kind}, ${answer.message}`

function rowDifference(expected: readonly Id[], found: readonly Id[], count: number): string | null {
  const at = expected.findIndex((id, place) => id !== found[place])
  if (at === -1 && found.length === expected.length && found.length === count) return null
  const counts = `  server: ${count} rows, here: ${found.length}`
  const known = new Set(expected)
  const own = new Set(found)
  const missing = expected.filter((id) => !own.has(id))
  const added = found.filter((id) => !known.has(id))
  if (missing.length > 0 || added.length > 0 || at === -1) {
    return `${counts}; missing ${listed(missing)}; too many ${listed(added)}`
  }
  return `${counts}; from place ${at} on: server ${listed(expected.slice(at))}, here ${listed(found.slice(at))}`
}

/** Recordings write the number at the end of an id, a number that is the id, or the id itself. */
function likeThose(id: string, ids: readonly Id[]): Id {
  const digits = /^-?\d+$|\d+$/.exec(id)?.[0]
  return typeof ids[0] === 'string' || digits === undefined ? id : Number(digits)
}

const ascending = (ids: readonly Id[]): Id[] =>
  [...ids].sort((left, right) => (left < right ? -1 : left > right ? 1 : 0))

const listed = (ids: readonly Id[]): string =>
  ids.length === 0 ? 'none' : `${ids.slice(0, 12).join(' ')}${ids.length > 12 ? ' …' : ''}`

/** `a:desc,b` as sort keys. */
const sortKeys = (text: string): SortKey[] =>
  text.split(',').map((key) => {
    const [attribute = '', direction = 'asc'] = key.split(':')
    return { attribute, direction: direction.toLowerCase() === 'desc' ? 'descending' : 'ascending' }
  })
