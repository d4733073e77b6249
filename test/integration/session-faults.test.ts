// Writing over a bad network and with dying tokens: lost answers are resolved by reading, and the work goes on.
import type { AppError } from '@shared/errors/app-error'
import { sampleServerId } from '@shared/server/server-profile'
import { createSampleServer } from '@main/sample-server/index'
import { openSession } from '@main/session/client/open-session'
import type { Session } from '@main/session/client/session'
import { countOutcomes, type WriteFailure } from '@main/session/client/write-report'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFaultyProxy, type FaultyProxy } from '../support/faulty-proxy'
import { createTestSessions, hasty } from '../support/test-sessions'

const minuteMs = 60_000
let clockMs = 0
const now = () => new Date(Date.UTC(2026, 0, 1) + clockMs)
const size = { snpCount: 5, samplesPerSnp: 2, tokenMinutes: 120, now }
let proxy: FaultyProxy
let session: Session

beforeEach(async () => {
  clockMs = 0
  const { fetch: answer } = createSampleServer(size)
  proxy = await startFaultyProxy(answer)
  session = await openSession({
    address: proxy.root,
    fetch,
    now,
    patience: { ...hasty, firstByteMs: 400 },
    writerPatience: { retryDelaysMs: [1, 1], graceMs: 200, resolveMs: 2_000 },
  })
  await session.login('admin', 'admin')
})
afterEach(() => proxy.close())

const genes = (count: number) => Array.from({ length: count }, (_, at) => ({ Ensembl_ID: `zz${String(at)}` }))
const ids = (rows: readonly { Ensembl_ID: string }[]) => rows.map(({ Ensembl_ID }) => Ensembl_ID)
const added = async () => (await session.get('AseGene', { q: 'Ensembl_ID=like=zz' })).length
const failureOf = (work: Promise<unknown>): Promise<WriteFailure> =>
  work.then(
    () => Promise.reject(new Error('It succeeded.')),
    (error: WriteFailure) => error,
  )
const sent = (line: string) => proxy.asked.filter((each) => each === line).length

describe('an answer that is lost', () => {
  it('is no loss when the rows arrived: they are read, and not sent again', async () => {
    proxy.lose(/^POST \/api\/v2\/AseGene$/, 'after')
    const report = await session.addAll('AseGene', genes(1_500))
    expect(countOutcomes(report).written).toBe(1_500)
    expect(sent('POST /api/v2/AseGene')).toBe(2 + 1)
    expect(await added()).toBe(1_500)
  })

  it('is made good when the rows did not arrive: they are sent again', async () => {
    proxy.lose(/^POST \/api\/v2\/AseGene$/, 'before', 'cut')
    const report = await session.addAll('AseGene', genes(10))
    expect(countOutcomes(report).written).toBe(10)
    expect(await added()).toBe(10)
  })

  it('ends the work when it stays lost, and the report says what is there', async () => {
    const rows = genes(3_000)
    let turn = 0
    proxy.onRequest = (line) => {
      if (/^POST \/api\/v2\/AseGene$/.test(line) && ++turn === 2)
        proxy.lose(/^/, ...Array<'before'>(20_000).fill('before'))
    }
    const failure = await failureOf(session.addAll('AseGene', rows))
    expect(failure.code).toBe('network.interrupted')
    expect(countOutcomes(failure.report)).toEqual({ written: 1_000, unknown: 1_000, 'not-sent': 1_000, refused: 0 })
  })

  it('of a change or a deletion is resolved the same way', async () => {
    await session.addAll('ASE', [
      { SNP_ID: 'x1', Pos: 1, Chr: '1' },
      { SNP_ID: 'x2', Pos: 1, Chr: '2' },
    ])
    proxy.lose(/^PUT /, 'before', 'after')
    await session.updateAll('ASE', [
      { SNP_ID: 'x1', Pos: 7, Samples: '5' },
      { SNP_ID: 'x2', Pos: 8 },
    ])
    expect(await session.get('ASE', { q: 'SNP_ID=in=(x1,x2)', attributes: ['Pos', 'Chr'] })).toMatchObject([
      { Pos: 7, Chr: '1' },
      { Pos: 8, Chr: '2' },
    ])
    expect(sent('PUT /api/v2/ASE')).toBe(2)
    proxy.lose(/^DELETE /, 'before', 'after')
    await session.deleteList('ASE', ['x1', 'x2'])
    expect(await session.get('ASE', { q: 'SNP_ID=in=(x1,x2)' })).toEqual([])
  })

  it('of one new row tells its id all the same', async () => {
    proxy.lose(/^POST \/api\/v1\/AseGene/, 'after')
    expect(await session.add('AseGene', { Ensembl_ID: 'zz1' })).toBe('zz1')
    expect(await added()).toBe(1)
  })

  it('does not take rows of somebody else for its own', async () => {
    await session.addAll('ASE', [{ SNP_ID: 'x1', Pos: 1 }])
    proxy.lose(/^POST \/api\/v2\/ASE$/, 'before')
    const failure = await failureOf(session.addAll('ASE', [{ SNP_ID: 'x1', Pos: 2 }]))
    expect(failure.report.outcomes[0]?.state).not.toBe('written')
    proxy.lose(/^POST \/api\/v2\/ASE$/, 'before')
    const both = await failureOf(
      session.addAll('ASE', [
        { SNP_ID: 'x1', Pos: 2 },
        { SNP_ID: 'x2', Pos: 2 },
      ]),
    )
    expect(countOutcomes(both.report)).toMatchObject({ refused: 2 })
    expect(both.facts).toMatchObject({ serverCode: 'D24a', attribute: 'SNP_ID', rowIndex: 0 })
  })

  it('that never comes is waited for as long as the patience goes', async () => {
    proxy.lose(/^POST \/api\/v2\/AseGene$/, 'silent')
    const report = await session.addAll('AseGene', genes(3))
    expect(countOutcomes(report).written).toBe(3)
    expect(sent('POST /api/v2/AseGene')).toBe(1)
  })
})

