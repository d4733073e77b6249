// The one place where calls of the window arrive and announcements leave. Only this room touches ipcMain.
import { callPrefix, eventPrefix } from '@shared/ipc/channel'
import { contract, type AllHandlers, type CallName } from '@shared/ipc/contract'
import type { EventMap, EventName } from '@shared/ipc/events'
import { ipcMain, type WebContents } from 'electron'
import { answerCall, refusal, type LogFailure } from './answer-call'
import { isOwnFrame } from './sender-check'

/**
 * Register a handler for every call of the contract.
 *
 * @throws Error when a call has no own handler, so that a hole is found at the start and not by a person
 */
export function registerHandlers(handlers: AllHandlers, logFailure: LogFailure): void {
  for (const name of Object.keys(contract) as CallName[]) {
    if (!Object.hasOwn(handlers, name)) throw new Error(`No handler for the call ${name}`)
    ipcMain.handle(callPrefix + name, (event, input: unknown) =>
      isOwnFrame(event.senderFrame)
        ? answerCall(handlers, name, input, logFailure)
        : refusal('The call does not come from the program’s own window.'),
    )
  }
}

/** Announce something to the window; silent when it is gone. */
export function announceTo<N extends EventName>(contents: WebContents | null, name: N, payload: EventMap[N]): void {
  if (contents && !contents.isDestroyed()) contents.send(eventPrefix + name, payload)
}
