// Every method of the session, one by one: cancelled, waited for in vain, and with a token that died meanwhile.
import type { AppError } from '@shared/errors/app-error'
import { createSampleServer } from '@main/sample-server/index'
import { openSession } from '@main/session/client/open-session'
import type { Session } from '@main/session/client/session'
import type { CallOptions } from '@main/session/client/session-options'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFaultyProxy, type FaultyProxy } from '../support/faulty-proxy'
import { hasty } from '../support/test-sessions'

type Method = readonly [name: string, call: (session: Session, options: CallOptions) => Promise<unknown>]

const csv = { name: 'AseGene.csv', content: new Blob(['Ensembl_ID\nuploaded\n']) }
const file = { name: 'notes.txt', content: new Blob(['words']) }

const methods: readonly Method[] = [
  ['get', (session, options) => session.get('Donor', options)],
  [
    'get by rules',
    (session, options) => session.get('ASE', { ...options, q: [{ operator: 'SEARCH', value: 'rs3216' }] }),
  ],
  ['getById', (session, options) => session.getById('Donor', 'nobody', options)],
  ['getByIds', (session, options) => session.getByIds('ASE', ['rs3216'], options)],
  ['findIds', (session, options) => session.findIds('ASE', ['rs3216'], options)],
  ['add', (session, options) => session.add('AseGene', { Ensembl_ID: 'new' }, {}, options)],
  ['add with a file', (session, options) => session.add('AllTypes', { id: 'new' }, { xfile: file }, options)],
  ['addAll', (session, options) => session.addAll('AseGene', [{ Ensembl_ID: 'new' }], options)],
  ['updateOne', (session, options) => session.updateOne('ASE', 'rs3216', 'Chr', '1', options)],
  ['updateAll', (session, options) => session.updateAll('ASE', [{ SNP_ID: 'rs3216', Chr: '1', Pos: 1 }], options)],
  ['updateFiles', (session, options) => session.updateFiles('AllTypes', { id: 'there' }, { xfile: file }, options)],
  ['upsert', (session, options) => session.upsert('AseGene', [{ Ensembl_ID: 'new' }], options)],
  ['delete', (session, options) => session.delete('AseGene', 'gone', options)],
  ['deleteList', (session, options) => session.deleteList('AseGene', ['gone'], options)],
  ['getEntityMetaData', (session, options) => session.getEntityMetaData('Donor', options)],
  ['getAttributeMetaData', (session, options) => session.getAttributeMetaData('Donor', 'Sex', options)],
  ['getMeta', (session, options) => session.getMeta('Donor', options)],
  ['uploadZip', (session, options) => session.uploadZip(csv, options)],
  ['importData', (session, options) => session.importData({ AseGene: [{ Ensembl_ID: 'new' }] }, options)],
]

let clockMs = 0
let proxy: FaultyProxy
let session: Session

async function begin(firstByteMs = 10_000, generation?: '4'): Promise<void> {
  clockMs = 0
  const now = () => new Date(Date.UTC(2026, 0, 1) + clockMs)
  const { fetch: answer } = createSampleServer({
    snpCount: 5,
    samplesPerSnp: 2,
    tokenMinutes: 120,
    now,
    ...(generation ? { generation } : {}),
  })
  proxy = await startFaultyProxy(answer)
  session = await openSession({
    address: proxy.root,
    fetch,
    now,
    patience: { ...hasty, firstByteMs },
    writerPatience: { retryDelaysMs: [], graceMs: 100, resolveMs: 600 },
  })
  await session.login('admin', 'admin')
  await session.add('AllTypes', { id: 'there' })
  await session.add('AseGene', { Ensembl_ID: 'gone' })
}
beforeEach(() => begin())
afterEach(() => proxy.close())

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'success',
    (error: AppError) => error.code,
  )
const silence = () => proxy.lose(/^/, ...Array<'silent'>(500).fill('silent'))

describe.each(methods)('%s', (_name, call) => {
  it('does nothing when it is cancelled before', async () => {
    const before = proxy.asked.length
    expect(await codeOf(call(session, { signal: AbortSignal.abort() }))).toBe('cancelled')
    expect(proxy.asked.slice(before)).toEqual([])
  })

  it('can be cancelled while the server is silent', async () => {
    const stopper = new AbortController()
    silence()
    setTimeout(() => stopper.abort(), 20)
    expect(await codeOf(call(session, { signal: stopper.signal }))).toBe('cancelled')
  })

  it('does not wait for ever', async () => {
    await proxy.close()
    await begin(1_000)
    silence()
    expect(await codeOf(call(session, {}))).toBe('network.timeout')
  })

  it('goes on by itself when the token died before', async () => {
    clockMs += 121 * 60_000
    await call(session, {})
    expect(proxy.asked.filter((line) => line === 'POST /api/v1/login')).toHaveLength(2)
  })
})

describe.each(methods)('%s on a server that cannot tell who asks', (_name, call) => {
  it('goes on by itself when the token died before', async () => {
    await proxy.close()
    await begin(10_000, '4')
    clockMs += 121 * 60_000
    await call(session, {})
    expect(proxy.asked.filter((line) => line === 'POST /api/v1/login')).toHaveLength(2)
  })
})

const unknown = { nope: '1' }
const refusing: readonly Method[] = [
  ['add', (session) => session.add('AseGene', { Ensembl_ID: 'a', ...unknown })],
  ['add with a file', (session) => session.add('AllTypes', { id: 'a' }, { nope: file })],
  ['addAll', (session) => session.addAll('AseGene', [{ Ensembl_ID: 'a' }, { Ensembl_ID: 'b', ...unknown }])],
  ['updateOne', (session) => session.updateOne('ASE', 'rs3216', 'nope', '1')],
  ['updateAll', (session) => session.updateAll('ASE', [{ SNP_ID: 'rs3216', ...unknown }])],
  ['updateFiles', (session) => session.updateFiles('AllTypes', { id: 'there', ...unknown }, { xfile: file })],
  ['upsert', (session) => session.upsert('AseGene', [{ Ensembl_ID: 'a', ...unknown }])],
  ['importData', (session) => session.importData({ AseGene: [{ Ensembl_ID: 'a', ...unknown }] })],
  ['get', (session) => session.get('ASE', { attributes: ['nope'] })],
  ['getById', (session) => session.getById('ASE', 'rs3216', { attributes: ['nope'] })],
  ['getAttributeMetaData', (session) => session.getAttributeMetaData('ASE', 'nope')],
]

it.each(refusing)('%s names the attribute that a table does not have, and writes nothing', async (_name, call) => {
  const error = await call(session, {}).catch((failure: unknown) => failure as AppError)
  expect(error).toMatchObject({ code: 'input.invalid', facts: { attribute: 'nope' } })
  expect(proxy.asked.filter((line) => /^(?:PUT|DELETE|POST (?!\/api\/v1\/login))/.test(line))).toHaveLength(2)
})
