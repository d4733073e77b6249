// The import wizard: a file is sent, and a run tells how its import goes.
import type { Context, Hono } from 'hono'
import type { Generation } from '../../generation'
import { holdsRight } from '../../access/rights'
import { kindOf } from '../../import/import-source'
import { METADATA_ACTIONS } from '../../import/import-plan'
import { DATA_ACTIONS, runImport, type ImportRequest } from '../../import/run-import'
import { ServerRefusal } from '../../model/server-refusal'
import { path } from '../../wire/paths'
import { textAnswer } from '../answers'
import type { Desk } from '../desk'
import { uploadedFile } from '../writing/write-body'
import { writerParts } from '../writing/writing-desk'

/** The route of the import wizard. */
export function addImportRoute(app: Hono, desk: Desk, importer: NonNullable<Generation['importer']>): void {
  app.post('/plugin/importwizard/importFile', async (context) => {
    const request = context.req.raw
    const account = desk.accountOf(request)
    if (account === desk.accounts.guest) return context.redirect('/login', 302)
    const store = desk.storeFor(request)
    // The wizard is for those who may write anything at all.
    const mayWrite = store.tables.some(({ id }) => holdsRight(desk.rights.rightOf(account, id), 'edit'))
    if (!mayWrite) return textAnswer('<!doctype html><title>Forbidden</title>', 'text/html;charset=UTF-8', 403)
    try {
      const { wanted, notify } = await readImport(context, desk, importer)
      const parts = writerParts(context, desk)
      const setMaker = (tableId: string): void => desk.rights.setMaker(tableId, account.username)
      const work = () => desk.lock.hold(() => runImport(parts, wanted, setMaker))
      const id = desk.imports.start(store, { username: account.username, notify, now: desk.now, work })
      const location = path('v2', store.names.importRuns, id)
      const answer = textAnswer(location, 'text/plain', 201)
      answer.headers.set('location', location)
      return answer
    } catch (error) {
      if (error instanceof ServerRefusal) return textAnswer(error.message, 'text/plain', 400)
      throw error
    }
  })
}

/** Parameters may stand in the form or in the address, their values in any case. */
async function readImport(
  context: Context,
  desk: Desk,
  { takesPackage, takesMetadataAction }: NonNullable<Generation['importer']>,
): Promise<{ readonly wanted: ImportRequest; readonly notify: boolean }> {
  const form = await context.req.raw.formData().catch(() => {
    throw new ServerRefusal(400, "Required request part 'file' is not present")
  })
  const params = new URL(context.req.url).searchParams
  const text = (name: string): string | undefined => {
    const value = form.get(name) ?? params.get(name)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const file = form.get('file')
  if (file === null || typeof file === 'string')
    throw new ServerRefusal(400, "Required request part 'file' is not present")
  kindOf(file.name)
  const packageId = takesPackage ? text('packageId') : undefined
  const metadataAction = takesMetadataAction ? text('metadataAction') : undefined
  const isKnown = packageId === undefined || desk.storeFor(context.req.raw).packages.some(({ id }) => id === packageId)
  if (!isKnown) throw new ServerRefusal(400, `Package [${packageId}] does not exist.`)
  return {
    wanted: {
      file: await uploadedFile(file),
      action: choice('action', text('action'), DATA_ACTIONS, 'ADD'),
      metadataAction: choice('metadataAction', metadataAction, METADATA_ACTIONS, 'UPSERT'),
      packageId,
    },
    notify: text('notify')?.toLowerCase() === 'true',
  }
}

function choice<T extends string>(name: string, given: string | undefined, values: readonly T[], otherwise: T): T {
  if (given === undefined) return otherwise
  const found = values.find((value) => value === given.toUpperCase())
  if (found !== undefined) return found
  throw new ServerRefusal(400, `Invalid ${name}:[${given.toUpperCase()}] valid values: ${values.join(', ')}`)
}
