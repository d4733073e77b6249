// Work that is done again when the token turned out to be dead, as soon as there is a new one.
import { AppError } from '@shared/errors/app-error'
import type { SessionAccess } from './session-options'

const mostRenewals = 5

/** Do the work; after `auth.expired` wait for a new token and do it again. Only for work that may be done twice. */
export async function renewing<T>(
  { renew }: Pick<SessionAccess, 'renew'>,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  for (let renewals = 0; ; renewals += 1) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'auth.expired' || renewals >= mostRenewals) throw error
      await renew(signal)
    }
  }
}
