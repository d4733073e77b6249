// Reads a whole file into a job: every line becomes a row with its cells, its faults and what it asks of tables.
import type { DuckDBConnection } from '@duckdb/node-api'
import { throwIfCancelled } from '@shared/errors/app-error'
import type { FileLine, FileReading } from '@shared/import/file-reading'
import type { AskOptions } from '../messages'
import { append } from './job-tables'
import { kindOf, readFile, type RowsPart } from './read-file'
import { RowReader } from './read-row'
import type { JobPlan } from './settle'
import type { FaultyLine } from './text/csv-parser'

type Rows = (string | number | null)[][]

/** Rows that are put into the tables at once. */
const blockRows = 2_000
/** Of a line that is no row so much is kept of each cell. */
const mostFaultSigns = 10_000

/** Read all lines. @returns their number, faults included, and the headings */
export async function readJob(
  connection: DuckDBConnection,
  file: { readonly filePath: string; readonly reading: FileReading },
  { table, plan }: JobPlan,
  { signal, onProgress }: AskOptions,
): Promise<{ readonly rowCount: number; readonly headings: readonly string[] }> {
  const reader = new RowReader(table, plan, file.reading)
  const block = new Block()
  // In one go, so that the database does not sum up its files again and again on the way.
  await connection.run('BEGIN')
  let n = 0
  let headings: readonly string[] = []
  for await (const part of readFile(file.filePath, await kindOf(file.filePath), file.reading, signal)) {
    n = block.take(part, n, reader)
    headings = part.headings
    if (block.rowCount >= blockRows) {
      await block.write(connection)
      throwIfCancelled(signal)
      onProgress?.({ doneCount: n, totalCount: null })
      // Questions of the window are answered between two blocks.
      await new Promise((done) => setImmediate(done))
    }
  }
  await block.write(connection)
  await connection.run('COMMIT')
  return { rowCount: n, headings }
}

/** What the tables get next. */
class Block {
  private readonly rows: Rows = []
  private readonly refusals: Rows = []
  private readonly conditions: Rows = []
  private readonly wishes: Rows = []

  get rowCount(): number {
    return this.rows.length
  }

  /** @returns the number of the last row */
  take({ lines, faults }: RowsPart, before: number, reader: RowReader): number {
    const inOrder = faults.length === 0 ? lines : [...lines, ...faults].sort((a, b) => a.line - b.line)
    for (const [index, each] of inOrder.entries()) {
      if (isFault(each)) this.takeFault(each, before + index + 1)
      else this.takeLine(each, before + index + 1, reader)
    }
    return before + inOrder.length
  }

  private takeFault({ line, reason, cells }: FaultyLine, n: number): void {
    const raw = JSON.stringify(cells.map((cell) => cell?.slice(0, mostFaultSigns) ?? null))
    this.rows.push([n, line, '', '{}', raw, 'refused'])
    const value = cells.map((cell) => cell ?? '').join(', ')
    this.refusals.push([n, line, null, value.slice(0, 200), reason])
  }

  private takeLine({ line, cells: raw }: FileLine, n: number, reader: RowReader): void {
    const { id, cells, reasons, conditions, wishes } = reader.read(raw)
    const fate = reasons.length > 0 ? 'refused' : 'open'
    this.rows.push([n, line, id, JSON.stringify(cells), JSON.stringify(raw), fate])
    for (const { column, value, reason } of reasons) this.refusals.push([n, line, column, value, reason])
    for (const each of conditions) {
      this.conditions.push([n, line, each.fate, each.column, each.value, each.reason])
    }
    for (const { wish, wanted, column } of wishes) this.wishes.push([n, wish, wanted, column])
  }

  async write(connection: DuckDBConnection): Promise<void> {
    await append(connection, 'rows', this.rows)
    await append(connection, 'refusals', this.refusals)
    await append(connection, 'conditions', this.conditions)
    await append(connection, 'wishes', this.wishes)
    for (const list of [this.rows, this.refusals, this.conditions, this.wishes]) list.length = 0
  }
}

const isFault = (each: FileLine | FaultyLine): each is FaultyLine => 'reason' in each
