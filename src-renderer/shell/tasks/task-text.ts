// A task in words: how far, how fast, how long still, and how it ended.
import type { Task } from '@shared/task/task'
import { formatCount, formatCounted, formatDuration, formatSize } from '../../ui/format'

const icons = {
  'keep-offline': 'i-lucide-download',
  export: 'i-lucide-file-down',
  send: 'i-lucide-upload',
  import: 'i-lucide-file-up',
} as const satisfies Record<Task['kind'], string>

/** The icon that stands for what a task does. */
export const taskIcon = ({ kind }: Task): string => icons[kind]

/** What a task counts: rows, or changes of rows. */
const counted = (task: Task, count: number): string => formatCounted(count, task.kind === 'send' ? 'change' : 'row')

/** One line about a task, for the status bar and the list. */
export function taskLine(task: Task): string {
  switch (task.state) {
    case 'running':
      return runningLine(task)
    case 'waiting-for-sign-in':
      return `Waiting for you to sign in again; ${safeLine(task)}`
    case 'done':
      return [counted(task, task.doneCount), task.sizeBytes === null ? null : formatSize(task.sizeBytes), 'done']
        .filter((part) => part !== null)
        .join(', ')
    case 'failed':
      return task.error?.message ?? 'It failed.'
    case 'cancelled':
      return `Cancelled after ${counted(task, task.doneCount)}`
  }
}

/** What of it cannot get lost any more while it waits. */
function safeLine(task: Task): string {
  if (task.kind === 'send') return 'what is not sent yet stays on this computer'
  return `${counted(task, task.doneCount)} ${task.doneCount === 1 ? 'is' : 'are'} safe`
}

function runningLine(task: Task): string {
  if (task.doneCount === 0 && task.totalCount === null) return task.phase
  const far =
    task.totalCount === null
      ? counted(task, task.doneCount)
      : `${formatCount(task.doneCount)} of ${counted(task, task.totalCount)}`
  // Once every row is there, the phase tells more than a rate.
  if (task.totalCount !== null && task.doneCount >= task.totalCount) return `${far}, ${task.phase.toLowerCase()}`
  return [
    far,
    task.ratePerSecond === null ? null : `${formatCount(Math.round(task.ratePerSecond))} a second`,
    task.remainingMs === null ? null : `${formatDuration(task.remainingMs)} left`,
  ]
    .filter((part) => part !== null)
    .join(', ')
}
