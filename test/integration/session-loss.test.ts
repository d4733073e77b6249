// What a session makes of a server that goes away, forgets who somebody is, or refuses what lies beside a table.
import { emptyQuery } from '@shared/query/query'
import { afterEach, describe, expect, it } from 'vitest'
import { answerJson, byPath, inTurn, startMisbehaving } from '../support/misbehaving-server'
import { closeAll, closeLater, codeOf, reader, startServer, startSessions } from '../support/session-servers'
import { memoryFile } from '../support/test-sessions'

const never = new AbortController().signal
afterEach(closeAll)

describe('a server that goes away', () => {
  it('is unreachable until it answers again, and its sources go on', async () => {
    const server = await startServer()
    const { sessions } = startSessions()
    const { id } = await sessions.add({ address: server.address, name: 'A', signIn: { kind: 'guest' } })
    const source = sessions.source(id, 'ASE')
    const total = await source.count(emptyQuery(), never)
    await server.stop()
    expect(await codeOf(source.count(emptyQuery(), never))).toMatch(/^network\./)
    expect(sessions.list()[1]?.session.state).toBe('unreachable')
    await startServer({}, server.port)
    expect(await source.count(emptyQuery(), never)).toBe(total)
    expect(sessions.list()[1]?.session.state).toBe('guest')
  })

  it('is unreachable when it cannot be opened, and opens later', async () => {
    const server = await startServer()
    const file = memoryFile()
    const { id } = await startSessions({ file }).sessions.add({
      address: server.address,
      name: 'A',
      signIn: { kind: 'guest' },
    })
    await server.stop()
    const { sessions } = startSessions({ file })
    expect(await codeOf(sessions.open(id))).toBe('network.refused')
    expect(sessions.list()[1]?.session.state).toBe('unreachable')
    await startServer({}, server.port)
    expect((await sessions.open(id)).session.state).toBe('guest')
  })

  it('can be signed out of all the same', async () => {
    const server = await startServer()
    const { sessions, vault } = startSessions()
    const { id } = await sessions.add({ address: server.address, name: 'A', signIn: reader })
    await server.stop()
    expect((await sessions.signOut(id)).session).toMatchObject({ state: 'unreachable', tokenKeptIn: null })
    expect(vault.get(id)).toBeNull()
    await startServer({}, server.port)
    expect((await sessions.open(id)).session).toMatchObject({ state: 'guest', userName: null })
  })
})

describe('servers without a way to ask who somebody is', () => {
  it('have the age of the token decide', async () => {
    let nowMs = Date.parse('2026-01-01T10:00:00Z')
    const refusal = answerJson({ errors: [{ message: 'No [READ] permission on entity type [X] with id [X]' }] }, 401)
    const old = await startMisbehaving(
      byPath({
        '/api/v2/version': answerJson({ molgenisVersion: '6.1.0' }),
        '/api/v1/login': answerJson({ token: 'abc', username: 'ann' }),
        '/api/v2/X': refusal,
      }),
    )
    closeLater(() => old.close())
    const { sessions } = startSessions({ now: () => new Date(nowMs) })
    const { id } = await sessions.add({ address: old.root, name: 'Old', signIn: { ...reader, userName: 'ann' } })
    expect(await codeOf(sessions.source(id, 'X').describe(never))).toBe('server.refused')
    nowMs += 2.5 * 60 * 60 * 1000
    expect(await codeOf(sessions.source(id, 'X').describe(never))).toBe('auth.expired')
  })
})

describe('a server that cannot tell who is asking', () => {
  it('is taken to have lost the token when it no longer shows a table that it has shown', async () => {
    const shown = answerJson({
      meta: { name: 'X', attributes: [{ name: 'id', fieldType: 'STRING' }], idAttribute: 'id' },
      total: 0,
      items: [],
    })
    const unknown = answerJson({ errors: [{ message: "Unknown entity type 'X'.", code: 'D01' }] }, 404)
    const old = await startMisbehaving(
      byPath({
        '/api/v2/version': answerJson({ molgenisVersion: '6.1.0' }),
        '/api/v1/login': answerJson({ token: 'abc', username: 'ann' }),
        '/api/v2/X': inTurn(shown, unknown),
        '/api/v2/Y': answerJson({ errors: [{ message: "Unknown entity type 'Y'.", code: 'D01' }] }, 404),
      }),
    )
    closeLater(() => old.close())
    const { sessions } = startSessions()
    const { id } = await sessions.add({ address: old.root, name: 'Old', signIn: { ...reader, userName: 'ann' } })
    await sessions.source(id, 'X').describe(never)
    expect(await codeOf(sessions.source(id, 'Y').describe(never))).toBe('table.missing')
    expect(await codeOf(sessions.source(id, 'X').describe(never))).toBe('auth.expired')
    expect(sessions.list()[1]?.session.state).toBe('expired')
  })
})

describe('a table that refers to one that may not be read', () => {
  it('is described all the same, and its refused rows name the other table', async () => {
    const meta = { name: 'X', attributes: [{ name: 'id', fieldType: 'STRING' }], idAttribute: 'id' }
    const words = "No 'Read data' permission on entity type 'Hidden' with id 'hidden'."
    const server = await startMisbehaving(
      byPath({
        '/api/v2/version': answerJson({ molgenisVersion: '10.2.4' }),
        '/app-ui-context': answerJson({ authenticated: true, username: 'ann' }),
        '/api/v1/login': answerJson({ token: 'abc', username: 'ann' }),
        '/api/v2/X?num=0&': answerJson({ meta, total: 1, items: [] }),
        '/api/v2/X': answerJson({ errors: [{ message: words, code: 'DS04' }] }, 401),
      }),
    )
    closeLater(() => server.close())
    const { sessions } = startSessions()
    const { id } = await sessions.add({ address: server.root, name: 'S', signIn: { ...reader, userName: 'ann' } })
    const source = sessions.source(id, 'X')
    expect((await source.describe(never)).columns).toHaveLength(1)
    await expect(source.rows(emptyQuery(), { offset: 0, limit: 10 }, never)).rejects.toMatchObject({
      code: 'server.refused',
      message: 'You are signed in, but the server does not allow you to read the table hidden, to which X refers.',
    })
  })
})
