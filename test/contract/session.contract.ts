// What a session must do on servers of every generation, with the same results on all of them.
import type { AppError } from '@shared/errors/app-error'
import type { RowValues, ServerRow } from '@main/server/table-access'
import type { Session } from '@main/session/client/session'
import { countOutcomes, type WriteFailure } from '@main/session/client/write-report'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** A server with the sample tables, and a session on it that nobody has signed in to. */
export type SessionStand = {
  readonly session: Session
  /** What this generation of servers does not have at all. */
  readonly lacks: readonly ('any-id-deleted' | 'importer')[]
  close(): Promise<void>
}

const failureOf = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => Promise.reject(new Error('It succeeded.')),
    (error: AppError) => error,
  )

/** A row with a value of every type that can be sent in JSON. */
const fullRow: RowValues = {
  id: 'written',
  xbool: false,
  xcat: null,
  xdate: '2020-02-29',
  xdatetime: '2020-02-29T10:00:00Z',
  xdecimal: '0.1',
  xemail: 'a@example.org',
  xenum: 'b',
  xhtml: '<p>é</p>',
  xhyper: 'https://example.org/?a=b',
  xint: -2_147_483_648,
  xlong: '9007199254740993',
  xscript: 'x <- "1"',
  xstring: 'é "q" \'s\' \\ / ,;',
  xtext: 'two\nlines',
}

/** What must come back of it: moments as moments, numbers as numbers. */
const comparable = (row: ServerRow | RowValues | null) => {
  const { xdatetime, xdecimal, xlong, ...others } = row ?? {}
  const moment = String(xdatetime).replace(/([+-]\d{2})(\d{2})$/, '$1:$2')
  const values = Object.entries(others).filter(([, value]) => value !== null && !Array.isArray(value))
  return { ...Object.fromEntries(values), moment: Date.parse(moment), decimal: Number(xdecimal), long: String(xlong) }
}

