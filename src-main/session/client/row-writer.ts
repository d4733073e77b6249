// Adds, changes and deletes any number of rows through batches, and tells what became of each row.
import { AppError } from '@shared/errors/app-error'
import type { FileValue, RowValues, TableAccess } from '@main/server/table-access'
import { runBatches, type BatchWork, type Resolution } from './batch-run'
import { renewing } from './renewing'
import { signalOf, type SessionAccess, type WriteOptions } from './session-options'
import { wholeOrThrow, type RowOutcome, type WriteReport } from './write-report'

/** How patient writing is; in milliseconds. */
export type WriterPatience = Pick<BatchWork, 'graceMs' | 'resolveMs' | 'retryDelaysMs'>

const usual: WriterPatience = { graceMs: 10_000, resolveMs: 60_000, retryDelaysMs: [500, 2_000] }

/** The parts of a batch that differ between adding, changing and deleting. */
type Step = Pick<BatchWork, 'send' | 'resolve'>

/** The writing half of a session. */
export class RowWriter {
  private readonly patience: WriterPatience

  constructor(
    private readonly access: SessionAccess,
    patience: Partial<WriterPatience>,
  ) {
    this.patience = { ...usual, ...patience }
  }

  /** Add one row with its files. @returns its id */
  async addOne(
    entity: string,
    row: RowValues,
    files: Readonly<Record<string, FileValue>>,
    signal: AbortSignal,
  ): Promise<string> {
    await this.check(entity, [row, files], signal)
    const tables = await this.access.tables(signal)
    const step = this.adding(entity, tables, [row])
    const send = async (_first: number, _end: number, flight: AbortSignal) => [
      await tables.addRow(entity, row, files, flight),
    ]
    const report = wholeOrThrow(await this.run({ ...step, send }, 1, tables, { signal }))
    const id = report.outcomes[0]?.id
    return id ?? String(row[await tables.idAttribute(entity, signal)])
  }

  async add(entity: string, rows: readonly RowValues[], options: WriteOptions): Promise<WriteReport> {
    const signal = signalOf(options)
    await this.check(entity, rows, signal)
    const tables = await this.access.tables(signal)
    return this.run(this.adding(entity, tables, rows), rows.length, tables, options)
  }

  async change(entity: string, rows: readonly RowValues[], options: WriteOptions): Promise<WriteReport> {
    const signal = signalOf(options)
    await this.check(entity, rows, signal)
    const tables = await this.access.tables(signal)
    const idAttribute = await renewing(this.access, signal, () => tables.idAttribute(entity, signal))
    const ids = rows.map((row) => idOf(row, idAttribute))
    refuseTwice(ids)
    const step: Step = {
      send: async (first, end, flight) => {
        await tables.changeRows(entity, rows.slice(first, end), flight)
        return ids.slice(first, end)
      },
      // A change does no harm when it comes twice, so what is not wholly there is sent again.
      resolve: async (first, end, flight) => {
        const found = await arrival(tables, entity, rows.slice(first, end), flight)
        return found === 'unknown' ? 'not-written' : found
      },
    }
    return this.run(step, rows.length, tables, options)
  }

  /** Replace files of one row, and change what else of it is named. */
  async changeFiles(
    entity: string,
    row: RowValues,
    files: Readonly<Record<string, FileValue>>,
    signal: AbortSignal,
  ): Promise<void> {
    await this.check(entity, [row, files], signal)
    const tables = await this.access.tables(signal)
    const idAttribute = await tables.idAttribute(entity, signal)
    const id = idOf(row, idAttribute)
    if (id === null) throw new AppError('input.invalid', 'No row was named whose files are to be changed.')
    const names = Object.keys(files)
    const before = await renewing(this.access, signal, () => tables.storedFiles(entity, id, names, signal))
    const step: Step = {
      send: async (_first, _end, flight) => {
        await tables.changeFiles(entity, row, files, flight)
        return [id]
      },
      // The same file twice does no harm, so it is sent again unless another one than before is surely there.
      resolve: async (_first, _end, flight) => {
        const now = await tables.storedFiles(entity, id, names, flight)
        const isNew = (name: string) =>
          now.get(name)?.name === files[name]?.name && now.get(name)?.id !== before.get(name)?.id
        const rest = await arrival(tables, entity, [row], flight)
        return names.every(isNew) && rest === 'written' ? 'written' : 'not-written'
      },
    }
    wholeOrThrow(await this.run(step, 1, tables, { signal }))
  }

