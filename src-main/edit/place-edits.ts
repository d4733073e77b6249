// The staged changes of one table together with their journal: whatever happens is on the disk before it is true.
import { AppError } from '@shared/errors/app-error'
import type { EditPlace, EditSummary, StagedRow, StagedRows } from '@shared/edit/staged'
import type { ReferenceCell } from '@shared/table/table-slice'
import { inTurns, Queue } from './in-turns'
import { JournalFile } from './journal/journal-file'
import { weightOf, type JournalHead, type JournalLine } from './journal/journal-line'
import type { Part } from './staged/row-shelf'
import type { RowUpdate } from './staged/held-row'
import { nothingTo, StagedTable } from './staged/staged-table'

/** A journal is written anew when it is this many times longer than what it says. */
const slack = 3
const smallWeight = 20_000
const rowsPerLine = 500

/** What was found when a journal was read. */
export type LoadReport = { readonly edits: PlaceEdits; readonly damage: string | null; readonly wasTorn: boolean }

/** One table's staged changes. Changes come one after another; questions are answered at any time. */
export class PlaceEdits {
  isSending = false
  onChange: (summary: EditSummary) => void = () => undefined
  private readonly queue = new Queue()
  private journalWeight = 0
  private isOnDisk = false

  private constructor(
    private head: JournalHead,
    private readonly file: JournalFile,
    readonly staged: StagedTable,
  ) {}

  /** Nothing staged yet; the file is made with the first change. */
  static begin(head: JournalHead, path: string): PlaceEdits {
    return new PlaceEdits(head, new JournalFile(path), new StagedTable(head.table, head.lastNumber))
  }

  /**
   * Read a journal, without holding up anything else.
   *
   * @returns null when not even its head can be read; `damage` tells why the end could not
   */
  static async load(path: string): Promise<LoadReport | null> {
    const file = new JournalFile(path)
    let edits: PlaceEdits | null = null
    let damage: string | null = null
    let wasTorn = false
    let metadata: JournalLine | null = null
    for await (const piece of file.read()) {
      if (piece.kind === 'head') {
        edits = new PlaceEdits(piece.head, file, new StagedTable(piece.head.table, piece.head.lastNumber))
        edits.isOnDisk = true
      } else if (piece.kind === 'line' && piece.line.do === 'table') metadata = piece.line
      else if (piece.kind === 'line') await edits?.take(piece.line)
      else if (piece.kind === 'torn') wasTorn = true
      else damage = piece.reason
    }
    // Only the latest metadata count, and rows are judged by them once.
    if (metadata) await edits?.take(metadata)
    return edits && { edits, damage, wasTorn }
  }

  get place(): EditPlace {
    return { serverId: this.head.serverId, tableId: this.head.tableId }
  }

  get about(): JournalHead {
    return this.head
  }

  get path(): string {
    return this.file.path
  }

  get isEmpty(): boolean {
    const { rows, history } = this.staged
    return rows.size + history.past.length + history.future.length === 0
  }

  summary(): EditSummary {
    const { rows, table, history } = this.staged
    return {
      ...this.place,
      tableLabel: table.label,
      version: rows.version,
      addCount: rows.countOf('add'),
      changeCount: rows.countOf('change'),
      deleteCount: rows.countOf('delete'),
      problemCount: rows.problemCount,
      conflictCount: rows.conflictCount,
      undoTitle: history.past.at(-1)?.title ?? null,
      redoTitle: history.future.at(-1)?.title ?? null,
      isSending: this.isSending,
    }
  }

  /** Some of the staged rows, in the order in which they are shown. */
  page(part: Part, offset: number, limit: number): StagedRows {
    const { rows } = this.staged
    const keys = rows.order(part)
    const shown = keys.slice(offset, offset + limit).map((key) => rows.staged(key))
    return { rows: shown.filter((row): row is StagedRow => row !== undefined), totalCount: keys.length }
  }

  /** New rows whose id or label contains the text. */
  lookUp(text: string, limit: number): ReferenceCell[] {
    const { rows } = this.staged
    const wanted = text.trim().toLowerCase()
    const found: ReferenceCell[] = []
    for (const key of rows.order('added')) {
      const row = rows.get(key)
      if (!row || row.id === '' || !`${row.id}\n${row.label}`.toLowerCase().includes(wanted)) continue
      found.push({ id: row.id, label: row.label })
      if (found.length === limit) break
    }
    return found
  }

