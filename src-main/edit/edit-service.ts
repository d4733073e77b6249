// Changes that are not sent yet, for the window and for imports: staged, kept, undone, decided about, sent.
import { AppError } from '@shared/errors/app-error'
import type { StartNotice } from '@shared/ipc/answers'
import type { EditPlace, EditStep, EditSummary, RowKey, SendReport, StagedRow, StagedRows } from '@shared/edit/staged'
import { placeKey } from '@shared/edit/staged'
import type { ServerId } from '@shared/server/server-profile'
import type { SourceRef, Table } from '@shared/table/table'
import type { ReferenceCell } from '@shared/table/table-slice'
import type { TaskId } from '@shared/task/task'
import type { TaskService } from '@main/task/task-service'
import { ChosenFiles } from './chosen-files'
import type { EditServers } from './edit-servers'
import { claimedForAccount } from './own-account'
import { EditShelf } from './edit-shelf'
import { newHead, type JournalHead } from './journal/journal-line'
import { emptySummary, type PlaceEdits } from './place-edits'
import { Sending } from './send/sending'
import { checkSteps } from './staged/check-steps'
import { decided, decisionTitles, type Decision } from './staged/decide'
import { newRowKey, type RowUpdate } from './staged/held-row'
import type { Part } from './staged/row-shelf'

export type EditServiceOptions = {
  /** Where journals and chosen files are kept. */
  readonly folder: string
  readonly servers: EditServers
  readonly tasks: TaskService
  readonly announce: (summary: EditSummary) => void
  /** For the log. */
  readonly warn: (text: string) => void
  /** Tells the person of damage that is found after the start. */
  readonly notify?: (notice: StartNotice) => void
  readonly now: () => Date
}

const idsAtOnce = 1_000

/** What a part of a review shows. */
export type ReviewPart = Exclude<Part, 'added'>

/** All staged changes. Lives as long as the program. */
export class EditService {
  readonly files: ChosenFiles
  private readonly shelf: EditShelf
  private readonly sending: Sending
  /** Metadata as it was described last in this run of the program. */
  private readonly described = new Map<string, Table>()

  constructor(private readonly options: EditServiceOptions) {
    const { folder, warn, now, tasks, notify } = options
    this.files = new ChosenFiles(folder)
    this.sending = new Sending(tasks)
    this.shelf = new EditShelf({
      folder,
      warn,
      now,
      onLoad: (edits) => (edits.onChange = options.announce),
      onDamage: (notice) => notify?.(notice),
    })
  }

  /** Every table with staged changes or something to undo. */
  async list(): Promise<EditSummary[]> {
    await this.adopt()
    const known = new Set(this.options.servers.list().map(({ id }) => id))
    const summaries: EditSummary[] = []
    for (const place of await this.shelf.places()) {
      const edits = known.has(place.serverId) ? await this.shelf.get(place) : null
      if (edits && !edits.isEmpty) summaries.push(edits.summary())
    }
    return summaries
  }

  /** What the person has to know about this start. */
  async notices(): Promise<readonly StartNotice[]> {
    const notices = await this.shelf.notices()
    // Nobody waits for clearing up; what cannot be removed now is tried at the next start.
    void this.files.sweep().catch(() => undefined)
    return notices
  }

  /** A server that comes back finds the changes that were made on it. */
  async adopt(): Promise<void> {
    const servers = this.options.servers.list()
    await this.shelf.adopt((head) => {
      if (servers.some(({ id }) => id === head.serverId)) return null
      const heir = servers.find(({ address, userName }) => address === head.address && userName === head.userName)
      return heir ? { serverId: heir.id, serverName: heir.name } : null
    })
  }

  /** Note a table's metadata as they were just described, so that staging needs no network. */
  noteTable(source: SourceRef, table: Table): void {
    if (source.kind !== 'live') return
    this.described.set(placeKey(source), table)
    // Nobody waits until a long journal is read.
    void this.shelf
      .get(source)
      .then((edits) => edits && follow(edits, table))
      .catch((error: unknown) => this.options.warn(`edits: ${String(error)}`))
  }

  async get(place: EditPlace): Promise<EditSummary> {
    const edits = await this.shelf.get(place)
    return edits ? edits.summary() : emptySummary(place, this.described.get(placeKey(place))?.label ?? place.tableId)
  }

  /**
   * Stage steps as one that is undone at once.
   *
   * @param joins  further steps of the one before
   * @returns keys of the rows that were added, in their order
   * @throws AppError `input.invalid` with the reason, when the table, the person's rights or what is staged do not
   *   allow it; `disk.full`, `file.failed`; nothing is staged then
   */
  async stage(place: EditPlace, title: string, steps: readonly EditStep[], joins: boolean): Promise<RowKey[]> {
    const edits = await this.open(place)
    await this.checkRights(edits, steps)
    const { addedKeys } = await edits.changeByHand(() => edits.staged.plan(title, joins, steps))
    return addedKeys
  }

  /**
   * Stage any number of steps, chunk by chunk, as one that is undone at once.
   *
   * @returns the number of steps
   * @throws AppError as `stage`, and `cancelled`; nothing is staged then
   */
  async stageMany(
    place: EditPlace,
    title: string,
    chunks: AsyncIterable<readonly EditStep[]>,
    signal: AbortSignal,
  ): Promise<number> {
    let count = 0
    try {
      for await (const steps of chunks) {
        if (signal.aborted) throw new AppError('cancelled', 'Cancelled.')
        if (steps.length === 0) continue
        await this.stage(place, title, steps, count > 0)
        count += steps.length
      }
    } catch (error) {
      const edits = await this.shelf.get(place)
      if (count > 0 && edits?.summary().undoTitle === title) await this.undo(place)
      throw error
    }
    return count
  }

