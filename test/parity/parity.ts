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
  readLines,
  readReferences,
  readTable,
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
 * A refusal that the engine foresees agrees with any refusal of the server.
 */
export async function compareWithRecording(files: ParityFiles): Promise<ParityReport> {
  const folder = await mkdtemp(join(tmpdir(), 'parity-'))
  const engine = createEngine({ folder })
  try {
    const main = readTable(files.table)
    const others = files.references === undefined ? [] : readReferences(files.references)
    const copy = await keep(engine, folder, main, 'table')
    const references: CopyRef[] = []
    for (const [index, other] of others.entries()) {
      references.push(await keep(engine, folder, other, `reference-${index}`))
    }
    const asked: Asked = { engine, copy, references, idColumn: main.table.idColumn }
    const filters = files.filters === undefined ? [] : readLines<RecordedFilter>(files.filters)
    const sorts = files.sorts === undefined ? [] : readLines<RecordedSort>(files.sorts)
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
  await engine.ask('page.convert', { jobId, offset: 0, table })
  await engine.ask('copy.build', { jobId, table })
  return { kind: 'job', jobId }
}

async function filterDifference(asked: Asked, recorded: RecordedFilter): Promise<string[]> {
  const { q, sort, ids, total, status, error } = recorded
  const answer = await idsOf(asked, { ...emptyQuery(), rsql: q, sort: sort === undefined ? [] : sortKeys(sort) })
  if (ids === undefined) {
    if (answer instanceof AppError) return []
    return [`${q}\n  server: ${status ?? 'refused'} ${error ?? ''}\n  here: ${answer.length} rows`]
  }
  if (answer instanceof AppError) return [`${q}\n  server: ${ids.length} rows\n  here: refused, ${answer.message}`]
  const inOrder = sort === undefined ? ascending : (list: readonly Id[]) => list
  const found = inOrder(answer.map((id) => likeThose(id, ids)))
  const isSame = sameIds(found, inOrder(ids)) && (total === undefined || total === found.length)
  return isSame ? [] : [`${q}\n${difference(inOrder(ids), found)}`]
}

async function sortDifference(asked: Asked, { sort, ids }: RecordedSort): Promise<string[]> {
  const answer = await idsOf(asked, { ...emptyQuery(), sort: sortKeys(sort) })
  if (answer instanceof AppError) return [`sort ${sort}\n  here: refused, ${answer.message}`]
  const found = answer.map((id) => likeThose(id, ids))
  if (sameIds(found, ids)) return []
  const at = found.findIndex((id, index) => id !== ids[index])
  return [
    `sort ${sort}\n  from place ${at} on: server ${ids.slice(at, at + 10).join(' ')}, here ${found.slice(at, at + 10).join(' ')}`,
  ]
}

type Id = number | string

async function idsOf({ engine, copy, references, idColumn }: Asked, query: AskedQuery): Promise<string[] | AppError> {
  try {
    const asked = { ...query, columns: [idColumn] }
    const slice = await engine.ask('view.rows', { copy, references, query: asked, offset: 0, limit: 10_000_000 })
    return (slice.data[0] ?? []).map(cellId)
  } catch (error) {
    // What is no foreseen refusal is a fault of the engine, and no answer.
    const isForeseen = error instanceof AppError && (error.code === 'query.refused' || error.code === 'query.invalid')
    if (isForeseen) return error
    throw error
  }
}

/** Recordings write the number at the end of an id, or the id itself. */
const likeThose = (id: string, ids: readonly Id[]): Id =>
  ids.length > 0 && typeof ids[0] === 'string' ? id : Number(/\d+$/.exec(id)?.[0] ?? Number.NaN)

const ascending = (ids: readonly Id[]): Id[] =>
  [...ids].sort((left, right) => (left < right ? -1 : left > right ? 1 : 0))

const sameIds = (left: readonly Id[], right: readonly Id[]): boolean =>
  left.length === right.length && left.every((id, at) => id === right[at])

function difference(expected: readonly Id[], found: readonly Id[]): string {
  const missing = expected.filter((id) => !found.includes(id))
  const added = found.filter((id) => !expected.includes(id))
  return `  server: ${expected.length} rows, here: ${found.length}; missing ${listed(missing)}; too many ${listed(added)}`
}

const listed = (ids: readonly Id[]): string =>
  ids.length === 0 ? 'none' : `${ids.slice(0, 12).join(' ')}${ids.length > 12 ? ' …' : ''}`

/** `a:desc,b` as sort keys. */
const sortKeys = (text: string): SortKey[] =>
  text.split(',').map((key) => {
    const [attribute = '', direction = 'asc'] = key.split(':')
    return { attribute, direction: direction.toLowerCase() === 'desc' ? 'descending' : 'ascending' }
  })
