// Keeps the row numbers of the last views, so that a window of any filter and order costs no more than itself.

import { throwIfCancelled } from '@shared/errors/app-error'

/** The rows of a view in their order; `rows` is null for all rows in the copy's own order. */
export type View = { readonly rows: Int32Array | null; readonly rowCount: number }

type Entry = {
  readonly view: Promise<View>
  readonly controller: AbortController
  waiting: number
  sizeBytes: number
  isDone: boolean
}

const defaultMaxBytes = 96 * 2 ** 20

export class ViewCache {
  /** In order of last use, the least recent first. */
  private readonly entries = new Map<string, Entry>()

  constructor(private readonly maxBytes = defaultMaxBytes) {}

  /**
   * The view of a key, made when it is not there. Questions that ask for the same view wait for the same work; the
   * work is given up only when the last of them is cancelled.
   */
  async get(key: string, signal: AbortSignal | undefined, make: (signal: AbortSignal) => Promise<View>): Promise<View> {
    const entry = this.entries.get(key) ?? this.start(key, make)
    this.entries.delete(key)
    this.entries.set(key, entry)
    entry.waiting += 1
    const leave = () => {
      entry.waiting -= 1
      if (entry.waiting > 0 || entry.isDone) return
      if (this.entries.get(key) === entry) this.entries.delete(key)
      entry.controller.abort()
    }
    if (signal?.aborted === true) leave()
    else signal?.addEventListener('abort', leave, { once: true })
    try {
      const view = await entry.view
      throwIfCancelled(signal)
      return view
    } finally {
      if (signal?.aborted !== true) {
        signal?.removeEventListener('abort', leave)
        entry.waiting -= 1
      }
    }
  }

  private start(key: string, make: (signal: AbortSignal) => Promise<View>): Entry {
    const controller = new AbortController()
    const view = make(controller.signal)
    const entry: Entry = { view, controller, waiting: 0, sizeBytes: 0, isDone: false }
    view.then(
      ({ rows }) => {
        entry.isDone = true
        entry.sizeBytes = rows?.byteLength ?? 0
        this.shrink()
      },
      () => {
        entry.isDone = true
        if (this.entries.get(key) === entry) this.entries.delete(key)
      },
    )
    return entry
  }

  private shrink(): void {
    let total = 0
    for (const entry of this.entries.values()) total += entry.sizeBytes
    for (const [key, entry] of this.entries) {
      if (total <= this.maxBytes) return
      if (!entry.isDone) continue
      this.entries.delete(key)
      total -= entry.sizeBytes
    }
  }
}
