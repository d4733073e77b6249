// The import of a file of rows: the file, how it is read, where its columns go, what a dry run found, what was done.
// It outlives its dialog, so that a check or a sending can go on behind other work.
import { placeKey, type EditPlace } from '@shared/edit/staged'
import type { ErrorData } from '@shared/errors/app-error'
import type { FileCount, FileLook, FileReading } from '@shared/import/file-reading'
import { matchColumns, type ImportPlan } from '@shared/import/import-plan'
import type { ImportRefusal, ImportReport } from '@shared/import/import-report'
import type { Table } from '@shared/table/table'
import type { Task, TaskId } from '@shared/task/task'
import { defineStore } from 'pinia'
import { markRaw, reactive, shallowRef } from 'vue'
import { api } from '../api'
import { failureData } from '../shell/failure'
import { isActive, useTasksStore } from '../shell/tasks/tasks-store'

/** What a task of an import is doing. */
export type ImportWork = 'check' | 'stage' | 'send'

/** An import, from the choice of a file on. */
export type ImportState = {
  readonly place: EditPlace
  table: Table | null
  importId: string | null
  fileName: string
  look: FileLook | null
  /** Null while the rows are being counted. */
  count: FileCount | null
  plan: ImportPlan | null
  work: { readonly kind: ImportWork; readonly taskId: TaskId } | null
  /** What came of the last check and of what was done since; null when the plan was changed after it. */
  report: ImportReport | null
  refusals: readonly ImportRefusal[]
  refusalCount: number
  /** A question is on its way that the window waits for. */
  isAsking: boolean
  error: ErrorData | null
}

const newState = (place: EditPlace): ImportState => ({
  place: markRaw({ serverId: place.serverId, tableId: place.tableId }),
  table: null,
  importId: null,
  fileName: '',
  look: null,
  count: null,
  plan: null,
  work: null,
  report: null,
  refusals: [],
  refusalCount: 0,
  isAsking: false,
  error: null,
})

const refusalsAtOnce = 1000

