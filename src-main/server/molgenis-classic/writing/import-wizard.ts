// The server's own importer: hands it a file, and tells how far its run is.
import { AppError, throwIfCancelled } from '@shared/errors/app-error'
import { z } from 'zod'
import type { ImportRequest, ImportRun } from '../../table-access'
import { parseAnswer, type Asker } from '../ask'
import type { Importer } from '../generations'
import { read } from '../requests'
import { importRequest } from './write-requests'

const runSchema = z.object({
  status: z.enum(['RUNNING', 'FINISHED', 'FAILED']),
  message: z.string().nullish(),
  importedEntities: z.string().nullish(),
})
const runPath = /\/api\/v2\/(\w*ImportRun)\/([^/?\s"]+)/

/**
 * Hand over a file.
 *
 * @returns the path of the run below the server's root, such as `/api/v2/sys_ImportRun/aaaa`
 * @throws AppError `server.refused` where the importer takes no files from programs or refuses this one;
 *   `auth.required`, `auth.expired` for guests
 */
export async function importFile(
  asker: Asker,
  importer: Importer | null,
  request: ImportRequest,
  signal: AbortSignal,
): Promise<string> {
  if (importer === null) {
    throw new AppError('server.refused', 'This server is too old to take files from programs; use its web site.')
  }
  throwIfCancelled(signal)
  const answer = await hand(asker, importer, request, signal)
  const path = runPath.exec(answer.location ?? '') ?? runPath.exec(answer.text)
  if (path) return path[0]
  throw new AppError('server.answer-malformed', 'The server took the file but did not say where its run is.', {
    facts: { serverWords: answer.text.slice(0, 200) },
  })
}

/** Guests and those without the right are sent on to the sign-in page, which is no refusal that programs can read. */
async function hand(asker: Asker, importer: Importer, request: ImportRequest, signal: AbortSignal) {
  try {
    return await asker.askText(importRequest(request, importer), { isWrite: true }, signal)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'server.not-molgenis') throw error
    const status = Number(error.facts['status'])
    const isSentAway = (status >= 300 && status < 400) || status === 401 || status === 403
    if (!isSentAway) throw error
    const refusal = new AppError('auth.required', 'The server wants a sign-in before it takes files.', {
      cause: error,
      facts: { ...error.facts, isWrite: true },
    })
    return asker.refuse(refusal, signal)
  }
}

/** How far a run is. */
export async function readImportRun(asker: Asker, path: string, signal: AbortSignal): Promise<ImportRun> {
  if (!runPath.test(path)) throw new AppError('input.invalid', `'${path}' is not the path of an import.`)
  const row = await asker.ask(read(path), z.looseObject({}), {}, signal)
  const { status, message, importedEntities } = parseAnswer(runSchema, row)
  const words = message ? plain(message) : null
  const made = (importedEntities ?? '').split(',').filter((id) => id !== '')
  const filled = [...(words ?? '').matchAll(writtenRows)].map(([, id = '']) => id)
  return {
    path,
    status,
    message: words,
    importedEntities: made,
    writtenTables: status === 'FINISHED' ? [...new Set([...made, ...filled])] : [],
  }
}

/** How the message tells of the rows of a table. */
const writtenRows = /\bImported \d+ (\S+) entities\b/g

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' }

/** Messages hold markup: line breaks stay, the rest goes. */
const plain = (message: string): string =>
  message
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/&(#39|\w+);/g, (all, name: string) => entities[name] ?? all)
    .trim()
