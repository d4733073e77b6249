import { beforeEach, describe, expect, it } from 'vitest'
import { asking, refusal, tokenOf, type Answer, type Ask } from '../asking'

let ask: Ask
let token = ''
beforeEach(async () => {
  ask = asking()
  token = await tokenOf(ask, 'admin')
})

const send = (method: string, path: string, body?: unknown): Promise<Answer> => ask(path, { token, method, body })
const read = async (path: string): Promise<Record<string, unknown>> => (await ask(path, { token })).json

describe('the first version', () => {
  it('adds from JSON and from forms, and says where', async () => {
    const added = await send('POST', '/api/v1/AllTypes', { id: 'a b', xmref: [1, '2'] })
    expect([added.status, added.text, added.location]).toEqual([201, '', '/api/v1/AllTypes/a%20b'])
    const form = await ask('/api/v1/AllTypes', { token, form: 'id=form&xint=5&xmref=1&xmref=2&xstring=' })
    expect([form.status, form.location]).toEqual([201, '/api/v1/AllTypes/form'])
    expect(await read('/api/v1/AllTypes/form?attributes=xint,xstring&expand=xmref')).toMatchObject({ xint: 5n })
    expect(await read('/api/v1/AllTypes/form/xmref')).toMatchObject({ total: 2n })
  })

  it('keeps a file that came with a form, and gives it back', async () => {
    const data = new FormData()
    data.set('id', 'with file')
    data.set('xfile', new File(['a note\n'], 'my note.txt', { type: 'text/plain' }))
    const added = await ask('/api/v1/AllTypes', { token, data })
    expect([added.status, added.location]).toEqual([201, '/api/v1/AllTypes/with%20file'])
    const { xfile } = (await read('/api/v2/AllTypes/with%20file?attrs=xfile(*)')) as { xfile: Record<string, unknown> }
    expect(xfile).toMatchObject({ filename: 'my note.txt', contentType: 'text/plain', size: 7n })
    expect(xfile['url']).toBe(`http://sample/files/${String(xfile['id'])}`)
    const file = await ask(`/files/${String(xfile['id'])}`, { token })
    expect([file.text, file.type]).toEqual(['a note\n', 'text/plain'])
    // The name of the file that is there keeps it; any other name needs a file.
    const put = (name: string) => send('PUT', '/api/v1/AllTypes/with%20file', { id: 'with file', xfile: name })
    expect((await put('my note.txt')).status).toBe(200)
    expect((await put('other.txt')).status).toBe(400)
    expect((await read('/api/v2/AllTypes/with%20file'))['xfile']).toMatchObject({ id: xfile['id'] })
  })

  it('replaces a row, whether by PUT or by a POST that stands for it', async () => {
    await send('POST', '/api/v1/AllTypes', { id: 'r', xint: 1, xstring: 's' })
    expect((await send('PUT', '/api/v1/AllTypes/r', { id: 'r', xint: 2 })).status).toBe(200)
    expect(await read('/api/v1/AllTypes/r')).not.toHaveProperty('xstring')
    expect((await send('POST', '/api/v1/AllTypes/r?_method=PUT', { id: 'r', xint: 3 })).status).toBe(200)
    expect((await ask('/api/v1/AllTypes/r?_method=PUT', { token, form: 'id=r&xint=4' })).status).toBe(204)
    expect(await read('/api/v1/AllTypes/r')).toMatchObject({ xint: 4n })
    expect(refusal(await send('PUT', '/api/v1/AllTypes/no', { id: 'no' }))).toEqual([
      404,
      "D02: Unknown entity with 'Id' 'no' of type 'AllTypes'.",
    ])
    // The id must be in the body.
    expect((await send('PUT', '/api/v1/AllTypes/r', { xint: 5 })).status).toBe(400)
  })

  it('sets one attribute, also from a bare word, and empties it', async () => {
    const set = (attribute: string, text: string) =>
      ask(`/api/v1/AllTypes/full/${attribute}`, {
        token,
        method: 'PUT',
        form: text,
        headers: { 'content-type': 'application/json' },
      })
    for (const [attribute, text, value] of [
      ['xstring', '"in quotes"', 'in quotes'],
      ['xstring', 'bare', 'bare'],
      ['xint', '12', 12n],
      ['xbool', 'false', false],
      ['xint', 'null', undefined],
      ['xstring', '', undefined],
    ] as const) {
      expect((await set(attribute, text)).status).toBe(200)
      expect((await read('/api/v1/AllTypes/full'))[attribute]).toBe(value)
    }
    expect((await set('xmref', '["1"]')).status).toBe(200)
    expect(await read('/api/v1/AllTypes/full/xmref')).toMatchObject({ total: 1n })
    expect((await set('id', '"other"')).status).toBe(401)
    expect((await set('nosuch', '1')).status).toBe(404)
  })

  it('deletes a row, all rows, and the table itself', async () => {
    expect((await send('DELETE', '/api/v1/Remark/4')).status).toBe(204)
    expect((await send('POST', '/api/v1/Remark/3?_method=DELETE')).status).toBe(204)
    expect((await send('DELETE', '/api/v1/Remark/4')).status).toBe(204)
    expect(await read('/api/v2/Remark?num=0')).toMatchObject({ total: 4n })
    expect((await send('POST', '/api/v1/Remark?_method=DELETE')).status).toBe(204)
    expect(await read('/api/v2/Remark?num=0')).toMatchObject({ total: 0n })
    expect(refusal(await send('DELETE', '/api/v1/Remark/meta'))).toEqual([
      400,
      "D22: Cannot delete entity 'Remark' because entity 'AllTypes' depends on it.",
    ])
    expect((await send('DELETE', '/api/v1/Donor/meta')).status).toBe(204)
    expect((await ask('/api/v2/Donor', { token })).status).toBe(404)
    expect(await read('/api/v2/sys_md_EntityType?num=0&q=id==Donor')).toMatchObject({ total: 0n })
  })

  it('tells of each broken rule by itself', async () => {
    const { json } = await send('POST', '/api/v1/AllTypes', { id: 'bad', xenum: 'z', xemail: 'z' })
    expect(json['errors']).toHaveLength(2)
    const second = await send('POST', '/api/v2/AllTypes', { entities: [{ id: 'bad', xenum: 'z', xemail: 'z' }] })
    expect(second.json['errors']).toHaveLength(1)
  })
})

