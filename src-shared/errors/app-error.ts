// The one error that crosses rooms and the process border, as a class and as plain data.
import type { ErrorCode } from './error-code'

/** Small facts beside an error: the server's own words, a status, an attribute. Never a secret. */
export type ErrorFacts = Readonly<Record<string, string | number | boolean | null>>

/** An error as plain data, as it crosses the process border. */
export type ErrorData = {
  readonly code: ErrorCode
  /** What happened, in one plain sentence. */
  readonly message: string
  readonly facts: ErrorFacts
}

type AppErrorOptions = { cause?: unknown; facts?: ErrorFacts }

/**
 * A failure with a closed code, a plain sentence and facts.
 *
 * Known facts: `serverWords` (what the server said), `status` (HTTP), `serverCode` (the server's own error code),
 * `attribute` (the part of a filter it concerns), `field` (the part of a form it concerns), `address`, `tableId`, `path`, `logId`.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly facts: ErrorFacts

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.facts = options.facts ?? {}
  }
}

/** The plain form of an error, for the process border. */
export function toErrorData(error: AppError): ErrorData {
  return { code: error.code, message: error.message, facts: error.facts }
}

/** The error again from its plain form. */
export function fromErrorData(data: ErrorData): AppError {
  return new AppError(data.code, data.message, { facts: data.facts })
}

/** True for the error that a cancelled piece of work ends with, in our form or the platform's. */
export function isCancelled(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'cancelled'
  return error instanceof Error && error.name === 'AbortError'
}

/** @throws AppError `cancelled` when the signal has fired. */
export function throwIfCancelled(signal: { readonly aborted: boolean } | undefined): void {
  if (signal?.aborted) throw new AppError('cancelled', 'Cancelled.')
}
