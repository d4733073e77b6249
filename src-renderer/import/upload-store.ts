// A file for the server's own importer: what it can be told, the file, the choices, and what the server said.
import type { ErrorData } from '@shared/errors/app-error'
import type { ChosenUpload, ImporterAbility, UploadChoice, UploadResult } from '@shared/import/uploads'
import type { ServerId } from '@shared/server/server-profile'
import type { Task, TaskId } from '@shared/task/task'
import { defineStore } from 'pinia'
import { reactive, shallowRef } from 'vue'
import { api } from '../api'
import { failureData } from '../shell/failure'
import { isActive, useTasksStore } from '../shell/tasks/tasks-store'

/** An upload, from the choice of a file to the server's message. */
export type UploadState = {
  readonly serverId: ServerId
  /** What the importer can be told; `none` when it takes no files, null while that is asked. */
  ability: ImporterAbility | 'none' | null
  file: ChosenUpload | null
  choice: UploadChoice
  taskId: TaskId | null
  result: UploadResult | null
  isAsking: boolean
  error: ErrorData | null
}

export const useUploadStore = defineStore('upload', () => {
  const current = shallowRef<UploadState | null>(null)
  const tasks = useTasksStore()

  /** Begin an upload to a server; one that is under way is kept and shown instead. */
  async function begin(serverId: ServerId): Promise<void> {
    if (current.value?.taskId) return
    const state = reactive<UploadState>({
      serverId,
      ability: null,
      file: null,
      choice: { dataAction: 'ADD_UPDATE_EXISTING', metadataAction: null, packageId: null },
      taskId: null,
      result: null,
      isAsking: false,
      error: null,
    })
    current.value = state
    await ask(state, async () => {
      state.ability = (await api.import.ability({ serverId })) ?? 'none'
    })
  }

  /** Ask for a file. */
  async function choose(): Promise<void> {
    const state = current.value
    if (!state || state.taskId) return
    await ask(state, async () => {
      const file = await api.import.chooseUpload({ serverId: state.serverId })
      if (!file) return
      state.file = file
      state.result = null
    })
  }

  function change(part: Partial<UploadChoice>): void {
    const state = current.value
    if (state && !state.taskId) state.choice = { ...state.choice, ...part }
  }

  async function start(): Promise<void> {
    const state = current.value
    if (!state?.file || state.taskId) return
    const { serverId, choice } = state
    const { uploadId } = state.file
    state.result = null
    await ask(state, async () => {
      const taskId = await api.import.upload({ serverId, uploadId, choice: { ...choice } })
      state.taskId = taskId
      // A short piece of work may have ended before its name was told.
      const task = tasks.tasks.find(({ id }) => id === taskId)
      if (task && !isActive(task)) await ended(task)
    })
  }

  /** A task has ended. @returns the upload when it was its task */
  async function ended(task: Task): Promise<UploadState | null> {
    const state = current.value
    if (!state || state.taskId !== task.id) return null
    await ask(state, async () => {
      state.result = await api.import.uploadResult({ taskId: task.id })
    })
    state.error ??= task.error
    state.taskId = null
    return state
  }

  /** Let go of the upload, unless it is under way. */
  function drop(): void {
    if (!current.value?.taskId) current.value = null
  }

  async function ask(state: UploadState, work: () => Promise<void>): Promise<void> {
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

  return { current, begin, choose, change, start, ended, drop }
})
