// Files of rows that are there already, over real HTTP: the whole row goes along, and nothing of it may change.
import { GENERATION_NAMES } from '@main/sample-server/generation'
import { createSampleServer } from '@main/sample-server/index'
import { openSession } from '@main/session/client/open-session'
import type { Session } from '@main/session/client/session'
import { afterEach, describe, expect, it } from 'vitest'
import { startFaultyProxy, type FaultyProxy } from '../support/faulty-proxy'
import { hasty } from '../support/test-sessions'

const proxies: FaultyProxy[] = []
afterEach(() => Promise.all(proxies.splice(0).map((proxy) => proxy.close())))

async function start(generation: (typeof GENERATION_NAMES)[number] = '10.2') {
  const proxy = await startFaultyProxy(createSampleServer({ snpCount: 5, samplesPerSnp: 2, generation }).fetch)
  proxies.push(proxy)
  const session = await openSession({
    address: proxy.root,
    fetch,
    patience: hasty,
    writerPatience: { retryDelaysMs: [1, 1], graceMs: 200, resolveMs: 2_000 },
  })
  await session.login('admin', 'admin')
  return { proxy, session }
}

const file = (text: string, name = 'été.txt') => ({ name, content: new Blob([text], { type: 'text/plain' }) })
const rowOf = async (session: Session, id: string) => (await session.getById('AllTypes', id)) ?? {}
const puts = (proxy: FaultyProxy) => proxy.asked.filter((line) => line.startsWith('POST /api/v1/AllTypes/')).length

async function textOf(row: Readonly<Record<string, unknown>>): Promise<string> {
  const { url } = row['xfile'] as { url: string }
  return (await fetch(url)).text()
}

describe.each(GENERATION_NAMES)('a file of a row on a server of generation %s', (generation) => {
  it('takes the place of another, and nothing else of the row changes', async () => {
    const { session } = await start(generation)
    for (const id of ['full', 'text lines', 'text csv', 'long beyond safe', 'reference order', 'script emoji']) {
      const before = await rowOf(session, id)
      await session.updateFiles('AllTypes', { id }, { xfile: file(`file of\n${id}`) })
      const after = await rowOf(session, id)
      expect({ ...after, xfile: null }).toEqual({ ...before, xfile: null })
      expect(after['xfile']).toMatchObject({ filename: 'été.txt' })
      expect(await textOf(after)).toBe(`file of\n${id}`)
    }
  })
})

describe('a file of a row', () => {
  it('goes with changes of other attributes, and can be taken away', async () => {
    const { session } = await start()
    const before = await rowOf(session, 'full')
    await session.updateFiles('AllTypes', { id: 'full', xint: 7, xtext: 'a\nb', xcat: null }, { xfile: file('x') })
    const { xcat, ...after } = await rowOf(session, 'full')
    expect(xcat).toBeUndefined()
    expect({ ...after, xcat: before['xcat'] }).toEqual({ ...before, xint: 7, xtext: 'a\nb', xfile: after['xfile'] })
    await session.updateOne('AllTypes', 'full', 'xfile', null)
    expect(await rowOf(session, 'full')).not.toHaveProperty('xfile')
  })

  it('whose answer was lost is looked for before it is sent again', async () => {
    const { proxy, session } = await start()
    proxy.lose(/_method=PUT/, 'after')
    await session.updateFiles('AllTypes', { id: 'full' }, { xfile: file('first') })
    expect(puts(proxy)).toBe(1)
    expect(await textOf(await rowOf(session, 'full'))).toBe('first')
    proxy.lose(/_method=PUT/, 'before')
    await session.updateFiles('AllTypes', { id: 'full' }, { xfile: file('second') })
    expect(puts(proxy)).toBe(3)
    expect(await textOf(await rowOf(session, 'full'))).toBe('second')
  })

  it('is refused where the form would change more of the row', async () => {
    const { proxy, session } = await start()
    const send = (id: string, more = {}) => session.updateFiles('AllTypes', { id, ...more }, { xfile: file('x') })
    const refusal = (attribute: string) => ({ code: 'input.invalid', facts: { attribute } })
    await expect(send('text empty')).rejects.toMatchObject(refusal('xhtml'))
    await expect(send('text space')).rejects.toMatchObject(refusal('xstring'))
    await expect(send('full', { xmref: ['1,2'] })).rejects.toMatchObject(refusal('xmref'))
    await expect(send('full', { nosuch: 1 })).rejects.toMatchObject(refusal('nosuch'))
    await expect(session.updateFiles('AllTypes', { id: 'full' }, { xint: file('x') })).rejects.toMatchObject(
      refusal('xint'),
    )
    expect(puts(proxy)).toBe(0)
  })

  it('is refused for rows that are not there or cannot be named, and for those without the right', async () => {
    const { proxy, session } = await start()
    const send = (id: string) => session.updateFiles('AllTypes', { id }, { xfile: file('x') })
    await expect(send('odd (a/b)?')).rejects.toMatchObject({ code: 'server.refused', facts: { attribute: 'id' } })
    await expect(send('nosuch')).rejects.toMatchObject({ code: 'server.refused' })
    await expect(send('')).rejects.toMatchObject({ code: 'input.invalid' })
    await session.login('reader', 'reader')
    await expect(send('full')).rejects.toMatchObject({ facts: { status: 401 } })
    expect(puts(proxy)).toBe(1)
  })

  it('is refused for ids with a dot where the server would cut them', async () => {
    const { proxy, session } = await start('6')
    await session.add('AllTypes', { id: 'full.2' })
    const work = session.updateFiles('AllTypes', { id: 'full.2' }, { xfile: file('x') })
    await expect(work).rejects.toMatchObject({ code: 'server.refused', facts: { attribute: 'id' } })
    expect(puts(proxy)).toBe(0)
  })
})

it('a new row with a file keeps the line ends of its texts', async () => {
  const { session } = await start()
  const text = 'one\ntwo\r\nthree\rfour'
  await session.add('AllTypes', { id: 'new', xtext: text }, { xfile: file('x', 'a "b".txt') })
  expect(await rowOf(session, 'new')).toMatchObject({ xtext: text, xfile: { filename: 'a "b".txt' } })
})