  async undo(place: EditPlace): Promise<EditSummary> {
    return this.turn(place, { do: 'undo' })
  }

  async redo(place: EditPlace): Promise<EditSummary> {
    return this.turn(place, { do: 'redo' })
  }

  /** Drop all staged changes of a table; can be undone. */
  async discard(place: EditPlace): Promise<EditSummary> {
    return this.turn(place, { do: 'discard', title: 'Discard all changes' })
  }

  async find(place: EditPlace, keys: readonly RowKey[]): Promise<StagedRow[]> {
    const edits = await this.shelf.get(place)
    return edits ? keys.flatMap((key) => edits.staged.rows.staged(key) ?? []) : []
  }

  /** New rows, in the order in which they were added. */
  async added(place: EditPlace, offset: number, limit: number): Promise<StagedRows> {
    return this.page(place, 'added', offset, limit)
  }

  async review(place: EditPlace, part: ReviewPart, offset: number, limit: number): Promise<StagedRows> {
    return this.page(place, part, offset, limit)
  }

  /** New rows whose id or label contains the text. */
  async lookUp(place: EditPlace, text: string, limit: number): Promise<ReferenceCell[]> {
    return (await this.shelf.get(place))?.lookUp(text, limit) ?? []
  }

  /** Settle conflicts: of these rows, or of all (null). */
  async decide(place: EditPlace, keys: readonly RowKey[] | null, choice: Decision): Promise<EditSummary> {
    const edits = await this.open(place)
    await edits.changeByHand(() => {
      const { rows, table, lastNumber } = edits.staged
      let spare = lastNumber
      const updates = (keys ?? rows.order('conflict')).flatMap((key): RowUpdate[] => {
        const row = rows.get(key)
        if (!row) return []
        spare += 1
        return decided(table, row, choice, newRowKey(spare))
      })
      if (updates.length === 0) return { line: null }
      return { line: { do: 'stage' as const, title: decisionTitles[choice], joins: false, rows: updates } }
    })
    return edits.summary()
  }

  /**
   * Send what is staged for some tables of a server, or for all (null).
   *
   * @throws AppError `input.invalid` when nothing waits, or when it is under way already
   */
  async send(serverId: ServerId, tableIds: readonly string[] | null): Promise<TaskId> {
    const places = (await this.shelf.places()).filter((place) => place.serverId === serverId)
    const all: PlaceEdits[] = []
    for (const place of places) all.push(...[(await this.shelf.get(place)) ?? []].flat())
    const chosen = all.filter(({ place }) => tableIds === null || tableIds.includes(place.tableId))
    const { servers } = this.options
    return this.sending.start({ serverId, chosen, all, servers, files: this.files, follow })
  }

  /** What became of changes that were sent; null while they are on their way. */
  report(taskId: TaskId): SendReport | null {
    return this.sending.report(taskId)
  }

  /** Which of these ids have a row on the server. */
  async findIds({ serverId, tableId }: EditPlace, ids: readonly string[]): Promise<readonly string[]> {
    const { servers } = this.options
    const session = servers.session(serverId)
    const signal = servers.untilClosed
    const found: string[] = []
    for (let first = 0; first < ids.length; first += idsAtOnce) {
      found.push(...(await session.findIds(tableId, ids.slice(first, first + idsAtOnce), { signal })))
    }
    return found
  }

  private async page(place: EditPlace, part: Part, offset: number, limit: number): Promise<StagedRows> {
    return (await this.shelf.get(place))?.page(part, offset, limit) ?? { rows: [], totalCount: 0 }
  }

  private async turn(
    place: EditPlace,
    line: { readonly do: 'undo' | 'redo' } | { readonly do: 'discard'; readonly title: string },
  ): Promise<EditSummary> {
    const edits = await this.open(place)
    await edits.changeByHand(() => ({ line }))
    return edits.summary()
  }

  private async open(place: EditPlace): Promise<PlaceEdits> {
    const there = await this.shelf.get(place)
    if (there) return claimedForAccount(there, this.options.servers)
    const table = this.described.get(placeKey(place)) ?? (await this.describe(place))
    return this.shelf.getOrBegin(place, () => this.headOf(place, table))
  }

  private async describe(place: EditPlace): Promise<Table> {
    const { servers } = this.options
    const connection = await servers.connection(place.serverId)
    const table = await connection.describeTable(place.tableId, servers.untilClosed)
    this.described.set(placeKey(place), table)
    return table
  }

  /** Rights may have changed since the table was described: before a no, the server is asked once more. */
  private async checkRights(edits: PlaceEdits, steps: readonly EditStep[]): Promise<void> {
    try {
      checkSteps(edits.staged.table, steps)
    } catch (error) {
      const table = await this.describe(edits.place).catch(() => null)
      if (table === null) throw error
      await follow(edits, table)
      checkSteps(table, steps)
    }
  }

  private headOf({ serverId, tableId }: EditPlace, table: Table): JournalHead {
    const server = this.options.servers.list().find(({ id }) => id === serverId)
    return newHead({
      serverId,
      tableId,
      address: server?.address ?? null,
      userName: server?.userName ?? null,
      serverName: server?.name ?? serverId,
      lastNumber: 0,
      table,
    })
  }
}

/** Other metadata than before: what is staged is judged by them. */
async function follow(edits: PlaceEdits, table: Table): Promise<void> {
  if (JSON.stringify(edits.staged.table) === JSON.stringify(table)) return
  await edits.change(() => ({ line: { do: 'table' as const, table } }))
}
