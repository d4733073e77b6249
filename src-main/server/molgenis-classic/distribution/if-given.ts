// What a server would count, or not: a refusal leads to another way of counting.
import { AppError, isCancelled } from '@shared/errors/app-error'

const refusals: readonly string[] = [
  'query.refused',
  'query.invalid',
  'server.refused',
  'auth.refused',
  'server.answer-malformed',
]

/** What a server answers; null where it refuses. */
export async function ifGiven<T>(ask: () => Promise<T | null>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    const isRefused = error instanceof AppError && refusals.includes(error.code)
    if (isCancelled(error) || !isRefused) throw error
    return null
  }
}
