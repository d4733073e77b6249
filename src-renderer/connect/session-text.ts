// A server and its session in a few words.
import type { ServerEntry } from '@shared/server/server-profile'

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