describe('the third version', () => {
  it('adds, replaces, changes and deletes one row', async () => {
    const added = await send('POST', '/api/data/AllTypes', { id: 'v3', xint: 1, xstring: 's', xonetomany: ['1'] })
    expect([added.status, added.location]).toEqual([201, 'http://sample/api/data/AllTypes/v3'])
    expect((await send('PATCH', '/api/data/AllTypes/v3', { xint: 2 })).status).toBe(204)
    expect(await read('/api/v2/AllTypes/v3')).toMatchObject({ xint: 2n, xstring: 's', xonetomany: [] })
    expect((await send('PUT', '/api/data/AllTypes/v3', { xint: 3 })).status).toBe(204)
    expect(await read('/api/v2/AllTypes/v3')).not.toHaveProperty('xstring')
    expect((await send('DELETE', '/api/data/AllTypes/v3')).status).toBe(204)
    const again = await send('DELETE', '/api/data/AllTypes/v3')
    expect([again.status, again.type, again.json]).toEqual([
      404,
      'application/problem+json',
      {
        type: 'http://sample/problem',
        title: 'Not Found',
        status: 404n,
        detail: "Unknown entity with 'Id' 'v3' of type 'AllTypes'.",
        errorCode: 'D02',
      },
    ])
  })

  it('takes values of the right type only', async () => {
    const patch = async (body: unknown) => (await send('PATCH', '/api/data/AllTypes/full', body)).json
    expect(await patch({ xint: '5' })).toMatchObject({
      status: 400n,
      errorCode: 'D16',
      detail: "Invalid value for attribute 'xint' of type 'INT', the value should be a number.",
    })
    expect(await patch({ xmref: null })).toMatchObject({ status: 400n, errorCode: 'DAPI02' })
    expect(await patch({ xbool: 'true' })).toMatchObject({ status: 400n, errorCode: 'D16' })
  })

  it('deletes what a filter finds', async () => {
    expect((await send('DELETE', '/api/data/Remark?q=about==full')).status).toBe(204)
    expect(await read('/api/v2/Remark?num=0')).toMatchObject({ total: 4n })
  })
})
