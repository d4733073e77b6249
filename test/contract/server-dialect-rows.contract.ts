// Tables, rows and filters: the questions about rows that every kind of server answers alike.
import { emptyQuery, type Query } from '@shared/query/query'
import { sliceRows } from '@shared/table/table-slice'
import type { RowSource } from '@main/server/row-source'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, never, text, where, type StandIn } from './stand-in'

/** One stand-in for all cases. */
export function rowQuestions(name: string, start: () => Promise<StandIn>): void {
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
