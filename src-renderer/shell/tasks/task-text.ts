// A task in words: how far, how fast, how long still, and how it ended.
import type { Task } from '@shared/task/task'
import { formatCount, formatCounted, formatDuration, formatSize } from '../../ui/format'

/** One line about a task, for the status bar and the list. */
export function taskLine(task: Task): string {
  switch (task.state) {
    case 'running':
      return runningLine(task)
    case 'waiting-for-sign-in':
      return `Waiting for you to sign in again; ${formatCounted(task.doneCount, 'row')} ${task.doneCount === 1 ? 'is' : 'are'} safe`
    case 'done':
      return [formatCounted(task.doneCount, 'row'), task.sizeBytes === null ? null : formatSize(task.sizeBytes), 'done']
        .filter((part) => part !== null)
        .join(', ')
    case 'failed':
      return task.error?.message ?? 'It failed.'
    case 'cancelled':
      return `Cancelled after ${formatCounted(task.doneCount, 'row')}`
  }
}

function runningLine(task: Task): string {
  if (task.doneCount === 0 && task.totalCount === null) return task.phase
  const far =
    task.totalCount === null
      ? formatCounted(task.doneCount, 'row')
      : `${formatCount(task.doneCount)} of ${formatCounted(task.totalCount, 'row')}`
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
