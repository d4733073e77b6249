// Adds, changes and deletes rows of a classic server: converts, checks, sends, and says which row a refusal is about.
import { AppError, throwIfCancelled } from '@shared/errors/app-error'
import { z } from 'zod'
import type { FileValue, RowValues, StoredFiles } from '../../table-access'
import type { HttpRequest } from '../../http-client'
import type { Asker } from '../ask'
import type { Generation } from '../generations'
import { canBeInPath } from '../requests'
import { idText } from '../rows/row-shape'
import { readRowsById, type RowPlace } from '../rows/rows-by-id'
import { findArrivals } from './arrival'
import { blameRow } from './blame-row'
import { editOf, planChange, type Change, type Step } from './change-rows'
import { formBody } from './form-body'
import { formFields, requirePath } from './form-rows'
import {
  addFormRequest,
  addRowRequest,
  addRowsRequest,
  deleteAllRequest,
  deleteRowRequest,
  deleteRowsRequest,
  replaceFormRequest,
  replaceRowsRequest,
  setAttributeRequest,
} from './write-requests'
import { idOf, requireColumn, toWireRow, type WireRow } from './write-value'

const addedSchema = z.object({ resources: z.array(z.object({ href: z.string() })) })
const nothing = z.unknown()

type Files = Readonly<Record<string, FileValue>>

/** The writing half of a classic server's tables. */
export class RowEditing {
  constructor(
    private readonly asker: Asker,
    private readonly generation: Generation,
  ) {}

  async addRow(place: RowPlace, row: RowValues, files: Files, signal: AbortSignal): Promise<string> {
    const { table } = place
    const [wire = {}] = this.wireRows(place, [row])
    const hasFiles = Object.keys(files).length > 0
    const form = hasFiles ? formBody(formFields(table, wire, files), files) : null
    const request = form === null ? addRowRequest(table.id, wire) : addFormRequest(table.id, form)
    const { location } = await this.asker.askText(request, writing(table.id), signal, (error) =>
      blameRow(error, table, [wire]),
    )
    const given = wire[table.idColumn]
    return given === undefined || given === null || typeof given === 'object' ? idAtEnd(location) : String(given)
  }

  async addRows(place: RowPlace, rows: readonly RowValues[], signal: AbortSignal): Promise<readonly string[]> {
    const { table } = place
    const wire = this.wireRows(place, rows)
    wire.forEach((row, rowIndex) => refuseFiles(place, row, rowIndex))
    const answer = await this.asker.ask(addRowsRequest(table.id, wire), addedSchema, writing(table.id), signal, (e) =>
      blameRow(e, table, wire),
    )
    return wire.map((row, index) => {
      const given = row[table.idColumn]
      return given === undefined || given === null ? idAtEnd(answer.resources[index]?.href ?? null) : idOf(table, row)
    })
  }

  async changeRows(place: RowPlace, rows: readonly RowValues[], signal: AbortSignal): Promise<void> {
    const { table } = place
    const wire = this.wireRows(place, rows)
    wire.forEach((row) => idOf(table, row))
    const steps = await planChange(place, wire, signal)
    throwIfCancelled(signal)
    const done: Step[] = []
    for (const step of steps) {
      try {
        await this.send(changeRequest(table.id, step.change), place, wire, signal)
        done.unshift(step)
      } catch (error) {
        // A batch is written whole or not at all; when the network is away, the session finds out what arrived.
        if (error instanceof AppError && error.facts['status'] !== undefined) await this.takeBack(done, place, signal)
        throw error
      }
    }
  }

  /** Replace the files of a row that is there, and change what else of it is named: the row goes whole, as it then is. */
  async changeFiles(place: RowPlace, row: RowValues, files: Files, signal: AbortSignal): Promise<void> {
    const { table } = place
    const [wire = {}] = this.wireRows(place, [row])
    const id = idOf(table, wire)
    requirePath(place, id)
    const known = (await readRowsById(place, [id], null, signal)).get(id)
    const { before, changed } = editOf(table, wire, known, 0)
    const body = formBody(formFields(table, { ...before, ...changed }, files), files)
    await this.send(replaceFormRequest(table.id, id, body), place, [wire], signal)
  }

