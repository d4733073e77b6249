// Finds out which rows pasted ids and labels mean: asks the server once for each, some at a time.
import { AppError } from '@shared/errors/app-error'
import type { Column } from '@shared/table/table'
import type { ReferenceCell } from '@shared/table/table-slice'
import { defineStore } from 'pinia'
import { api } from '../../api'
import { placeOf } from '../../edit/edits-store'
import { meaningOf, type Meanings } from '../../edit/cells/paste-read'
import { nextRequestId, type ViewState } from '../../query/views-store'
import { formatCount } from '../../ui/format'
import { useGridNoteStore } from '../edit/note-store'
import type { WalkJob } from '../rows/walk-rows'

const askedAtOnce = 4
/** Rows that one question answers with. */
const offeredCount = 50
/** From so many questions on, how far they are is said. */
const manyQuestions = 12

export const useMeaningsStore = defineStore('meanings', () => {
  const notes = useGridNoteStore()

  /**
   * What the texts mean.
   *
   * @throws AppError `cancelled` when it was given up, and what the server answers when it cannot be asked
   */
  async function find(
    view: ViewState,
    texts: ReadonlyMap<string, ReadonlySet<string>>,
    job: WalkJob,
  ): Promise<Meanings> {
    const found = new Map<string, Map<string, ReferenceCell | string>>()
    const waiting: { column: Column; text: string }[] = []
    for (const [name, some] of texts) {
      const column = view.table?.columns.find((one) => one.name === name)
      found.set(name, new Map())
      if (column) for (const text of some) waiting.push({ column, text })
    }
    const totalCount = waiting.length
    let doneCount = 0
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        if (job.isStopped) throw new AppError('cancelled', 'Cancelled.')
        found.get(next.column.name)?.set(next.text, await meaning(view, next.column, next.text))
        doneCount += 1
        if (totalCount >= manyQuestions) say(doneCount, totalCount, job)
      }
    }
    await Promise.all(Array.from({ length: askedAtOnce }, work))
    return found
  }

  function say(doneCount: number, totalCount: number, job: WalkJob): void {
    notes.working(`Looking up references: ${formatCount(doneCount)} of ${formatCount(totalCount)}`, () => {
      job.isStopped = true
      notes.dismiss()
    })
  }

  async function meaning(view: ViewState, column: Column, text: string): Promise<ReferenceCell | string> {
    const { target } = column
    const place = placeOf(view.source)
    if (!target || !place) return `${column.label} points at no table.`
    const there = { serverId: place.serverId, tableId: target.tableId }
    const [found, staged] = await Promise.all([
      api.query.lookUp({
        source: view.source,
        column: column.name,
        text,
        limit: offeredCount,
        requestId: nextRequestId(),
      }),
      api.edit.lookUp({ place: there, text, limit: offeredCount }),
    ])
    const ids = new Set(found.map(({ id }) => id))
    const all = [...found, ...(staged ?? []).filter(({ id }) => !ids.has(id))]
    return meaningOf(text, all, { tableLabel: target.tableLabel, isCut: found.length >= offeredCount })
  }

  return { find }
})