  /**
   * Let something happen.
   *
   * @param make  says what, by the rows as they are when its turn has come; null for nothing
   * @throws AppError `disk.full`, `file.failed`, and what `make` throws; nothing has happened then
   */
  change<T extends { readonly line: JournalLine | null }>(make: () => T): Promise<T> {
    return this.queue.run(async () => {
      const made = make()
      const { line } = made
      if (line === null) return made
      if (this.isOnDisk) await this.file.append(line)
      else await this.file.write({ ...this.head, lastNumber: this.staged.lastNumber }, [line])
      this.isOnDisk = true
      await this.take(line)
      await this.tidy()
      this.onChange(this.summary())
      return made
    })
  }

  /** A change by a person: rows that are under way cannot be changed, and there must be something to undo. */
  changeByHand<T extends { readonly line: JournalLine | null }>(make: () => T): Promise<T> {
    return this.change(() => {
      const made = make()
      const { line } = made
      if (line?.do === 'undo' && this.staged.history.past.length === 0) throw nothingTo('undo')
      if (line?.do === 'redo' && this.staged.history.future.length === 0) throw nothingTo('redo')
      if (line) for (const key of this.staged.keysOf(line)) this.refuseUnderWay(key)
      return made
    })
  }

  /** Note what was found out about rows. */
  async note(make: () => RowUpdate[]): Promise<void> {
    await this.change(() => {
      const rows = make()
      return { line: rows.length === 0 ? null : { do: 'note' as const, rows } }
    })
  }

  /** Rows that were under way when the program ended: nobody knows whether they arrived. */
  async settleLost(): Promise<void> {
    const { underWay, rows } = this.staged
    const lost = [...underWay].flatMap((key) => rows.get(key) ?? [])
    underWay.clear()
    await this.note(() => lost.map((row) => [row.key, { ...row, isUnknown: true }]))
  }

  /** Write the journal anew, under another head where one is given. */
  rewrite(change: Partial<JournalHead> = {}): Promise<void> {
    return this.queue.run(async () => {
      this.head = { ...this.head, ...change }
      await this.writeAnew()
    })
  }

  /** Put the file out of the way; what could be read of it is written anew. @returns where it is */
  putAside(ending: string): Promise<string> {
    return this.queue.run(async () => {
      const path = await this.file.putAside(ending)
      await this.writeAnew()
      return path
    })
  }

  /** These changes under another head and in another file; the old one is removed afterwards. */
  async moved(change: Partial<JournalHead>, path: string): Promise<PlaceEdits> {
    const moved = new PlaceEdits({ ...this.head, ...change }, new JournalFile(path), this.staged)
    await moved.rewrite()
    await this.file.remove()
    return moved
  }

  async remove(): Promise<void> {
    await this.queue.run(() => this.file.remove())
    this.isOnDisk = false
  }

  private async take(line: JournalLine): Promise<void> {
    this.journalWeight += weightOf(line)
    if (line.do === 'table') this.head = { ...this.head, table: line.table }
    await inTurns(this.staged.applying(line))
  }

  private async tidy(): Promise<void> {
    const { rows, history } = this.staged
    if (this.journalWeight < smallWeight || this.journalWeight < slack * (rows.size + history.weight)) return
    // What there is stays valid; it is tried again with the next change.
    await this.writeAnew().catch(() => undefined)
  }

  private async writeAnew(): Promise<void> {
    const { table, lastNumber } = this.staged
    await this.file.write({ ...this.head, table, lastNumber }, this.staged.dump(rowsPerLine))
    this.isOnDisk = true
    this.journalWeight = this.staged.rows.size + this.staged.history.weight
  }

  private refuseUnderWay(key: Parameters<StagedTable['rows']['get']>[0]): void {
    if (!this.staged.underWay.has(key)) return
    const label = this.staged.rows.get(key)?.label ?? 'This row'
    throw new AppError('input.invalid', `${label} is on its way to the server; wait until it is there.`)
  }
}

/** The summary of a table of which nothing is staged. */
export const emptySummary = (place: EditPlace, tableLabel: string): EditSummary => ({
  serverId: place.serverId,
  tableId: place.tableId,
  tableLabel,
  version: 0,
  addCount: 0,
  changeCount: 0,
  deleteCount: 0,
  problemCount: 0,
  conflictCount: 0,
  undoTitle: null,
  redoTitle: null,
  isSending: false,
})