  /** Change what is there, add what is not. */
  async upsert(entity: string, rows: readonly RowValues[], options: WriteOptions): Promise<WriteReport> {
    const signal = signalOf(options)
    await this.check(entity, rows, signal)
    const tables = await this.access.tables(signal)
    const idAttribute = await renewing(this.access, signal, () => tables.idAttribute(entity, signal))
    const ids = rows.map((row) => idOf(row, idAttribute))
    refuseTwice(ids)
    const named = ids.filter((id): id is string => id !== null)
    const known = await renewing(this.access, signal, async () => {
      const found = await tables.findIds(entity, named, signal)
      await tables.confirm(signal)
      return found
    })
    const isKnown = (index: number) => known.has(ids[index] ?? '')
    const positions = [...rows.keys()]
    const added = positions.filter((index) => !isKnown(index))
    const changed = positions.filter(isKnown)
    const pick = (chosen: readonly number[]) => chosen.map((index) => rows[index] ?? {})
    const outcomes: RowOutcome[] = []
    const place = (chosen: readonly number[], report: WriteReport) => {
      for (const [at, index] of chosen.entries()) {
        const outcome = report.outcomes[at]
        if (outcome) outcomes[index] = outcome
      }
    }
    const total = rows.length
    const progress = (before: number): WriteOptions => ({
      ...options,
      onProgress: (done) => options.onProgress?.(before + done, total),
    })
    // New rows first: changed ones may refer to them.
    place(added, await this.add(entity, pick(added), progress(0)))
    place(changed, await this.change(entity, pick(changed), progress(added.length)))
    return { outcomes }
  }

  async delete(entity: string, ids: readonly string[], options: WriteOptions): Promise<WriteReport> {
    const tables = await this.access.tables(signalOf(options))
    const step: Step = {
      send: async (first, end, flight) => {
        const part = ids.slice(first, end)
        await tables.deleteRows(entity, part, flight)
        return part
      },
      resolve: async (first, end, flight) => {
        const left = await tables.findIds(entity, ids.slice(first, end), flight)
        // A guest sees no rows either.
        await tables.confirm(flight)
        return left.size === 0 ? 'written' : 'not-written'
      },
    }
    return this.run(step, ids.length, tables, options)
  }

  async deleteAll(entity: string, signal: AbortSignal): Promise<void> {
    const tables = await this.access.tables(signal)
    const selection = { attributes: null, expand: [], isUploadable: false, q: null, sort: [], start: 0, num: 1 }
    const step: Step = {
      send: async (_first, _end, flight) => {
        await tables.deleteAllRows(entity, flight)
        return []
      },
      resolve: async (_first, _end, flight) => {
        const { total } = await tables.readPage(entity, selection, flight)
        await tables.confirm(flight)
        return total === 0 ? 'written' : 'not-written'
      },
    }
    wholeOrThrow(await this.run(step, 1, tables, { signal }))
  }

  private adding(entity: string, tables: TableAccess, rows: readonly RowValues[]): Step {
    return {
      send: (first, end, flight) => tables.addRows(entity, rows.slice(first, end), flight),
      resolve: (first, end, flight) => arrival(tables, entity, rows.slice(first, end), flight),
    }
  }

  /** Attributes that a table does not have are refused before anything is sent: servers drop them in silence. */
  private async check(entity: string, rows: readonly object[], signal: AbortSignal): Promise<void> {
    const names = new Set<string>()
    for (const row of rows) for (const name in row) names.add(name)
    await renewing(this.access, signal, async () => {
      const tables = await this.access.tables(signal)
      await tables.checkAttributes(entity, names, signal)
    })
  }

  private run(step: Step, rowCount: number, tables: TableAccess, options: WriteOptions): Promise<WriteReport> {
    return runBatches({
      ...step,
      ...this.patience,
      rowCount,
      batchRows: tables.maxBatchRows,
      renew: this.access.renew,
      onRefusal: options.onRefusal ?? 'go-on',
      onProgress: (done) => options.onProgress?.(done, rowCount),
      signal: signalOf(options),
    })
  }
}

/** Written when every row is there as it was sent; a batch is written whole or not at all. */
async function arrival(
  tables: TableAccess,
  entity: string,
  rows: readonly RowValues[],
  signal: AbortSignal,
): Promise<Resolution> {
  const found = await tables.findArrivals(entity, rows, signal)
  await tables.confirm(signal)
  if (found === null) return 'unknown'
  if (found.every((each) => each === 'there')) return 'written'
  return found.includes('absent') ? 'not-written' : 'unknown'
}

function idOf(row: RowValues, idAttribute: string): string | null {
  const id = row[idAttribute]
  return id === undefined || id === null || id === '' ? null : String(id)
}

function refuseTwice(ids: readonly (string | null)[]): void {
  const seen = new Set<string>()
  for (const [rowIndex, id] of ids.entries()) {
    if (id !== null && seen.has(id)) {
      throw new AppError('input.invalid', `The row '${id}' is there twice; which of its values count cannot be told.`, {
        facts: { rowIndex },
      })
    }
    if (id !== null) seen.add(id)
  }
}
