// The session as programs use it, over loopback, against the built-in server: every method of its surface.
import { serve } from '@hono/node-server'
import type { AppError } from '@shared/errors/app-error'
import { createSampleServer } from '@main/sample-server/index'
import type { RowValues } from '@main/server/table-access'
import { openSession } from '@main/session/client/open-session'
import { allRows, type Session } from '@main/session/client/session'
import { countOutcomes, WriteFailure } from '@main/session/client/write-report'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasty } from '../support/test-sessions'

let stop: () => Promise<void>
let address: string
let session: Session

beforeAll(async () => {
  const { app } = createSampleServer({ snpCount: 40, samplesPerSnp: 3 })
  await new Promise<void>((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) => {
      address = `http://127.0.0.1:${String(port)}/api/`
      resolve()
    })
    stop = () => new Promise((done) => server.close(() => done()))
  })
  session = await openSession({ address, fetch, patience: hasty, writerPatience: { retryDelaysMs: [1, 1] } })
  await session.login('admin', 'admin')
})
afterAll(() => stop())

const failureOf = async (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => Promise.reject(new Error('It succeeded.')),
    (error: AppError) => error,
  )
const genes = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, at) => ({ Ensembl_ID: `${prefix}${String(at)}` }))

describe('the steps of the tutorial', () => {
  it('read rows by rules and by RSQL alike', async () => {
    const rules = await session.get('ASE', { q: [{ field: 'SNP_ID', operator: 'EQUALS', value: 'rs12460890' }] })
    expect(rules).toHaveLength(1)
    expect(rules[0]).toMatchObject({ SNP_ID: 'rs12460890', Chr: '19', Pos: 829568, _href: '/api/v2/ASE/rs12460890' })
    expect(await session.get('ASE', { q: 'SNP_ID==rs12460890' })).toEqual(rules)
    const samples = await session.get('SampleAse', {
      q: [{ field: 'SNP_ID', operator: 'EQUALS', value: 'rs12460890' }],
    })
    expect(samples).toHaveLength(21)
    expect(samples[0]?.['SNP_ID']).toMatchObject({ SNP_ID: 'rs12460890' })
  })

  it('add a row and delete it', async () => {
    expect(await session.add('AseGene', { Ensembl_ID: 'ENSG_added' })).toBe('ENSG_added')
    expect(await session.getById('AseGene', 'ENSG_added')).toMatchObject({ Ensembl_ID: 'ENSG_added' })
    await session.delete('AseGene', 'ENSG_added')
    expect(await session.getById('AseGene', 'ENSG_added')).toBeNull()
  })
})

describe('reading', () => {
  it('walks pages of any size to the last row, in one order, from where it is told', async () => {
    const all = await session.get('ASE', { attributes: ['SNP_ID'] })
    expect(all.length).toBe(45)
    const steps: number[][] = []
    const onProgress = (done: number, total: number) => steps.push([done, total])
    expect(await session.get('ASE', { attributes: ['SNP_ID'], batchSize: 7, onProgress })).toEqual(all)
    expect(steps.at(0)).toEqual([7, 45])
    expect(steps.at(-1)).toEqual([45, 45])
    expect(await session.get('ASE', { attributes: ['SNP_ID'], start: 3, num: 9, batchSize: 4 })).toEqual(
      all.slice(3, 12),
    )
    const sort = [{ attribute: 'Pos', direction: 'descending' as const }]
    const positions = (await session.get('ASE', { sort, attributes: ['Pos'] })).map((row) => Number(row['Pos']))
    expect(positions).toEqual(positions.toSorted((a, b) => b - a))
    expect(await session.get('ASE', { num: 0 })).toEqual([])
  })

  it('expands references, and gives rows that can be sent back', async () => {
    const [expanded] = await session.get('SampleAse', { num: 1, expand: ['SNP_ID'] })
    expect(expanded?.['SNP_ID']).toHaveProperty('Pos')
    const [plain] = await session.get('SampleAse', { num: 1, uploadable: true })
    expect(plain).not.toHaveProperty('_href')
    expect(typeof plain?.['SNP_ID']).toBe('string')
    expect(Array.isArray(plain?.['SampleIds'])).toBe(true)
    const id = String(plain?.['ID'])
    expect(await session.getById('SampleAse', id, { uploadable: true })).toEqual(plain)
    expect(await session.getById('SampleAse', id, { attributes: ['Ref_Counts'] })).not.toHaveProperty('Alt_Counts')
  })

  it('gives the whole answer when it is wanted raw', async () => {
    expect(await session.get('ASE', { raw: true, num: 2 })).toMatchObject({ total: 45, meta: { name: 'ASE' } })
  })

  it('tells metadata in all three forms', async () => {
    expect(await session.getEntityMetaData('ASE')).toMatchObject({ idAttribute: 'SNP_ID', name: 'ASE' })
    expect(await session.getAttributeMetaData('ASE', 'Pos')).toMatchObject({ name: 'Pos', fieldType: 'INT' })
    expect(await session.getMeta('ASE')).toMatchObject({ data: { id: 'ASE' } })
  })

  it('refuses what makes no sense, in words', async () => {
    expect(await failureOf(session.get('ASE', { attributes: ['nosuch'] }))).toMatchObject({
      code: 'input.invalid',
      facts: { attribute: 'nosuch' },
    })
    expect(await failureOf(session.get('ASE', { batchSize: 10_001 }))).toMatchObject({ code: 'input.invalid' })
    expect(await failureOf(session.get('NoSuch'))).toMatchObject({ code: 'table.missing' })
    expect(await failureOf(session.get('ASE', { q: 'nosuch==1' }))).toMatchObject({ code: 'query.refused' })
  })
})

