// Signing in and out, tokens and what may be seen: the questions about sessions that every kind of server answers alike.
import type { AppError } from '@shared/errors/app-error'
import { emptyQuery } from '@shared/query/query'
import { describe, expect, it } from 'vitest'
import { codeOf, never, type StandIn, type StandInOptions } from './stand-in'

/** One stand-in per case, as each kind of server starts it. */
export function sessionQuestions(name: string, start: (options?: StandInOptions) => Promise<StandIn>): void {
  describe(`${name}: sessions`, () => {
    const password = (userName: string, secret: string) => ({ kind: 'password' as const, userName, password: secret })
    const inCase = async (options: StandInOptions, work: (stand: StandIn) => Promise<void>) => {
      const stand = await start(options)
      await work(stand).finally(() => stand.close())
    }

    it('sign in, tell who it is, and sign out again', () =>
      inCase({}, async ({ sessions, serverId }) => {
        const entry = await sessions.signIn(serverId, password('reader', 'reader'))
        expect(entry.session).toMatchObject({ state: 'signed-in', userName: 'reader' })
        expect((await sessions.signOut(serverId)).session).toMatchObject({
          state: 'guest',
          userName: null,
          tokenKeptIn: null,
        })
      }))

    it('refuse a wrong password and stay as they were', () =>
      inCase({}, async ({ sessions, serverId, cannotTell }) => {
        await sessions.open(serverId)
        expect(await codeOf(sessions.signIn(serverId, password('admin', 'wrong')))).toBe('auth.refused')
        expect(await codeOf(sessions.signIn(serverId, password('nobody', 'x')))).toBe('auth.refused')
        if (!cannotTell.includes('whose-token-it-is'))
          expect(await codeOf(sessions.signIn(serverId, { kind: 'token', token: 'nonsense' }))).toBe('auth.refused')
        expect(sessions.list().find(({ id }) => id === serverId)?.session.state).toBe('guest')
      }))

    it('say that a password must be changed', () =>
      inCase({}, async ({ sessions, serverId }) => {
        expect(await codeOf(sessions.signIn(serverId, password('fresh', 'fresh')))).toBe('auth.password-change')
      }))

    it('notice a token that has run out, whatever is asked, and go on after the next sign-in', async () => {
      let nowMs = Date.parse('2026-01-01T10:00:00Z')
      await inCase({ now: () => new Date(nowMs) }, async ({ sessions, serverId, announced }) => {
        await sessions.signIn(serverId, password('admin', 'admin'))
        const secret = sessions.source(serverId, 'Donor')
        const total = await secret.count(emptyQuery(), never)
        expect(total).toBeGreaterThan(0)
        const connection = await sessions.connection(serverId)
        const open = await connection.describeTable('ASE', never)

        nowMs += 3 * 60 * 60 * 1000
        expect(await codeOf(secret.count(emptyQuery(), never))).toBe('auth.expired')
        expect(sessions.list().find(({ id }) => id === serverId)?.session).toMatchObject({
          state: 'expired',
          tokenKeptIn: null,
        })
        expect(announced.filter(({ payload }) => JSON.stringify(payload).includes('"expired"'))).toHaveLength(1)
        // A copy must never go on with what a guest may see.
        expect(await codeOf(connection.openPage(open, emptyQuery(), { offset: 0, limit: 10 }, never))).toBe(
          'auth.expired',
        )

        const waiting = sessions.whenSignedIn(serverId, never)
        await sessions.signIn(serverId, password('admin', 'admin'))
        await waiting
        expect(await secret.count(emptyQuery(), never)).toBe(total)
      })
    })

    it('tell a token that has run out in the middle of bulk reading', async () => {
      let nowMs = Date.parse('2026-01-01T10:00:00Z')
      await inCase({ now: () => new Date(nowMs) }, async ({ sessions, serverId }) => {
        await sessions.signIn(serverId, password('reader', 'reader'))
        const connection = await sessions.connection(serverId)
        const table = await connection.describeTable('ASE', never)
        const page = () => connection.openPage(table, emptyQuery(), { offset: 0, limit: 10 }, never)
        await (await page()).text()
        nowMs += 3 * 60 * 60 * 1000
        expect(await codeOf(page())).toBe('auth.expired')
        expect(sessions.list().find(({ id }) => id === serverId)?.session.state).toBe('expired')
      })
    })

    it('say of a server without guests that it wants a sign-in, and open it then', () =>
      inCase({ isLocked: true }, async ({ sessions, serverId, cannotTell }) => {
        const isTold = !cannotTell.includes('that-it-is-locked')
        expect((await sessions.open(serverId)).session.state).toBe(isTold ? 'sign-in-needed' : 'guest')
        const tables = async () => (await sessions.connection(serverId)).listTables(never)
        if (isTold) expect(await codeOf(tables())).toBe('auth.required')
        else expect(await tables()).toMatchObject({ tables: [], isComplete: false })
        expect(await codeOf(sessions.source(serverId, 'ASE').describe(never))).toBe('auth.required')
        await sessions.signIn(serverId, password('reader', 'reader'))
        expect((await tables()).tables.length).toBeGreaterThan(0)
      }))

    it('tell a table that is not there, or not for this person', () =>
      inCase({}, async ({ sessions, serverId, namesHiddenTables }) => {
        expect(await codeOf(sessions.source(serverId, 'Nowhere').describe(never))).toBe('table.missing')
        const hidden = await sessions
          .source(serverId, 'Donor')
          .describe(never)
          .catch((error: AppError) => error)
        expect(hidden).toMatchObject({
          code: namesHiddenTables ? 'auth.required' : 'table.missing',
          message: expect.stringContaining('Donor') as unknown,
        })
        await sessions.signIn(serverId, password('admin', 'admin'))
        expect(await codeOf(sessions.source(serverId, 'Nowhere').describe(never))).toBe('table.missing')
        expect(await codeOf(sessions.source(serverId, 'Donor').describe(never))).toBe('none')
      }))
  })
}
