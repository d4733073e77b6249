// A server and its session in a few words.
import type { ServerEntry, ServerId } from '@shared/server/server-profile'
import { formatWhen } from '../ui/format'

/** Colour of the dot beside a server's name. */
export type SessionTone = 'good' | 'warn' | 'off'

const tones = {
  closed: 'off',
  guest: 'good',
  'signed-in': 'good',
  expired: 'warn',
  'sign-in-needed': 'warn',
  unreachable: 'off',
} as const satisfies Record<ServerEntry['session']['state'], SessionTone>

export const sessionTone = (entry: ServerEntry): SessionTone => tones[entry.session.state]

/** Who is signed in, or what stands in the way; empty for a server that was not opened yet. */
export function sessionWho(entry: ServerEntry): string {
  switch (entry.session.state) {
    case 'signed-in':
      return entry.session.userName ?? 'signed in'
    case 'guest':
      return 'guest'
    case 'expired':
      return 'session ended'
    case 'sign-in-needed':
      return 'sign in'
    case 'unreachable':
      return 'no connection'
    case 'closed':
      return ''
  }
}

/** The address without scheme, as people know it. */
export function shownAddress(entry: { readonly address: string | null }): string {
  return entry.address === null ? 'Built in, works without a network' : entry.address.replace(/^https?:\/\//, '')
}

/** True when what is sent to this address can be read on the way. This computer itself is no way. */
export function isUnencrypted(address: string | null): boolean {
  if (address === null || !/^http:\/\//i.test(address.trim())) return false
  if (!URL.canParse(address.trim())) return true
  return !/^(localhost|127(\.\d+){3}|\[::1\])$/i.test(new URL(address.trim()).hostname)
}

/** A server with the accounts that are remembered on it. */
export type ServerGroup = {
  readonly name: string
  readonly address: string | null
  readonly accounts: readonly ServerEntry[]
}

/** Accounts by server, in the order in which servers were added. */
export function serverGroups(entries: readonly ServerEntry[]): ServerGroup[] {
  const groups = new Map<string | null, ServerEntry[]>()
  for (const entry of entries) groups.set(entry.address, [...(groups.get(entry.address) ?? []), entry])
  return [...groups].map(([address, accounts]) => ({ name: accounts[0]?.name ?? '', address, accounts }))
}

/** Whose account it is, signed in or not. */
export function accountName(entry: ServerEntry): string {
  if (entry.session.state === 'signed-in') return entry.session.userName ?? 'owner of a token'
  return entry.userName ?? (entry.signInKind === 'token' ? 'owner of a token' : 'guest')
}

/** `Hospital, admin` where several accounts are remembered on the server, else the server's name alone. */
export const fullName = (entry: ServerEntry, entries: readonly ServerEntry[]): string =>
  entries.some((other) => other.id !== entry.id && other.address === entry.address)
    ? `${entry.name}, ${accountName(entry)}`
    : entry.name

/** Since when somebody is signed in; null when nobody is. */
export function signedInSince({ session }: ServerEntry, nowMs: number): string | null {
  if (session.tokenKeptIn === null) return null
  return session.signedInAtIso === null ? 'Signed in' : `Signed in ${formatWhen(session.signedInAtIso, nowMs)}`
}

/** Since when somebody is signed in and where that is kept; null when nobody is. */
export function sessionAge(entry: ServerEntry, nowMs: number): string | null {
  const since = signedInSince(entry, nowMs)
  if (since === null) return null
  const kept =
    entry.session.tokenKeptIn === 'key-store' ? "kept in this computer's key store" : 'until the program ends'
  const isUntold = entry.session.state === 'signed-in' && entry.session.userName === null
  return `${since}; ${kept}${isUntold ? '; this server does not tell whose token it is' : ''}`
}

/**
 * Whose tab it is, where that has to be said: two accounts of its server have tables open, or another one is in front.
 *
 * @param serverIds  servers of all open tabs
 */
export function tabOwner(
  serverId: ServerId,
  serverIds: readonly ServerId[],
  current: ServerEntry | null,
  entries: readonly ServerEntry[],
): string | null {
  const entry = entries.find(({ id }) => id === serverId)
  if (!entry) return null
  const rivals = current ? [...serverIds, current.id] : serverIds
  const isShared = entries.some(
    (other) => other.id !== serverId && other.address === entry.address && rivals.includes(other.id),
  )
  return isShared ? accountName(entry) : null
}