describe('writing', () => {
  it('adds, changes and deletes more rows than one batch holds', async () => {
    const rows = genes('many', 2_300)
    const steps: number[] = []
    const added = await session.addAll('AseGene', rows, { onProgress: (done) => steps.push(done) })
    expect(steps).toEqual([1_000, 2_000, 2_300])
    expect(added.outcomes.map(({ id }) => id)).toEqual(rows.map(({ Ensembl_ID }) => Ensembl_ID))
    expect(await session.get('AseGene', { q: 'Ensembl_ID=like=many' })).toHaveLength(2_300)
    await session.deleteList(
      'AseGene',
      rows.map(({ Ensembl_ID }) => Ensembl_ID),
    )
    expect(await session.get('AseGene', { q: 'Ensembl_ID=like=many' })).toEqual([])
  })

  it('takes ids with any characters, everywhere', async () => {
    const ids = [
      'a/b',
      'a b+c',
      `q"uo'te`,
      "it's",
      'naïve',
      '日本語',
      'a;b,c',
      'a%2Fb',
      '..',
      'meta',
      '(x)*',
      '\\',
      'a&b=c#d?',
    ]
    await session.addAll(
      'AseGene',
      ids.map((Ensembl_ID) => ({ Ensembl_ID })),
    )
    for (const id of ids) expect((await session.getById('AseGene', id))?.['Ensembl_ID']).toBe(id)
    for (const id of ids.slice(0, 3)) await session.delete('AseGene', id)
    await session.deleteList('AseGene', ids)
    for (const id of ids) expect(await session.getById('AseGene', id)).toBeNull()
  })

  it('changes only what is named, one attribute or several', async () => {
    await session.add('ASE', { SNP_ID: 'new/1', Pos: 5, Chr: '7', P_Value: '1e-300', Samples: '3' })
    await session.updateOne('ASE', 'new/1', 'Chr', '8')
    await session.updateAll('ASE', [{ SNP_ID: 'new/1', Pos: 6, Samples: null }])
    expect(await session.getById('ASE', 'new/1', { uploadable: true })).toEqual({
      SNP_ID: 'new/1',
      Pos: 6,
      Chr: '8',
      P_Value: 1e-300,
      ...{ Genes: [] },
    })
    await session.delete('ASE', 'new/1')
  })

  it('adds what is new and changes what is there', async () => {
    await session.addAll('ASE', [{ SNP_ID: 'u1', Pos: 1, Chr: '1' }])
    const report = await session.upsert('ASE', [
      { SNP_ID: 'u2', Pos: 2 },
      { SNP_ID: 'u1', Pos: 3 },
      { SNP_ID: 'u3', Pos: 4 },
    ])
    expect(report.outcomes.map(({ state, id }) => [state, id])).toEqual([
      ['written', 'u2'],
      ['written', 'u1'],
      ['written', 'u3'],
    ])
    expect(await session.getById('ASE', 'u1')).toMatchObject({ Pos: 3, Chr: '1' })
    await session.deleteList('ASE', ['u1', 'u2', 'u3'])
  })

  it('refuses unknown attributes and values that do not fit before anything is sent', async () => {
    const before = (await session.get('AseGene')).length
    const rows: RowValues[] = [{ Ensembl_ID: 'x1' }, { Ensembl_ID: 'x2', nosuch: 1 }]
    expect(await failureOf(session.addAll('AseGene', rows))).toMatchObject({
      code: 'input.invalid',
      facts: { attribute: 'nosuch' },
    })
    expect(await failureOf(session.add('ASE', { SNP_ID: 'x', Pos: 'abc' }))).toMatchObject({
      code: 'input.invalid',
      facts: { attribute: 'Pos', rowIndex: 0 },
    })
    expect(await failureOf(session.updateOne('AseGene', 'x1', 'Ensembl_ID', 'x2'))).toMatchObject({
      code: 'input.invalid',
    })
    expect(await session.get('AseGene')).toHaveLength(before)
  })

  it('tells of each row whether it was written, and whose fault it was', async () => {
    await session.add('AseGene', { Ensembl_ID: 'twice' })
    const rows = [...genes('good', 1_000), ...genes('bad', 9), { Ensembl_ID: 'twice' }, ...genes('more', 995)]
    const failure = await failureOf(session.addAll('AseGene', rows))
    expect(failure).toBeInstanceOf(WriteFailure)
    const { report } = failure as WriteFailure
    expect(countOutcomes(report)).toEqual({ written: 1_005, refused: 1_000, 'not-sent': 0, unknown: 0 })
    expect(report.outcomes[1_500]?.error?.facts).toMatchObject({
      rowIndex: 1_009,
      attribute: 'Ensembl_ID',
      serverCode: 'D24a',
    })
    const again = await failureOf(session.addAll('AseGene', rows.slice(1_000, 1_100), { onRefusal: 'split' }))
    expect(countOutcomes((again as WriteFailure).report)).toEqual({
      written: 99,
      refused: 1,
      'not-sent': 0,
      unknown: 0,
    })
    expect((again as WriteFailure).report.outcomes.findIndex(({ state }) => state === 'refused')).toBe(9)
    const stopped = await failureOf(session.addAll('AseGene', rows, { onRefusal: 'stop' }))
    expect(countOutcomes((stopped as WriteFailure).report)).toEqual({
      written: 0,
      refused: 1_000,
      'not-sent': 1_005,
      unknown: 0,
    })
    await session.deleteList(
      'AseGene',
      rows.map(({ Ensembl_ID }) => Ensembl_ID),
    )
  })

  it('stops between batches when it is cancelled, and says what is written', async () => {
    const stopper = new AbortController()
    const rows = genes('stop', 3_000)
    const work = session.addAll('AseGene', rows, { signal: stopper.signal, onProgress: () => stopper.abort() })
    const failure = await failureOf(work)
    expect(failure.code).toBe('cancelled')
    expect(countOutcomes((failure as WriteFailure).report)).toMatchObject({ written: 1_000, 'not-sent': 2_000 })
    expect(await session.get('AseGene', { q: 'Ensembl_ID=like=stop' })).toHaveLength(1_000)
    await session.deleteList(
      'AseGene',
      rows.map(({ Ensembl_ID }) => Ensembl_ID),
    )
  })

  it('says in the words of the server which reference is missing', async () => {
    const failure = await failureOf(session.add('SampleAse', { ID: 'r1', SNP_ID: 'rsnone' }))
    expect(failure).toMatchObject({ code: 'server.refused', facts: { serverCode: 'D23', attribute: 'SNP_ID' } })
  })

  it('is refused to those who may only read, without a word of a lost sign-in', async () => {
    const reader = await openSession({ address, fetch, patience: hasty })
    await reader.login('reader', 'reader')
    const failure = await failureOf(reader.addAll('AseGene', genes('no', 2_500)))
    expect(failure.code).toBe('server.refused')
    expect(failure.message).toMatch(/does not allow you to change the table AseGene/)
    expect(countOutcomes((failure as WriteFailure).report)).toMatchObject({ refused: 1_000, 'not-sent': 1_500 })
  })

  it('deletes a whole table only when that is said in full', async () => {
    expect(await failureOf(session.delete('AseGene', ''))).toMatchObject({ code: 'input.invalid' })
    await session.delete('SampleAse', allRows)
    expect(await session.get('SampleAse')).toEqual([])
  })
})

describe('the session itself', () => {
  it('ends on the server too', async () => {
    const other = await openSession({ address, fetch, patience: hasty })
    await other.login('admin', 'admin')
    await other.get('Donor', { num: 1 })
    await other.logout()
    expect((await failureOf(other.get('Donor'))).code).toMatch(/^(?:auth\.required|table\.missing)$/)
  })

  it('is refused with a wrong password', async () => {
    expect(await failureOf(session.login('admin', 'wrong'))).toMatchObject({ code: 'auth.refused' })
    expect(await session.get('Donor', { num: 1 })).toHaveLength(1)
  })
})
