// The calls about tasks.
import { AppError } from '@shared/errors/app-error'
import type { HandlersFor } from '@shared/ipc/contract'
import type { TaskService } from './task-service'

/** @param showFile  shows a file in the system's own file browser */
export const taskHandlers = (tasks: TaskService, showFile: (path: string) => void) =>
  ({
    'task.list': () => tasks.list(),
    'task.cancel': ({ taskId }) => {
      tasks.cancel(taskId)
      return null
    },
    'task.dismiss': ({ taskId }) => {
      tasks.dismiss(taskId)
      return null
    },
    'task.showFile': ({ taskId }) => {
      const { filePath } = tasks.get(taskId)
      if (filePath === null) throw new AppError('input.invalid', 'This task has written no file.')
      showFile(filePath)
      return null
    },
  }) satisfies HandlersFor<'task'>
