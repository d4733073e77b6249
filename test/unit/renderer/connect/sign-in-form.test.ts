// What the sign-in fields make, and how sessions are told.
import { isUnencrypted, sessionTone, sessionWho, shownAddress } from '@renderer/connect/session-text'
import { emptySignIn, missingPart, toSignIn } from '@renderer/connect/sign-in-form'
import type { ServerEntry, ServerId } from '@shared/server/server-profile'
import { describe, expect, it } from 'vitest'

const entry = (state: ServerEntry['session']['state'], userName: string | null = null): ServerEntry => ({
  id: 's' as ServerId,
  name: 'S',
  address: 'https://a.example.org/sub',
  signInKind: 'password',
  userName,
  lastUsedAtIso: null,
  session: { state, userName, serverVersion: null, tokenKeptIn: null, signedInAtIso: null, endedBy: null },
})

describe('sign-in form', () => {
  it('keeps every letter of a password, and cuts the blanks round names and tokens', () => {
    expect(toSignIn({ ...emptySignIn(), userName: ' ann ', password: ' p w ' })).toEqual({
      kind: 'password',
      userName: 'ann',
      password: ' p w ',
    })
    expect(toSignIn({ ...emptySignIn('token'), token: '\n abc \n' })).toEqual({ kind: 'token', token: 'abc' })
    expect(toSignIn({ ...emptySignIn('guest'), password: 'left over' })).toEqual({ kind: 'guest' })
  })

  it('says what is missing', () => {
    expect(missingPart(emptySignIn())).toBe('Type a user name first.')
    expect(missingPart(emptySignIn('password', 'ann'))).toBe('Type the password first.')
    expect(missingPart({ ...emptySignIn('token'), token: '  ' })).toBe('Paste a token first.')
    expect(missingPart(emptySignIn('guest'))).toBeNull()
  })
})

describe('sessions in words', () => {
  it('tells who is signed in, or what stands in the way', () => {
    expect(sessionWho(entry('signed-in', 'ann'))).toBe('ann')
    expect(sessionWho(entry('signed-in'))).toBe('signed in')
    expect(
      (['guest', 'expired', 'sign-in-needed', 'unreachable', 'closed'] as const).map((s) => sessionWho(entry(s))),
    ).toEqual(['guest', 'session ended', 'sign in', 'no connection', ''])
    expect((['guest', 'expired', 'unreachable'] as const).map((s) => sessionTone(entry(s)))).toEqual([
      'good',
      'warn',
      'off',
    ])
  })

  it('shows addresses without the scheme', () => {
    expect(shownAddress(entry('guest'))).toBe('a.example.org/sub')
  })

  it('warns of http, but not on this computer', () => {
    const addresses = [
      'http://a.org',
      'HTTP://a.org',
      'https://a.org',
      'a.org',
      'http://localhost:8080',
      'http://127.0.0.1',
      'http://[::1]:1',
    ]
    expect(addresses.map((address) => isUnencrypted(address))).toEqual([true, true, false, false, false, false, false])
    expect(isUnencrypted(null)).toBe(false)
  })
})
