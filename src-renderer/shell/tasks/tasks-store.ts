// Slow work: what runs, what waits for the person, what has ended.
import type { Task, TaskId } from '@shared/task/task'
import { defineStore } from 'pinia'
import { computed, reactive, ref } from 'vue'
import { api, onEvent } from '../../api'

export const useTasksStore = defineStore('tasks', () => {
  const byId = reactive(new Map<string, Task>())
  const isListOpen = ref(false)

  /** Newest first; what runs or waits stands before what has ended. */
  const tasks = computed(() =>
    [...byId.values()].sort(
      (a, b) => Number(isActive(b)) - Number(isActive(a)) || Date.parse(b.startedAtIso) - Date.parse(a.startedAtIso),
    ),
  )
  const active = computed(() => tasks.value.filter(isActive))
  /** The task that the status bar tells of. */
  const shown = computed(() => active.value[0] ?? null)

  async function load(): Promise<void> {
    for (const task of await api.task.list()) if (!byId.has(task.id)) byId.set(task.id, task)
  }

  /** Follow main's announcements. `onEnd` hears once of each task that ends while the window is open. */
  function listen(onEnd: (task: Task) => void): () => void {
    const stops = [
      onEvent('task.changed', (task) => {
        const before = byId.get(task.id)
        byId.set(task.id, task)
        if (!isActive(task) && (before === undefined || isActive(before))) onEnd(task)
      }),
      onEvent('task.removed', ({ id }) => byId.delete(id)),
    ]
    return () => stops.forEach((stop) => stop())
  }

  const cancel = (taskId: TaskId): Promise<null> => api.task.cancel({ taskId })
  const showFile = (taskId: TaskId): Promise<null> => api.task.showFile({ taskId })

  async function dismiss(taskId: TaskId): Promise<void> {
    byId.delete(taskId)
    await api.task.dismiss({ taskId })
  }

  return { tasks, active, shown, isListOpen, load, listen, cancel, showFile, dismiss }
})

/** True while a task runs or waits for a sign-in. */
export const isActive = (task: Task): boolean => task.state === 'running' || task.state === 'waiting-for-sign-in'
