// Imports wait for each other; each has a row in the table of import runs that tells how it goes.
import type { CellValue } from '../model/table-model'
import { instantText } from '../query/date-value'
import type { ServerStore } from '../store/server-store'
import { newId } from '../write/auto-values'
import { changedRow } from '../write/row-draft'
import type { ImportReport } from './run-import'

/** Runs imports one after the other. */
export interface ImportQueue {
  /**
   * Queue an import.
   *
   * @returns the id of its run; the run is `RUNNING` until the import has ended well or badly
   */
  start(store: ServerStore, run: ImportRun): string
}

/** One import: whose, and what to do. */
export type ImportRun = {
  readonly username: string
  readonly notify: boolean
  readonly now: () => Date
  readonly work: () => Promise<ImportReport>
}

export function createImportQueue(): ImportQueue {
  let last: Promise<void> = Promise.resolve()
  return {
    start(store, { username, notify, now, work }) {
      const id = newId()
      write(store, id, {
        startDate: moment(now()),
        username,
        status: 'RUNNING',
        progress: 0,
        importedEntities: '',
        notify,
      })
      const end = (status: string, message: string, tables: readonly string[]): void =>
        write(store, id, { endDate: moment(now()), status, message, importedEntities: tables.join(',') })
      last = last.then(work).then(
        ({ message, newTables }) => end('FINISHED', message, newTables),
        (error: unknown) => end('FAILED', error instanceof Error ? error.message : String(error), []),
      )
      return id
    },
  }
}

function write(store: ServerStore, id: string, values: Readonly<Record<string, CellValue>>): void {
  const table = store.table(store.names.importRuns)
  if (table === undefined) return
  const row = table.rowOf(id)
  const cells = changedRow(
    table,
    row === undefined ? [] : table.storedRow(row),
    new Map(Object.entries({ id, ...values })),
  )
  table.apply(row === undefined ? { added: new Map([[id, cells]]) } : { replaced: new Map([[id, cells]]) })
}

function moment(date: Date): string {
  return instantText(Math.floor(date.getTime() / 1000) * 1000)
}
