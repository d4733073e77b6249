import { AppError } from '@shared/errors/app-error'
import { HttpClient } from '@main/server/http-client'
import { Asker } from '@main/server/molgenis-classic/ask'
import { generationOf } from '@main/server/molgenis-classic/generations'
import { listTables } from '@main/server/molgenis-classic/listing'
import type { SessionGuard } from '@main/server/server-dialect'
import { describe, expect, it } from 'vitest'

const never = new AbortController().signal
const guard: SessionGuard = {
  explain: (error) => Promise.resolve(error),
  confirm: () => Promise.resolve(),
  noticeAnswer: () => undefined,
  noticeFailure: () => undefined,
}
const refusal = (status: number, code?: string) => Response.json({ errors: [{ message: 'no', code }] }, { status })

/** A server with these rows in its system tables; a number is the status with which it refuses them. */
function listing(tables: object[] | number, packages: object[] | number, version = '10.2.4') {
  const asked: string[] = []
  const fetch = (text: string) => {
    asked.push(text)
    const url = new URL(text)
    const rows = /packages?$/i.test(url.pathname) ? packages : tables
    if (typeof rows === 'number') return Promise.resolve(refusal(rows, rows === 404 ? 'D01' : 'DS04'))
    const [start, num] = [Number(url.searchParams.get('start')), Number(url.searchParams.get('num'))]
    return Promise.resolve(Response.json({ total: rows.length, items: rows.slice(start, start + num) }))
  }
  const asker = new Asker(new HttpClient({ root: 'https://server', fetch, token: () => null }), guard)
  return { list: () => listTables(asker, generationOf(version), never), asked }
}

describe('the list of tables', () => {
  it('is read to its end, without abstract tables', async () => {
    const rows = Array.from({ length: 2300 }, (_, at) => ({ id: `T${at}`, label: `L${at}`, isAbstract: at === 0 }))
    const { list, asked } = listing(rows, [])
    const { tables, isComplete } = await list()
    expect([tables.length, isComplete]).toEqual([2299, true])
    expect(asked.filter((url) => url.includes('EntityType'))).toHaveLength(3)
  })

  it('tells packages, also those that only its tables name, and what belongs to the system', async () => {
    const { list } = listing(
      [
        { id: 'a_T', label: 'T', description: 'D', package: { id: 'a', label: 'A' } },
        { id: 'sys_x_Y', package: { id: 'sys_x' } },
        { id: 'sys_Z' },
        { id: 'free' },
      ],
      [{ id: 'a_b', label: 'B', parent: { id: 'a' } }],
    )
    expect(await list()).toEqual({
      packages: [
        { id: 'a_b', label: 'B', description: null, parentId: 'a' },
        { id: 'a', label: 'A', description: null, parentId: null },
        { id: 'sys_x', label: 'sys_x', description: null, parentId: null },
      ],
      tables: [
        { id: 'a_T', label: 'T', description: 'D', packageId: 'a', isSystem: false },
        { id: 'sys_x_Y', label: 'sys_x_Y', description: null, packageId: 'sys_x', isSystem: true },
        { id: 'sys_Z', label: 'sys_Z', description: null, packageId: null, isSystem: true },
        { id: 'free', label: 'free', description: null, packageId: null, isSystem: false },
      ],
      isComplete: true,
    })
  })

  it('is incomplete where it is hidden, and asks for a sign-in where that is all that a guest gets', async () => {
    const none = { packages: [], tables: [], isComplete: false }
    expect(await listing(404, 404).list()).toEqual(none)
    expect(await listing(401, 401, '6.1.0').list()).toEqual(none)
    await expect(listing(401, 401).list()).rejects.toThrow(AppError)
    await expect(listing(401, 401).list()).rejects.toMatchObject({ code: 'auth.required' })
    expect(await listing([{ id: 'T' }], 401).list()).toMatchObject({ packages: [], isComplete: true })
  })

  it('is found where older servers keep it, under the names that they give', async () => {
    const old = listing(
      [
        { fullName: 'a_T', abstract: false, package: { fullName: 'a' } },
        { fullName: 'a_Q', abstract: true },
        { fullName: 'MolgenisUser', abstract: false },
      ],
      [{ fullName: 'a', parent: null }],
      '1.14.0',
    )
    const { packages, tables } = await old.list()
    expect(packages.map(({ id }) => id)).toEqual(['a'])
    expect(tables.map(({ id, packageId, isSystem }) => [id, packageId, isSystem])).toEqual([
      ['a_T', 'a', false],
      ['MolgenisUser', null, true],
    ])
    const [first] = old.asked
    expect(first).toContain('/api/v2/entities?attrs=fullName%2Clabel%2Cdescription%2Cpackage%2Cabstract&')
    // Later ones keep their own tables apart, so that such a name is free for anybody.
    const second = listing([{ fullName: 'tags' }], [], '2.0.3')
    expect((await second.list()).tables.map(({ id, isSystem }) => [id, isSystem])).toEqual([['tags', false]])
    expect(second.asked[0]).toContain('/api/v2/sys_md_EntityType?attrs=fullName%2C')
  })

  it('of another shape is said to be so', async () => {
    await expect(listing([{ name: 'T' }], []).list()).rejects.toMatchObject({ code: 'server.answer-malformed' })
  })
})
