// Why a sign-in or a question was refused, given what is known of the session.
import { AppError } from '@shared/errors/app-error'

export const guestsRefused = (host: string) =>
  new AppError('auth.required', `${host} admits no guests: it wants you to sign in.`, { facts: { address: host } })

export const tokenRefused = (kind: 'password' | 'token') =>
  kind === 'token'
    ? new AppError('auth.refused', 'The server does not know this token; it may have run out.', {
        facts: { field: 'token' },
      })
    : new AppError(
        'auth.refused',
        'The server gave a token and then did not accept it; a proxy may remove it on the way.',
        { facts: { field: 'token' } },
      )

export const expired = (error: AppError | null) =>
  new AppError('auth.expired', 'The sign-in has run out: the server now answers as it answers a guest.', {
    cause: error ?? undefined,
    facts: error?.facts ?? {},
  })

export function notAllowed(error: AppError): AppError {
  const tableId = error.facts['tableId']
  const verb = error.facts['isWrite'] === true ? 'change' : 'read'
  const denied = error.facts['deniedTableId']
  const referred = typeof denied === 'string' ? `the table ${denied}, to which ${String(tableId)} refers` : null
  const what = typeof tableId === 'string' ? `${verb} ${referred ?? `the table ${tableId}`}` : 'do this'
  return new AppError('server.refused', `You are signed in, but the server does not allow you to ${what}.`, {
    cause: error,
    facts: error.facts,
  })
}
