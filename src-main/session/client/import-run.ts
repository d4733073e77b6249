// Hands files to the server's importer and follows the run to its end.
import { AppError, throwIfCancelled } from '@shared/errors/app-error'
import type { FileValue, ImportRun, RowValues } from '@main/server/table-access'
import { renewing } from './renewing'
import { signalOf, type SessionAccess, type UploadOptions } from './session-options'

const firstPauseMs = 200
const longestPauseMs = 5_000

/**
 * Import a file.
 *
 * A cancel ends the waiting; the server cannot be told to stop an import that it has begun.
 *
 * @returns the run, ended; or, for `asynchronous`, as it is at its start
 * @throws AppError `server.refused` with the importer's message
 */
export async function followImport(access: SessionAccess, file: FileValue, options: UploadOptions): Promise<ImportRun> {
  const signal = signalOf(options)
  const { dataAction = 'ADD', metadataAction = null, packageId = null } = options
  const path = await renewing(access, signal, async () => {
    const tables = await access.tables(signal)
    return tables.importFile({ file, dataAction, metadataAction, packageId }, signal)
  })
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 1.5)) {
    const run = await renewing(access, signal, async () => (await access.tables(signal)).readImportRun(path, signal))
    options.onRun?.(run)
    if (run.status === 'FINISHED' || options.asynchronous) return run
    if (run.status === 'FAILED') throw failed(run)
    await pause(pauseMs, signal)
    throwIfCancelled(signal)
  }
}

/**
 * Refuse attributes that a table does not have. Tables that are not there, and attributes that come with the rows, are
 * the importer's affair.
 *
 * @throws AppError `input.invalid`
 */
export async function checkImport(
  access: SessionAccess,
  imported: Readonly<Record<string, readonly RowValues[]>>,
  signal: AbortSignal,
): Promise<void> {
  if ('attributes' in imported) return
  for (const [tableId, rows] of Object.entries(imported)) {
    const names = new Set(rows.flatMap((row) => Object.keys(row)))
    await renewing(access, signal, async () => {
      throwIfCancelled(signal)
      await (await access.tables(signal)).checkAttributes(tableId, names, signal).catch((error: unknown) => {
        if (!(error instanceof AppError && error.code === 'table.missing')) throw error
      })
    })
  }
}

const failed = ({ message }: ImportRun) =>
  new AppError('server.refused', 'The server could not import the file.', { facts: { serverWords: message } })

function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, delayMs)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}
