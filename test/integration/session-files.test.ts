// Files, and what a change must not lose: files, one-to-many references, values of attributes that nobody named.
import { createSampleServer } from '@main/sample-server/index'
import { openSession } from '@main/session/client/open-session'
import type { Session } from '@main/session/client/session'
import { beforeEach, expect, it } from 'vitest'
import { hasty } from '../support/test-sessions'

let session: Session
let answer: (request: Request) => Promise<Response>
beforeEach(async () => {
  const sample = createSampleServer({ snpCount: 5, samplesPerSnp: 2 })
  answer = sample.fetch
  session = await openSession({
    address: 'http://127.0.0.1:1',
    fetch: (url, init) => sample.fetch(new Request(url, init)),
    patience: hasty,
  })
  await session.login('admin', 'admin')
})

const file = { name: 'été "1".txt', content: new Blob(['one\ntwo'], { type: 'text/plain' }) }

it('adds a row with a file beside values of other types, and keeps the file when other attributes change', async () => {
  const id = await session.add(
    'AllTypes',
    { id: 'with file', xint: 5, xlong: 9007199254740993n, xtext: 'a\nb' },
    { xfile: file },
  )
  expect(id).toBe('with file')
  const [added] = await session.get('AllTypes', { q: 'id=="with file"' })
  expect(added).toMatchObject({ xint: 5, xlong: '9007199254740993', xfile: { filename: file.name } })
  const { url } = added?.['xfile'] as { url: string }
  expect(await (await answer(new Request(url))).text()).toBe('one\ntwo')

  await session.updateAll('AllTypes', [{ id, xint: 6, xstring: 'changed' }])
  const [changed] = await session.get('AllTypes', { q: 'id=="with file"' })
  expect(changed).toEqual({ ...added, xint: 6, xstring: 'changed' })
})

it('loses nothing of any row of the table when two attributes change', async () => {
  const before = await session.get('AllTypes')
  expect(before.some((row) => Array.isArray(row['xonetomany']) && row['xonetomany'].length > 0)).toBe(true)
  await session.updateAll(
    'AllTypes',
    before.map((row) => ({ id: String(row['id']), xint: 1, xenum: 'a' })),
  )
  expect(await session.get('AllTypes')).toEqual(before.map((row) => ({ ...row, xint: 1, xenum: 'a' })))
})

it('writes back what it gave out as it was', async () => {
  const before = await session.get('AllTypes')
  const rows = (await session.get('AllTypes', { uploadable: true })) as Parameters<Session['updateAll']>[1]
  await session.updateAll('AllTypes', rows)
  expect(await session.get('AllTypes')).toEqual(before)
})

it('takes back what was changed of a batch whose rest is refused', async () => {
  const before = await session.getById('AllTypes', 'text empty')
  const work = session.updateAll('AllTypes', [
    { id: 'text empty', xint: 77, xmref: ['nosuch'] },
    { id: 'full', xint: 77 },
  ])
  await expect(work).rejects.toMatchObject({ code: 'server.refused', facts: { attribute: 'xmref', rowIndex: 0 } })
  expect(await session.getById('AllTypes', 'text empty')).toEqual(before)
  expect((await session.getById('AllTypes', 'full'))?.['xint']).not.toBe(77)
})

it('refuses files where there is no place for them, and what a form cannot say', async () => {
  const refused = { code: 'input.invalid' }
  await expect(session.add('AllTypes', { id: 'f' }, { xtext: file })).rejects.toMatchObject({
    ...refused,
    facts: { attribute: 'xtext' },
  })
  await expect(session.add('AllTypes', { id: 'f', xmref: ['a,b'] }, { xfile: file })).rejects.toMatchObject({
    ...refused,
    facts: { attribute: 'xmref' },
  })
  await expect(session.addAll('AllTypes', [{ id: 'f', xfile: 'a.txt' }])).rejects.toMatchObject({
    ...refused,
    facts: { attribute: 'xfile', rowIndex: 0 },
  })
  expect(await session.getById('AllTypes', 'f')).toBeNull()
})

it('tells what an import that failed says, and of one that is not waited for how it begins', async () => {
  const content = new Blob(['a\n1\n'])
  await expect(session.uploadZip({ name: 'Unknown.csv', content })).rejects.toMatchObject({
    code: 'server.refused',
    facts: { serverWords: expect.stringContaining('Unknown') as unknown },
  })
  const good = { name: 'AseGene.csv', content: new Blob(['Ensembl_ID\nENSGU1\n']) }
  const run = await session.uploadZip(good, { asynchronous: true })
  expect(run.path).toMatch(/^\/api\/v2\/sys_ImportRun\//)
  await expect.poll(() => session.getById('AseGene', 'ENSGU1')).toMatchObject({ Ensembl_ID: 'ENSGU1' })
  await session.logout()
  await expect(session.uploadZip(good)).rejects.toMatchObject({ code: 'auth.required' })
})

it('stops waiting for an import when it is cancelled', async () => {
  const stopper = new AbortController()
  stopper.abort()
  const work = session.importData({ AseGene: [{ Ensembl_ID: 'x' }] }, { signal: stopper.signal })
  await expect(work).rejects.toMatchObject({ code: 'cancelled' })
})