  /** The files that attributes of a row hold. */
  async storedFiles(place: RowPlace, id: string, names: readonly string[], signal: AbortSignal): Promise<StoredFiles> {
    const row = (await readRowsById(place, [id], names, signal)).get(id) ?? {}
    const files = new Map<string, { readonly id: string; readonly name: string }>()
    for (const name of names) {
      const target = requireColumn(place.table, name).target
      const parsed = z.record(z.string(), z.unknown()).safeParse(row[name])
      const part = (key: string) => idText(parsed.data?.[key])
      if (parsed.success) files.set(name, { id: part(target?.idColumn ?? 'id'), name: part(target?.labelColumn ?? '') })
    }
    return files
  }

  async deleteRows(place: RowPlace, ids: readonly string[], signal: AbortSignal): Promise<void> {
    const { table } = place
    const rows = ids.map((id) => ({ [table.idColumn]: id }))
    if (this.generation.deletesByList) return this.send(deleteRowsRequest(table.id, ids), place, rows, signal)
    for (const [rowIndex, id] of ids.entries()) {
      if (!canBeInPath(id)) {
        throw new AppError('server.refused', `This server is too old to delete a row with an id such as '${id}'.`, {
          facts: { tableId: table.id, rowIndex, attribute: table.idColumn, isWrite: true },
        })
      }
    }
    for (const id of ids) await this.send(deleteRowRequest(table.id, id), place, [{ [table.idColumn]: id }], signal)
  }

  async deleteAllRows(tableId: string, signal: AbortSignal): Promise<void> {
    await this.asker.ask(deleteAllRequest(tableId), nothing, writing(tableId), signal)
  }

  findArrivals(place: RowPlace, rows: readonly RowValues[], signal: AbortSignal) {
    return findArrivals(place, this.wireRows(place, rows), signal)
  }

  private async takeBack(steps: readonly Step[], place: RowPlace, signal: AbortSignal): Promise<void> {
    for (const { undo } of steps) {
      if (undo !== null) await this.send(changeRequest(place.table.id, undo), place, [], signal)
    }
  }

  private async send(request: HttpRequest, place: RowPlace, rows: readonly WireRow[], signal: AbortSignal) {
    const { table } = place
    await this.asker.ask(request, nothing, writing(table.id), signal, (error) => blameRow(error, table, rows))
  }

  private wireRows({ table }: RowPlace, rows: readonly RowValues[]): WireRow[] {
    return rows.map((row, rowIndex) => {
      try {
        return toWireRow(table, row, this.generation.wantsOffsets)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        throw new AppError(error.code, error.message, { cause: error, facts: { ...error.facts, rowIndex } })
      }
    })
  }
}

const changeRequest = (tableId: string, change: Change): HttpRequest =>
  change.kind === 'rows'
    ? replaceRowsRequest(tableId, change.rows)
    : setAttributeRequest(tableId, change.attribute, change.rows)

const writing = (tableId: string) => ({ tableId, isWrite: true })

/** The id at the end of an address that the server tells. */
function idAtEnd(address: string | null): string {
  const last = address?.split('?')[0]?.split('/').at(-1)
  if (last) return decodeURIComponent(last)
  throw new AppError('server.answer-malformed', 'The server added the row but did not say its id.')
}

function refuseFiles({ table }: RowPlace, row: WireRow, rowIndex: number): void {
  const column = table.columns.find(({ name, type }) => type === 'file' && (row[name] ?? null) !== null)
  if (!column) return
  throw new AppError('input.invalid', `Files of ${column.label} can only be added with one row at a time.`, {
    facts: { attribute: column.name, rowIndex },
  })
}
