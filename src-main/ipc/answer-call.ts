// Runs one call: parses its input, runs the handler, turns what is thrown into data.
import { AppError, isCancelled, toErrorData, type ErrorData } from '@shared/errors/app-error'
import { contract, type AllHandlers, type CallName } from '@shared/ipc/contract'
import type { Result } from '@shared/ipc/result'

/** Writes a failure to the log and answers the id under which it stands there. */
export type LogFailure = (call: CallName, error: unknown) => string

/** Parse the input, run the handler, wrap what comes of it. */
export async function answerCall(
  handlers: AllHandlers,
  name: CallName,
  input: unknown,
  logFailure: LogFailure,
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

function asErrorData(name: CallName, error: unknown, logFailure: LogFailure): ErrorData {
  if (isCancelled(error)) return { code: 'cancelled', message: 'Cancelled.', facts: {} }
  if (error instanceof AppError && error.code !== 'internal') return toErrorData(error)
  const logId = logFailure(name, error)
  return { code: 'internal', message: 'Something went wrong inside the program.', facts: { logId } }
}

/** An answer that refuses the call itself. */
export const refusal = (message: string): Result<never> => ({
  ok: false,
  error: { code: 'input.invalid', message, facts: {} },
})
