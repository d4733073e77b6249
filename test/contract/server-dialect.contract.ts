// The questions that every kind of server must answer alike, asked through a session as the program asks them.
import type { AppError } from '@shared/errors/app-error'
import { emptyQuery, type Condition, type Query } from '@shared/query/query'
import type { ServerId } from '@shared/server/server-profile'
import { cellId, sliceRows, type Cell } from '@shared/table/table-slice'
import type { RowSource } from '@main/server/row-source'
import type { SessionService } from '@main/session/session-service'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Announcement } from '../support/test-sessions'

/** How a stand-in server is set up. */
export type StandInOptions = { readonly isLocked?: boolean; readonly now?: () => Date }

/**
 * What some kinds of servers have no way to tell, so that no client can:
 * - `whose-token-it-is`: an unknown token is passed over in silence, and nothing says who is asking;
 * - `that-it-is-locked`: guests who may not read the list of tables may still be admitted to some, so a refused list
 *   is no lock.
 */
export type Untold = 'whose-token-it-is' | 'that-it-is-locked'

/** A stand-in for one kind of server, with the sessions that can reach it. */
export type StandIn = {
  readonly cannotTell: readonly Untold[]
  /** A table that is there and may not be seen is refused by name, where other servers deny that it is there. */
  readonly namesHiddenTables: boolean
  /** The server's own table of tables. */
  readonly tableOfTables: string
  readonly sessions: SessionService
  readonly announced: readonly Announcement[]
  readonly serverId: ServerId
  close(): Promise<void>
}

const never = new AbortController().signal

/** A query with these conditions, all of which must hold. */
export function where(...conditions: Omit<Condition, 'kind' | 'id' | 'isOff'>[]): Query {
  const query = emptyQuery()
  const children = conditions.map((each, at) => ({
    kind: 'condition' as const,
    id: `c${String(at)}`,
    isOff: false,
    ...each,
  }))
  return { ...query, filter: { ...query.filter, children } }
}

const text = (cell: Cell | undefined): string => cellId(cell ?? null)

