// A caught failure as plain data for the screen.
import { AppError, isCancelled, type ErrorData } from '@shared/errors/app-error'

/** The plain form of a caught failure; null for a cancelled piece of work, which is never shown as a failure. */
export function failureData(error: unknown): ErrorData | null {
  if (isCancelled(error)) return null
  if (error instanceof AppError) return { code: error.code, message: error.message, facts: error.facts }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error), facts: {} }
}