export const useImportStore = defineStore('import', () => {
  const current = shallowRef<ImportState | null>(null)
  const tasks = useTasksStore()
  let lastLook = 0

  /** Begin an import into a table; one that is being worked on is kept and shown instead. */
  async function begin(place: EditPlace): Promise<void> {
    const before = current.value
    if (before?.work || (before?.importId && placeKey(before.place) === placeKey(place))) return
    await drop()
    const state = reactive(newState(place))
    current.value = state
    await ask(state, async () => {
      const source = { kind: 'live', ...state.place } as const
      state.table = markRaw(await api.tables.describe({ source }))
    })
  }

  /** Ask for a file and look into it. */
  async function choose(): Promise<void> {
    const state = current.value
    if (!state || state.work) return
    await ask(state, async () => {
      const chosen = await api.import.choose({ place: state.place })
      if (!chosen) return
      if (state.importId !== null) void api.import.close({ importId: state.importId })
      state.importId = chosen.importId
      state.fileName = chosen.fileName
      state.plan = null
      take(state, chosen.look)
      void countRows(state)
    })
  }

  /** Read the file in another way. */
  async function read(change: Partial<FileReading>): Promise<void> {
    const state = current.value
    if (!state?.look || state.importId === null || state.work) return
    const importId = state.importId
    const reading = { ...state.look.reading, ...change }
    const turn = (lastLook += 1)
    forgetReport(state)
    await ask(state, async () => {
      const look = await api.import.look({ importId, reading })
      if (turn !== lastLook || state.importId !== importId) return
      take(state, look)
      void countRows(state)
    })
  }

  function take(state: ImportState, look: FileLook): void {
    const before = state.look
    state.look = markRaw(look)
    state.count = null
    forgetReport(state)
    const isSame = state.plan !== null && before !== null && sameTexts(before.headings, look.headings)
    if (isSame || !state.table) return
    const columns = matchColumns(state.table, look.headings)
    state.plan = state.plan ? { ...state.plan, columns } : firstPlan(state.table, columns)
  }

  async function countRows(state: ImportState): Promise<void> {
    const { importId, look } = state
    if (importId === null || !look) return
    try {
      const count = await api.import.count({ importId, reading: { ...look.reading } })
      if (state.look === look) state.count = count
    } catch (error) {
      if (state.look === look) state.error = failureData(error)
    }
  }

  /** Change the plan; what a check found before no longer holds. */
  function change(part: Partial<ImportPlan>): void {
    const state = current.value
    if (!state?.plan || state.work) return
    state.plan = { ...state.plan, ...part }
    forgetReport(state)
  }

  /** Let a column of the file go into a column of the table, or leave it out (null). */
  function setColumn(index: number, name: string | null): void {
    const plan = current.value?.plan
    if (plan) change({ columns: plan.columns.map((each, at) => (at === index ? name : each)) })
  }

  /** Try every row without writing anything. */
  async function check(): Promise<void> {
    const state = current.value
    if (!state?.plan || !state.look || state.importId === null || state.work) return
    const { importId, plan, look } = state
    forgetReport(state)
    await ask(state, async () => {
      const input = { importId, reading: { ...look.reading }, plan: { ...plan, columns: [...plan.columns] } }
      await follow(state, 'check', await api.import.check(input))
    })
  }

  /** Stage or send the rows that passed. */
  async function go(kind: 'stage' | 'send'): Promise<void> {
    const state = current.value
    if (!state?.report || state.importId === null || state.work) return
    const { importId } = state
    await ask(state, async () => {
      await follow(state, kind, await api.import[kind]({ importId }))
    })
  }

  async function follow(state: ImportState, kind: ImportWork, taskId: TaskId): Promise<void> {
    state.work = { kind, taskId }
    // A short piece of work may have ended before its name was told.
    const task = tasks.tasks.find(({ id }) => id === taskId)
    if (task && !isActive(task)) await ended(task)
  }

  /** A task has ended. @returns the import when it was its task, as it stands now, and what the task did */
  async function ended(task: Task): Promise<{ state: ImportState; kind: ImportWork } | null> {
    const state = current.value
    if (!state?.work || state.work.taskId !== task.id || state.importId === null) return null
    const { kind } = state.work
    const { importId } = state
    await ask(state, async () => {
      state.report = await api.import.report({ importId })
      await readRefusals(state, 0)
    })
    // What ended a sending early is part of its report.
    if (task.error && !(kind === 'send' && state.report?.sent)) state.error = task.error
    state.work = null
    return { state, kind }
  }

  async function readRefusals(state: ImportState, offset: number): Promise<void> {
    if (state.importId === null || !state.report) return
    const input = { importId: state.importId, offset, limit: refusalsAtOnce }
    const { rows, totalCount } = await api.import.refusals(input)
    state.refusals = markRaw(offset === 0 ? rows : [...state.refusals, ...rows])
    state.refusalCount = totalCount
  }

  /** Read the next refusals. */
  async function more(): Promise<void> {
    const state = current.value
    if (state) await ask(state, () => readRefusals(state, state.refusals.length))
  }

  /** @returns the path of the file, or null when none was written */
  async function saveRefused(): Promise<string | null> {
    const state = current.value
    if (!state || state.importId === null) return null
    const { importId } = state
    let path: string | null = null
    await ask(state, async () => void (path = await api.import.saveRefused({ importId })))
    return path
  }

  /** Let go of the import, unless it is being worked on. */
  async function drop(): Promise<void> {
    const state = current.value
    if (!state || state.work) return
    current.value = null
    if (state.importId !== null) await api.import.close({ importId: state.importId })
  }

  async function ask(state: ImportState, work: () => Promise<void>): Promise<void> {
    state.isAsking = true
    state.error = null
    try {
      await work()
    } catch (error) {
      state.error = failureData(error)
    } finally {
      state.isAsking = false
    }
  }

  return { current, begin, choose, read, change, setColumn, check, go, ended, more, saveRefused, drop }
})

function forgetReport(state: ImportState): void {
  state.report = null
  state.refusals = []
  state.refusalCount = 0
}

/** Without ids rows can only be added. */
function firstPlan({ rights, idColumn }: Table, columns: ImportPlan['columns']): ImportPlan {
  const canChange = rights.canChange && columns.includes(idColumn)
  const mode = !canChange ? 'add' : rights.canAdd ? 'add-and-change' : 'change'
  return { columns, mode, emptyCells: 'no-value', referencesBy: 'id' }
}

const sameTexts = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((text, index) => text === other[index])
