// What the program was started for, and what a second start or the native menu asks for.
import type { StartRequest } from '@shared/ipc/answers'
import type { SourceRef } from '@shared/table/table'
import { defineStore } from 'pinia'
import { api, onEvent } from '../api'
import { runCommand } from './commands'
import { warn } from './notify'

export const useStartStore = defineStore('start', () => {
  const ask = (): Promise<StartRequest> => api.app.start()

  /** Follow the native menu, second starts and what main has to say. */
  function listen(onOpen: (source: SourceRef) => void): () => void {
    const stops = [
      onEvent('menu.command', (id) => void runCommand(id)),
      onEvent('app.open', onOpen),
      onEvent('app.notice', ({ title, text }) => warn(title, text)),
    ]
    return () => stops.forEach((stop) => stop())
  }

  /** Hear when the reader of offline copies was started again after a crash. */
  const listenToEngine = (onRestart: () => void): (() => void) => onEvent('engine.restarted', onRestart)

  return { ask, listen, listenToEngine }
})
