import { describe, expect, it } from 'vitest'
import { asking, refusal, tokenOf } from './asking'

const METADATA_REFUSED = [
  401,
  "DS04: No 'Read metadata' permission on entity type 'Entity type' with id 'sys_md_EntityType'.",
]
const UNKNOWN_DONOR = [404, "D01: Unknown entity type 'Donor'."]

describe('signing in', () => {
  it('gives a new token of 32 digits each time, and all of them are good', async () => {
    const ask = asking()
    const first = await ask('/api/v1/login', { body: { username: 'reader', password: 'reader' } })
    expect([first.status, first.json]).toEqual([200, { token: first.json['token'], username: 'reader' }])
    const second = await tokenOf(ask, 'reader')
    expect(first.json['token']).toMatch(/^[0-9a-f]{32}$/)
    expect(second).not.toBe(first.json['token'])
    for (const token of [String(first.json['token']), second])
      expect((await ask('/api/v2/Donor?num=1', { token })).status).toBe(200)
  })

  it('refuses in the words of the real server', async () => {
    const ask = asking()
    const login = async (body: unknown) => refusal(await ask('/api/v1/login', { body }))
    expect(await login({ username: 'admin', password: 'no' })).toEqual([401, 'Bad credentials'])
    expect(await login({ username: 'nobody', password: 'nobody' })).toEqual([401, 'Bad credentials'])
    expect(await login({ username: 'anonymous', password: '' })).toEqual([400, 'must not be blank'])
    expect(await login({})).toEqual([400, 'must not be blank', 'must not be blank'])
    expect(await login({ username: 'fresh', password: 'fresh' })).toEqual([
      401,
      'Unable to log in because a password reset is required. Sign in to the website to reset your password.',
    ])
    expect((await ask('/api/v1/login', { form: '{' })).status).toBe(415)
    expect((await ask('/api/v1/login', { form: '{', headers: { 'content-type': 'application/json' } })).status).toBe(
      400,
    )
  })

  it('says to everyone who they are and which version this is', async () => {
    const ask = asking({ isLocked: true })
    const token = await tokenOf(ask, 'reader')
    expect((await ask('/app-ui-context')).json).toMatchObject({
      authenticated: false,
      username: 'anonymous',
      version: '10.2.4',
    })
    expect((await ask('/app-ui-context', { token })).json).toMatchObject({ authenticated: true, username: 'reader' })
    expect((await ask('/api/v2/version')).json).toMatchObject({ molgenisVersion: '10.2.4' })
  })
})

describe('a token', () => {
  it('ends after its time, and then the answer is that of a guest, in silence', async () => {
    let now = new Date('2026-01-01T12:00:00Z')
    const ask = asking({ tokenMinutes: 10, now: () => now })
    const token = await tokenOf(ask, 'reader')
    now = new Date('2026-01-01T12:09:59Z')
    expect((await ask('/api/v2/Donor?num=1', { token })).status).toBe(200)
    now = new Date('2026-01-01T12:10:00Z')
    expect(refusal(await ask('/api/v2/Donor?num=1', { token }))).toEqual(UNKNOWN_DONOR)
    expect((await ask('/api/v2/ASE?num=1', { token })).status).toBe(200)
    expect((await ask('/app-ui-context', { token })).json).toMatchObject({ authenticated: false })
    expect(refusal(await ask('/api/v1/logout', { token, body: {} }))).toEqual([404, 'Invalid token'])
  })

  it('may come as a parameter, and ends with signing out', async () => {
    const ask = asking()
    const token = await tokenOf(ask, 'reader')
    expect((await ask(`/api/v2/Donor?num=1&molgenis-token=${token}`)).status).toBe(200)
    const out = await ask('/api/v1/logout', { method: 'POST', token })
    expect([out.status, out.text]).toEqual([200, ''])
    expect(refusal(await ask('/api/v2/Donor?num=1', { token }))).toEqual(UNKNOWN_DONOR)
    expect((await ask('/api/v1/logout', { method: 'POST' })).status).toBe(400)
  })
})

describe('what each account may see', () => {
  it('hides the donors from guests only', async () => {
    const ask = asking()
    expect(refusal(await ask('/api/v2/Donor'))).toEqual(UNKNOWN_DONOR)
    expect(refusal(await ask('/api/v1/Donor/meta'))).toEqual(UNKNOWN_DONOR)
    expect((await ask('/api/v1/Donor/exist')).text).toBe('false')
    const listed = async (token?: string) =>
      (await ask('/api/v2/sys_md_EntityType?num=100&attrs=id', token === undefined ? {} : { token })).text.includes(
        '"Donor"',
      )
    expect(await listed()).toBe(false)
    for (const user of ['admin', 'reader']) {
      const token = await tokenOf(ask, user)
      expect((await ask('/api/v2/Donor?num=1', { token })).json['total']).toBe(1237n)
      expect(await listed(token)).toBe(true)
    }
  })

  it('refuses a guest of a locked server every table, and answers those who signed in', async () => {
    const ask = asking({ isLocked: true })
    for (const path of ['/api/v2/ASE', '/api/v2/NoSuch', '/api/v1/ASE/meta', '/api/v1/ASE/exist', '/api/v1/version']) {
      expect([path, refusal(await ask(path))]).toEqual([path, METADATA_REFUSED])
    }
    expect(refusal(await ask('/api/v2/sys_md_Package'))).toEqual([
      401,
      "DS04: No 'Read metadata' permission on entity type 'Package' with id 'sys_md_Package'.",
    ])
    expect((await ask('/api/v2/ASE?num=1', { token: await tokenOf(ask, 'reader') })).status).toBe(200)
  })

  it('refuses writing in the words of the real server', async () => {
    const ask = asking()
    const reader = await tokenOf(ask, 'reader')
    const body = { entities: [{ SNP_ID: 'rs1' }] }
    const denied = (what: string) => [401, `DS04: No '${what}' permission on entity type 'AseGene' with id 'AseGene'.`]
    expect(refusal(await ask('/api/v2/AseGene', { token: reader, body }))).toEqual(denied('Add data'))
    expect(refusal(await ask('/api/v2/AseGene', { method: 'PUT', token: reader, body }))).toEqual(denied('Update data'))
    expect(refusal(await ask('/api/v1/AseGene/x', { method: 'DELETE', token: reader }))).toEqual(denied('Delete data'))
    expect(refusal(await ask('/api/v2/Donor', { body }))).toEqual(UNKNOWN_DONOR)
    // The rows are read before rights are looked at: an attribute that the table does not have is passed over.
    expect(refusal(await ask('/api/v2/AseGene', { token: await tokenOf(ask, 'admin'), body }))).toEqual([
      400,
      'Invalid [string] value [null] for attribute [Ensembl_ID] of entity [null] with type [AseGene].',
    ])
  })
})