/** The error code that a piece of work ends with; `none` when it succeeds. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: AppError) => error.code,
  )

/** The suite: one stand-in per case, as each kind of server starts it. */
export function serverDialectContract(name: string, start: (options?: StandInOptions) => Promise<StandIn>): void {
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

  describe(`${name}: rows`, () => {
    let stand: StandIn
    beforeAll(async () => {
      stand = await start()
    })
    afterAll(() => stand.close())
    const source = (tableId: string): RowSource => stand.sessions.source(stand.serverId, tableId)

    it('lists packages and tables, the system tables marked', async () => {
      const listing = await (await stand.sessions.connection(stand.serverId)).listTables(never)
      expect(listing.isComplete).toBe(true)
      const tables = new Map(listing.tables.map((table) => [table.id, table.isSystem]))
      expect(tables.get('ASE')).toBe(false)
      expect(tables.get(stand.tableOfTables)).toBe(true)
      const known = listing.packages.map(({ id }) => id)
      for (const { packageId } of listing.tables) if (packageId !== null) expect(known).toContain(packageId)
    })

    it('are none in an answer without rows', async () => {
      const none = where({ attribute: 'SNP_ID', operator: 'equals', values: ['rs0'] })
      const slice = await source('ASE').rows(none, { offset: 0, limit: 10 }, never)
      expect(slice).toMatchObject({ rowCount: 0, totalRowCount: 0 })
      expect(slice.data.every((cells) => cells.length === 0)).toBe(true)
      expect(await source('ASE').count(none, never)).toBe(0)
      expect(await source('ASE').row('rs0', never)).toBeNull()
    })

    it('come in windows that neither repeat nor miss one', async () => {
      const query: Query = {
        ...emptyQuery(),
        columns: ['ID', 'Ref_Counts'],
        sort: [{ attribute: 'Chromosome', direction: 'ascending' }],
      }
      const total = await source('SampleAse').count(emptyQuery(), never)
      const ids: unknown[] = []
      const step = Math.ceil(total / 3)
      for (let offset = 0; offset < total; offset += step) {
        const slice = await source('SampleAse').rows(query, { offset, limit: step }, never)
        expect(slice).toMatchObject({ offset, totalRowCount: total, columns: ['ID', 'Ref_Counts'] })
        ids.push(...(slice.data[0] ?? []))
      }
      expect(ids).toHaveLength(total)
      expect(new Set(ids).size).toBe(total)
      const whole = await source('SampleAse').rows(query, { offset: 0, limit: 10_000 }, never)
      expect(whole.data[0]).toEqual(ids)
      expect((await source('SampleAse').rows(query, { offset: total + 5, limit: 5 }, never)).rowCount).toBe(0)
    })

    it('have cells of every type in the agreed form', async () => {
      const table = await source('AllTypes').describe(never)
      const rows = sliceRows(await source('AllTypes').rows(emptyQuery(), { offset: 0, limit: 1000 }, never))
      const filled = new Set<string>()
      for (const row of rows) {
        for (const { name: column, type } of table.columns) {
          const cell = row[column] ?? null
          if (cell === null) continue
          filled.add(type)
          if (type === 'int' || type === 'decimal') expect(cell).toBeTypeOf('number')
          else if (type === 'bool') expect(cell).toBeTypeOf('boolean')
          else if (type === 'long') expect(cell).toMatch(/^-?\d+$/)
          else if (type === 'date') expect(cell).toMatch(/^\d{4}-\d\d-\d\d$/)
          else if (type === 'date-time') expect(cell).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)
          else if (['reference', 'category', 'file'].includes(type)) expect(Object.keys(cell)).toEqual(['id', 'label'])
          else if (['references', 'categories', 'back-references'].includes(type))
            expect(Array.isArray(cell)).toBe(true)
          else expect(cell).toBeTypeOf('string')
        }
      }
      expect([...filled].sort()).toEqual([...new Set(table.columns.map(({ type }) => type))].sort())
    })

    it('keep 64-bit integers exact, in cells and in conditions', async () => {
      const rows = sliceRows(await source('AllTypes').rows(emptyQuery(), { offset: 0, limit: 1000 }, never))
      const long = rows
        .map((row) => row['xlong'])
        .find((cell) => typeof cell === 'string' && !Number.isSafeInteger(Number(cell)))
      expect(long).toBeTypeOf('string')
      const found = await source('AllTypes').rows(
        where({ attribute: 'xlong', operator: 'equals', values: [text(long)] }),
        { offset: 0, limit: 10 },
        never,
      )
      expect(new Set(sliceRows(found).map((row) => row['xlong']))).toEqual(new Set([long]))
    })

    it('are each found again by their id', async () => {
      const all = sliceRows(await source('AllTypes').rows(emptyQuery(), { offset: 0, limit: 1000 }, never))
      for (const row of all) {
        const found = await source('AllTypes').row(text(row['id']), never)
        expect(found && sliceRows(found)).toEqual([row])
      }
    })

    it('know their position', async () => {
      const query: Query = {
        ...emptyQuery(),
        sort: [{ attribute: 'Position', direction: 'descending' }],
        columns: ['ID'],
      }
      const slice = await source('SampleAse').rows(query, { offset: 0, limit: 40 }, never)
      for (const at of [0, 7, 39]) {
        expect(await source('SampleAse').position(query, text(slice.data[0]?.[at]), never)).toBe(at)
      }
      expect(await source('SampleAse').position(query, 'nobody', never)).toBeNull()
      const byNumber = await source('Grade').rows(emptyQuery(), { offset: 0, limit: 10 }, never)
      const ids = byNumber.data[byNumber.columns.indexOf('number')] ?? []
      for (const [at, id] of ids.entries())
        expect(await source('Grade').position(emptyQuery(), text(id), never)).toBe(at)
    })

    it('say values with both kinds of quotes exactly, in cells, counts and bulk pages', async () => {
      const withString = { attribute: 'xstring', operator: 'not-empty' as const, values: [] }
      const odd = where({ attribute: 'xstring', operator: 'not-equals', values: [`"both' kinds`] }, withString)
      const all = where(withString)
      const expected = await source('AllTypes').rows(all, { offset: 0, limit: 1000 }, never)
      expect(await source('AllTypes').rows(odd, { offset: 0, limit: 1000 }, never)).toEqual(expected)
      expect(await source('AllTypes').count(odd, never)).toBe(expected.rowCount)
      const connection = await stand.sessions.connection(stand.serverId)
      const table = await connection.describeTable('AllTypes', never)
      const page = async (query: Query) => {
        const text = await (await connection.openPage(table, query, { offset: 2, limit: 5 }, never)).text()
        const { total, items } = JSON.parse(text.replace(/:(-?\d{16,})/g, ':"$1"')) as {
          total: number
          items: Record<string, unknown>[]
        }
        return {
          total,
          items: items.map(({ xstring, xlong, xmref }) => ({
            xstring,
            xlong,
            xmref: Array.isArray(xmref) && xmref.length,
          })),
        }
      }
      expect(await page(odd)).toEqual(await page(all))
    })

    it('without a value pass every denial of one, alone or beside other conditions', async () => {
      const all = sliceRows(await source('AllTypes').rows(emptyQuery(), { offset: 0, limit: 1000 }, never))
      const [int = '', other = ''] = all.map((row) => text(row['xint'])).filter((value) => value !== '')
      const string = text(all.find((row) => row['xstring'] !== null && text(row['xint']) !== int)?.['xstring'])
      const isString: Parameters<typeof where>[0] = { attribute: 'xstring', operator: 'equals', values: [string] }
      const found = async (joint: 'and' | 'or', ...conditions: Parameters<typeof where>) => {
        const query = where(...conditions)
        const asked = { ...query, filter: { ...query.filter, joint } }
        const slice = await source('AllTypes').rows(asked, { offset: 0, limit: 1000 }, never)
        return sliceRows(slice).map((row) => text(row['id']))
      }
      const wanted = (passes: (xint: string, xstring: string) => boolean) =>
        all.filter((row) => passes(text(row['xint']), text(row['xstring']))).map((row) => text(row['id']))

      expect(await found('and', { attribute: 'xint', operator: 'not-equals', values: [int] })).toEqual(
        wanted((xint) => xint !== int),
      )
      const neither: Parameters<typeof where>[0] = { attribute: 'xint', operator: 'not-in', values: [int, other] }
      const isNeither = (xint: string) => xint !== int && xint !== other
      expect(await found('and', neither, isString)).toEqual(
        wanted((xint, xstring) => isNeither(xint) && xstring === string),
      )
      for (const conditions of [[neither, isString] as const, [isString, neither] as const]) {
        expect(await found('or', ...conditions)).toEqual(
          wanted((xint, xstring) => isNeither(xint) || xstring === string),
        )
      }
      const filled: Parameters<typeof where>[0] = { attribute: 'xint', operator: 'not-empty', values: [] }
      expect(await found('or', filled, isString)).toEqual(wanted((xint, xstring) => xint !== '' || xstring === string))
    })

    it('become numbers for plots, also those sent as text', async () => {
      const query = where({ attribute: 'SNP_ID', operator: 'equals', values: ['rs12460890'] })
      const request = { columns: ['Ref_Counts', 'Alt_Counts'], labelColumn: 'SampleIds', maxRows: 1000 }
      const numbers = await source('SampleAse').numbers(query, request, never)
      expect(numbers).toMatchObject({ shownCount: 21, totalCount: 21, missingCount: 0, choice: 'all' })
      expect([...(numbers.values[0] ?? [])].slice(0, 3)).toEqual([130, 4142, 19])
      const some = await source('SampleAse').numbers(emptyQuery(), { ...request, maxRows: 10 }, never)
      expect(some).toMatchObject({ shownCount: 10, choice: 'first' })
    })

    it('are looked up by id and label', async () => {
      const found = await source('SampleAse').lookUp('SNP_ID', 'RS1246', 10, never)
      expect(found).toContainEqual({ id: 'rs12460890', label: 'rs12460890' })
      expect((await source('SampleAse').lookUp('SNP_ID', '', 3, never)).length).toBe(3)
      expect(await source('AllTypes').lookUp('xcat', 'cortex', 10, never)).toHaveLength(1)
      expect((await source('AllTypes').lookUp('xmref', '1', 10, never)).map(({ id }) => id)).toContain('1')
      expect(await source('AllTypes').lookUp('xenum', 'b', 10, never)).toEqual([{ id: 'b', label: 'b' }])
      for (const typed of ['zür', 'ZÜR', 'zÜr', 'ürich'])
        expect((await source('AllTypes').lookUp('xstring', typed, 10, never)).map(({ id }) => id)).toContain('Zürich')
    })

    it('survive filters longer than an address may be', async () => {
      const values = Array.from({ length: 2000 }, (_, at) => `rs${String(at + 1_000_000)}`)
      const query = where({ attribute: 'SNP_ID', operator: 'in', values: [...values, 'rs12460890'] })
      expect(await source('SampleAse').count(query, never)).toBe(21)
    })

    it('say what the server refuses, and which part of the filter it is about', async () => {
      const refused = source('AllTypes').rows(
        where({ attribute: 'xint', operator: 'equals', values: ['abc'] }),
        { offset: 0, limit: 5 },
        never,
      )
      await expect(refused).rejects.toMatchObject({ code: 'query.refused', facts: { attribute: 'xint' } })
      const unknown = source('ASE').count(where({ attribute: 'nosuch', operator: 'equals', values: ['1'] }), never)
      await expect(unknown).rejects.toMatchObject({ code: 'query.refused', facts: { attribute: 'nosuch' } })
    })

    it('stop coming when the question is cancelled', async () => {
      const stopper = new AbortController()
      const work = codeOf(source('SampleAse').rows(emptyQuery(), { offset: 0, limit: 10_000 }, stopper.signal))
      stopper.abort()
      expect(await work).toBe('cancelled')
      expect(await codeOf(source('SampleAse').count(emptyQuery(), stopper.signal))).toBe('cancelled')
    })
  })
}