describe('a token that dies', () => {
  /** Let two hours and more go by before the batch of this number. */
  const dieBeforeBatch = (number: number) => {
    let batches = 0
    proxy.onRequest = (line) => {
      if (/^(?:POST|PUT|DELETE) \/api\/v2\/(?!.*_method=GET)/.test(line) && ++batches === number)
        clockMs += 121 * minuteMs
    }
  }

  it('is renewed in place, and no row is lost or written twice', async () => {
    dieBeforeBatch(2)
    const rows = genes(2_500)
    expect(countOutcomes(await session.addAll('AseGene', rows)).written).toBe(2_500)
    expect(sent('POST /api/v1/login')).toBe(2)
    dieBeforeBatch(2)
    expect(countOutcomes(await session.deleteList('AseGene', ids(rows))).written).toBe(2_500)
    expect(await added()).toBe(0)
  })

  it('does not let reading pass off what a guest sees as all there is', async () => {
    const whole = (await session.get('Donor')).length
    expect(whole).toBeGreaterThan(0)
    let pages = 0
    proxy.onRequest = (line) => {
      if (line.startsWith('GET /api/v2/Donor?') && line.includes('start=') && ++pages === 2) clockMs += 121 * minuteMs
    }
    const read = await session.get('Donor', { batchSize: Math.max(1, Math.floor(whole / 3)) })
    expect(read).toHaveLength(whole)
    expect(new Set(read.map((row) => row['_href'])).size).toBe(whole)
  })

  it('ends the work when nobody signs in again, with the truth about each row', async () => {
    const token = await fetch(`${proxy.root}/api/v1/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: 'admin' }),
    })
      .then((answer) => answer.json() as Promise<{ token: string }>)
      .then((body) => body.token)
    const byToken = await openSession({ address: proxy.root, fetch, now, token, patience: hasty })
    dieBeforeBatch(2)
    const failure = await failureOf(byToken.addAll('AseGene', genes(3_000)))
    expect(failure.code).toBe('auth.expired')
    expect(countOutcomes(failure.report)).toMatchObject({ written: 1_000, 'not-sent': 2_000 })
  })

  it('lets the program wait until the person has signed in again', async () => {
    const sample = createSampleServer(size)
    const { sessions, announced } = createTestSessions({ sample, now })
    const admin = { kind: 'password' as const, userName: 'admin', password: 'admin' }
    await sessions.signIn(sampleServerId, admin)
    const program = sessions.session(sampleServerId)
    await program.addAll('AseGene', genes(1))
    clockMs += 121 * minuteMs
    const work = program.addAll('AseGene', [{ Ensembl_ID: 'later' }])
    await expect.poll(() => JSON.stringify(announced.at(-1))).toContain('"expired"')
    await sessions.signIn(sampleServerId, admin)
    expect(countOutcomes(await work).written).toBe(1)
    sessions.close()
  })
})

it('cancels a batch that hangs, and says that of its rows nothing is known', async () => {
  const stopper = new AbortController()
  proxy.onRequest = (line) => {
    if (/^POST \/api\/v2\/AseGene$/.test(line)) setTimeout(() => stopper.abort(), 5)
  }
  proxy.lose(/^POST \/api\/v2\/AseGene$/, 'silent')
  proxy.lose(/AseGene.*Ensembl_ID|_method=GET/, ...Array<'before'>(2_000).fill('before'))
  const failure = await failureOf(session.addAll('AseGene', genes(1_100), { signal: stopper.signal }))
  expect(failure.code satisfies AppError['code']).toBe('cancelled')
  expect(countOutcomes(failure.report)).toEqual({ written: 0, unknown: 1_000, 'not-sent': 100, refused: 0 })
})