/** The suite, on a stand of its own. */
export function sessionContract(name: string, start: () => Promise<SessionStand>): void {
  describe(`a session on ${name}`, () => {
    let stand: SessionStand
    let session: Session
    beforeAll(async () => {
      stand = await start()
      session = stand.session
      await session.login('admin', 'admin')
    })
    afterAll(() => stand.close())

    it('walks the steps of the tutorial', async () => {
      const q = [{ field: 'SNP_ID', operator: 'EQUALS', value: 'rs12460890' }]
      const [snp] = await session.get('ASE', { q })
      expect(snp).toMatchObject({ SNP_ID: 'rs12460890', Pos: 829568, Samples: '21' })
      expect(await session.get('SampleAse', { q })).toHaveLength(21)
      expect(await session.add('AseGene', { Ensembl_ID: 'tutorial' })).toBe('tutorial')
      await session.delete('AseGene', 'tutorial')
      expect(await session.getById('AseGene', 'tutorial')).toBeNull()
    })

    it('reads all rows once, in whatever steps, with the same values', async () => {
      const whole = await session.get('ASE')
      expect(new Set(whole.map((row) => row['SNP_ID'])).size).toBe(whole.length)
      expect(await session.get('ASE', { batchSize: 7 })).toEqual(whole)
      const byRules = await session.get('ASE', { q: [{ field: 'Pos', operator: 'GREATER', value: 0 }] })
      expect(byRules).toEqual(whole)
    })

    it('adds and deletes more than one batch', async () => {
      const rows = Array.from({ length: 1_100 }, (_, at) => ({ Ensembl_ID: `zz${String(at)}` }))
      const ids = rows.map(({ Ensembl_ID }) => Ensembl_ID)
      const report = await session.addAll('AseGene', rows)
      expect(report.outcomes.map(({ id }) => id)).toEqual(ids)
      const kept = ids.slice(0, 3)
      await session.deleteList('AseGene', ids.slice(3))
      const left = (await session.get('AseGene')).map((row) => row['Ensembl_ID'])
      expect(left.filter((id) => ids.includes(String(id)))).toEqual(kept)
      await session.deleteList('AseGene', kept)
    })

    it('keeps the values of every type exactly', async () => {
      await session.addAll('AllTypes', [fullRow])
      expect(comparable(await session.getById('AllTypes', 'written', { uploadable: true }))).toEqual(
        comparable(fullRow),
      )
    })

    it('changes what is named and nothing else', async () => {
      await session.updateOne('AllTypes', 'written', 'xint', 7)
      await session.updateAll('AllTypes', [{ id: 'written', xstring: 'changed', xtext: null }])
      expect(comparable(await session.getById('AllTypes', 'written', { uploadable: true }))).toEqual(
        comparable({ ...fullRow, xint: 7, xstring: 'changed', xtext: null }),
      )
      await session.upsert('AllTypes', [
        { id: 'written', xlong: '-9007199254740993', xenum: 'a' },
        { id: 'second', xint: 1 },
      ])
      expect(comparable(await session.getById('AllTypes', 'written', { uploadable: true }))).toEqual(
        comparable({ ...fullRow, xint: 7, xstring: 'changed', xtext: null, xlong: '-9007199254740993', xenum: 'a' }),
      )
      await session.deleteList('AllTypes', ['written', 'second'])
      expect(await session.getById('AllTypes', 'written')).toBeNull()
    })

    it('finds and changes rows whose ids hold anything', async () => {
      const ids = ['a b+c', `q"uo'te`, "it's", 'naïve', '日本語', 'a.b.c', '(x)*', 'a&b=c#d?']
      if (!stand.lacks.includes('any-id-deleted')) ids.push('a/b', 'a;b', 'a%2Fb', '\\')
      await session.addAll(
        'ASE',
        ids.map((SNP_ID) => ({ SNP_ID, Chr: '1', Pos: 5 })),
      )
      for (const id of ids) await session.updateOne('ASE', id, 'Pos', 6)
      for (const id of ids)
        expect(await session.getById('ASE', id, { uploadable: true })).toMatchObject({ SNP_ID: id, Pos: 6, Chr: '1' })
      await session.deleteList('ASE', ids)
      for (const id of ids) expect(await session.getById('ASE', id)).toBeNull()
    })

    it('tells which rows a server did not take', async () => {
      await session.add('AseGene', { Ensembl_ID: 'there' })
      const rows = [{ Ensembl_ID: 'new1' }, { Ensembl_ID: 'there' }, { Ensembl_ID: 'new2' }]
      const failure = (await failureOf(session.addAll('AseGene', rows, { onRefusal: 'split' }))) as WriteFailure
      expect(failure.code).toBe('server.refused')
      expect(failure.report.outcomes.map(({ state }) => state)).toEqual(['written', 'refused', 'written'])
      expect(failure.facts['rowIndex']).toBe(1)
      await session.deleteList('AseGene', ['new1', 'there', 'new2'])
    })

    it('says in words what is not there or may not be done', async () => {
      expect((await failureOf(session.get('NoSuchTable'))).code).toBe('table.missing')
      expect((await failureOf(session.updateAll('ASE', [{ SNP_ID: 'nosuch', Pos: 1, Chr: '1' }]))).code).toBe(
        'server.refused',
      )
      await session.login('reader', 'reader')
      const failure = (await failureOf(session.addAll('AseGene', [{ Ensembl_ID: 'no' }]))) as WriteFailure
      expect(failure.code).toBe('server.refused')
      expect(countOutcomes(failure.report).refused).toBe(1)
      await session.login('admin', 'admin')
    })

    it('tells metadata', async () => {
      expect(await session.getEntityMetaData('ASE')).toMatchObject({ name: 'ASE', idAttribute: 'SNP_ID' })
      expect(await session.getAttributeMetaData('ASE', 'Pos')).toMatchObject({ name: 'Pos', fieldType: 'INT' })
      const meta = await session.getMeta('ASE')
      expect(meta).toMatchObject({ data: { id: 'ASE', attributes: { items: expect.any(Array) as unknown } } })
    })

    it('hands files to the importer and waits for their end', async () => {
      const rows = [{ Ensembl_ID: 'imp,1' }, { Ensembl_ID: 'imp "2" \\' }]
      const work = session.importData({ AseGene: rows }, { dataAction: 'ADD' })
      if (stand.lacks.includes('importer')) {
        expect((await failureOf(work)).message).toMatch(/too old to take files/)
        return
      }
      expect(await work).toMatchObject({ status: 'FINISHED' })
      for (const { Ensembl_ID } of rows)
        expect(await session.getById('AseGene', Ensembl_ID)).toMatchObject({ Ensembl_ID })
      const again = await failureOf(session.importData({ AseGene: rows }, { dataAction: 'ADD' }))
      expect(again).toMatchObject({ code: 'server.refused', facts: { serverWords: expect.any(String) as unknown } })
      if (stand.lacks.includes('any-id-deleted')) return
      await session.deleteList(
        'AseGene',
        rows.map(({ Ensembl_ID }) => Ensembl_ID),
      )
    })

    it('signs out', async () => {
      await session.logout()
      expect((await failureOf(session.get('Donor'))).code).toMatch(/^(?:auth\.required|table\.missing)$/)
    })
  })
}
