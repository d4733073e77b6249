// The one place where calls of the window arrive: sender checked, input parsed, errors turned into data.
import { AppError, isCancelled, toErrorData, type ErrorData } from '@shared/errors/app-error'
import { callPrefix, eventPrefix } from '@shared/ipc/channel'
import { contract, type AllHandlers, type CallName } from '@shared/ipc/contract'
import type { EventMap, EventName } from '@shared/ipc/events'
import type { Result } from '@shared/ipc/result'
import type { IpcMain, WebContents, WebFrameMain } from 'electron'

/** The little that registration needs beside the handlers. */
export type RegisterOptions = {
  readonly ipc: Pick<IpcMain, 'handle'>
  readonly isTrusted: (frame: WebFrameMain | null) => boolean
  /** Writes a failure to the log and answers the id under which it stands there. */
  readonly logFailure: (call: CallName, error: unknown) => string
}

/**
 * Register a handler for every call of the contract.
 *
 * @throws Error when a call has no own handler, so that a hole is found at the start and not by a person
 */
export function registerHandlers(handlers: AllHandlers, options: RegisterOptions): void {
  for (const name of Object.keys(contract) as CallName[]) {
    if (!Object.hasOwn(handlers, name)) throw new Error(`No handler for the call ${name}`)
    options.ipc.handle(callPrefix + name, (event, input: unknown) =>
      options.isTrusted(event.senderFrame)
        ? answerCall(handlers, name, input, options.logFailure)
        : refusal('The call does not come from the program’s own window.'),
    )
  }
}

/** Parse the input, run the handler, wrap what comes of it. */
export async function answerCall(
  handlers: AllHandlers,
  name: CallName,
  input: unknown,
  logFailure: RegisterOptions['logFailure'],
): Promise<Result<unknown>> {
  const parsed = contract[name].input.safeParse(input)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return refusal(`The call ${name} got a wrong ${issue?.path.join('.') || 'input'}: ${issue?.message ?? 'unknown'}.`)
  }
  try {
    const handler = handlers[name] as (value: unknown) => unknown
    return { ok: true, value: await handler(parsed.data) }
  } catch (error) {
    return { ok: false, error: asErrorData(name, error, logFailure) }
  }
}

function asErrorData(name: CallName, error: unknown, logFailure: RegisterOptions['logFailure']): ErrorData {
  if (isCancelled(error)) return { code: 'cancelled', message: 'Cancelled.', facts: {} }
  if (error instanceof AppError && error.code !== 'internal') return toErrorData(error)
  const logId = logFailure(name, error)
  return { code: 'internal', message: 'Something went wrong inside the program.', facts: { logId } }
}

const refusal = (message: string): Result<never> => ({ ok: false, error: { code: 'input.invalid', message, facts: {} } })

/** Announce something to the window; silent when it is gone. */
export function announceTo<N extends EventName>(contents: WebContents | null, name: N, payload: EventMap[N]): void {
  if (contents && !contents.isDestroyed()) contents.send(eventPrefix + name, payload)
}
