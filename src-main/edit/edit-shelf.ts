// All journals on disk: finds them, reads each when it is first asked for, and says what could not be read.
import type { EditPlace } from '@shared/edit/staged'
import { placeKey } from '@shared/edit/staged'
import type { StartNotice } from '@shared/ipc/answers'
import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Queue } from './in-turns'
import { JournalFile } from './journal/journal-file'
import type { JournalHead } from './journal/journal-line'
import { PlaceEdits } from './place-edits'

const ending = '.jsonl'
/** Journals up to this size are read whole at the start, so that damage is said at once. */
const quickBytes = 1_000_000

export type ShelfOptions = {
  readonly folder: string
  /** For the log. */
  readonly warn: (text: string) => void
  readonly now: () => Date
  /** Called for each table whose changes were read. */
  readonly onLoad: (edits: PlaceEdits) => void
  /** Called when damage is found after the start. */
  readonly onDamage: (notice: StartNotice) => void
}

type Known = { readonly path: string; readonly head: JournalHead }

/** Journals by place. */
export class EditShelf {
  private index: Promise<Map<string, Known>> | null = null
  private readonly loaded = new Map<string, Promise<PlaceEdits | null>>()
  private readonly found: StartNotice[] = []
  private readonly adopting = new Queue()

  constructor(private readonly options: ShelfOptions) {}

  /** Every place with a journal. */
  async places(): Promise<EditPlace[]> {
    const index = await this.known()
    const places = new Map(
      [...index].map(([key, { head }]) => [key, { serverId: head.serverId, tableId: head.tableId }]),
    )
    for (const loading of this.loaded.values()) {
      const edits = await loading
      if (edits) places.set(placeKey(edits.place), edits.place)
    }
    return [...places.values()]
  }

  /** The changes of a place; null where there are none. */
  async get(place: EditPlace): Promise<PlaceEdits | null> {
    const key = placeKey(place)
    const opened = this.loaded.get(key)
    if (opened) return opened
    const known = (await this.known()).get(key)
    if (!known) return this.loaded.get(key) ?? null
    const loading = this.loaded.get(key) ?? this.load(known.path)
    this.loaded.set(key, loading)
    return loading
  }

  /** The changes of a place, begun now if there are none. */
  async getOrBegin(place: EditPlace, head: () => JournalHead): Promise<PlaceEdits> {
    const there = await this.get(place)
    if (there) return there
    const key = placeKey(place)
    const begun = (await this.loaded.get(key)) ?? PlaceEdits.begin(head(), this.pathOf(place))
    this.loaded.set(key, Promise.resolve(begun))
    this.options.onLoad(begun)
    return begun
  }

  /** What could not be read; small journals are read for it. */
  async notices(): Promise<readonly StartNotice[]> {
    for (const { path, head } of (await this.known()).values()) {
      const { size } = await stat(path).catch(() => ({ size: Infinity }))
      if (size <= quickBytes) await this.get(head)
    }
    return this.found
  }

  /** Give the changes of servers that are no longer in the list to the ones that took their places. */
  adopt(heirOf: (head: JournalHead) => Pick<JournalHead, 'serverId' | 'serverName'> | null): Promise<void> {
    return this.adopting.run(() => this.adoptNow(heirOf))
  }

  private async adoptNow(
    heirOf: (head: JournalHead) => Pick<JournalHead, 'serverId' | 'serverName'> | null,
  ): Promise<void> {
    const index = await this.known()
    for (const [key, { head }] of index) {
      const heir = heirOf(head)
      if (heir === null) continue
      const place = { serverId: heir.serverId, tableId: head.tableId }
      const [orphan, own] = [await this.get(head), await this.get(place)]
      if (orphan === null || (own && !own.isEmpty)) continue
      const moved = await orphan.moved(heir, this.pathOf(place))
      index.delete(key)
      this.loaded.delete(key)
      index.set(placeKey(place), { path: moved.path, head: moved.about })
      this.loaded.set(placeKey(place), Promise.resolve(moved))
      this.options.onLoad(moved)
      moved.onChange(moved.summary())
    }
  }

  private known(): Promise<Map<string, Known>> {
    this.index ??= this.readIndex()
    return this.index
  }

  private async readIndex(): Promise<Map<string, Known>> {
    const known = new Map<string, Known>()
    const names = await readdir(this.options.folder).catch(() => [])
    for (const name of names.filter((each) => each.endsWith(ending)).sort()) {
      const path = join(this.options.folder, name)
      const head = await new JournalFile(path).readHead().catch(() => null)
      if (head) known.set(placeKey(head), { path, head })
      else await this.putAside(path)
    }
    return known
  }

  private async load(path: string): Promise<PlaceEdits | null> {
    const report = await PlaceEdits.load(path)
    if (report === null) {
      await this.putAside(path)
      return null
    }
    const { edits, damage, wasTorn } = report
    if (wasTorn) this.options.warn(`edits: the last line of ${path} was torn and is passed over`)
    this.options.onLoad(edits)
    if (damage !== null) {
      const aside = await edits.putAside(this.asideEnding())
      this.say({
        title: `Not all changes to ${edits.staged.table.label} could be read.`,
        text: `The file in which they are kept is damaged (${damage}). What comes before the damage is staged again; look it over before it is sent. The file itself is kept as ${aside}.`,
      })
    }
    await edits.settleLost()
    return edits
  }

  private async putAside(path: string): Promise<void> {
    const aside = await new JournalFile(path).putAside(this.asideEnding()).catch(() => path)
    this.say({
      title: 'Some changes that were not sent could not be read.',
      text: `The file in which they are kept is damaged. It is kept as ${aside}.`,
    })
  }

  private say(notice: StartNotice): void {
    this.options.warn(`edits: ${notice.title} ${notice.text}`)
    this.found.push(notice)
    this.options.onDamage(notice)
  }

  private asideEnding(): string {
    return `damaged-${this.options.now().toISOString().replace(/\D/g, '')}`
  }

  private pathOf(place: EditPlace): string {
    const name = createHash('sha256').update(placeKey(place)).digest('hex').slice(0, 32)
    return join(this.options.folder, `${name}${ending}`)
  }
}
