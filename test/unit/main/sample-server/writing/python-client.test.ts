// The requests that the published Python client makes, one by one, with what it reads of the answers.
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { asking, items, tokenOf, type Ask } from '../asking'
import { send, zipOf } from '../import/importing'

const TABLE = 'org_test_Ref'
const REFS = {
  'packages.csv': 'name,parent\norg,\norg_test,org\n',
  'entities.csv': 'name,package,label\nRef,org_test,TestRef\n',
  'attributes.csv':
    'entity,name,dataType,idAttribute,labelAttribute,nillable\norg_test_Ref,value,string,TRUE,FALSE,FALSE\norg_test_Ref,label,string,FALSE,TRUE,FALSE\n',
  'org_test_Ref.csv': `value,label\n${[1, 2, 3, 4, 5].map((n) => `ref${String(n)},label${String(n)}\n`).join('')}`,
}
const JSON_TYPE = { 'content-type': 'application/json' }

let ask: Ask
let token = ''
beforeAll(async () => {
  ask = asking()
  token = await tokenOf(ask, 'admin')
  // upload_zip: the run's path is taken apart, and asked for until it is no longer RUNNING.
  const { text, status } = await send(ask, token, { name: 'refs.zip', content: zipOf(REFS) })
  const [, run] = /^\/api\/v2\/sys_ImportRun\/(\w+)$/.exec(text) ?? []
  expect([status, run]).toEqual([201, expect.any(String)])
  await vi.waitFor(async () => {
    expect((await ask(`/api/v2/sys_ImportRun/${run ?? ''}`, { token })).json['status']).toBe('FINISHED')
  })
})

const firstError = (json: Record<string, unknown>) => (json['errors'] as { message: string }[])[0]?.message
const label = async (id: string) => (await ask(`/api/v2/${TABLE}/${id}?attrs=label`, { token })).json['label']

describe('the published client', () => {
  it('reads the id attribute, and then rows in batches until there is no next link', async () => {
    const meta = await ask(`/api/v1/${TABLE}/meta?expand=attributes`, { token })
    expect(meta.json).toMatchObject({ idAttribute: 'value', attributes: { label: { fieldType: 'STRING' } } })
    const first = await ask(`/api/v2/${TABLE}?num=3&sort=value`, { token })
    const next = new URL(String(first.json['nextHref'])).searchParams.get('start')
    const last = await ask(`/api/v2/${TABLE}?num=3&start=${String(next)}&sort=value`, { token })
    expect([...items(first), ...items(last)]).toEqual(
      [1, 2, 3, 4, 5].map((n) => ({
        _href: `/api/v2/${TABLE}/ref${String(n)}`,
        value: `ref${String(n)}`,
        label: `label${String(n)}`,
      })),
    )
    expect(last.json).not.toHaveProperty('nextHref')
    expect((await ask('/api/v1/sys_sec_User/meta/username', { token })).json).toMatchObject({
      fieldType: 'STRING',
      label: 'Username',
      readOnly: true,
      unique: true,
      labelAttribute: true,
      lookupAttribute: true,
      nillable: false,
    })
  })

  it('adds a row by a form and takes its id from the place that the answer names', async () => {
    const added = await ask(`/api/v1/${TABLE}`, { token, form: 'value=ref55&label=label55' })
    expect([added.status, added.location?.split('/').at(-1)]).toEqual([201, 'ref55'])
    expect(await label('ref55')).toBe('label55')
    const body = JSON.stringify('updated')
    const put = { token, method: 'PUT', form: body, headers: JSON_TYPE }
    expect((await ask(`/api/v1/${TABLE}/ref55/label`, put)).status).toBe(200)
    expect(await label('ref55')).toBe('updated')
    const missing = await ask(`/api/v1/${TABLE}/ref555/label`, put)
    expect([missing.status, firstError(missing.json)]).toEqual([
      404,
      "Unknown entity with 'value' 'ref555' of type 'TestRef'.",
    ])
    expect((await ask(`/api/v1/${TABLE}/ref55`, { token, method: 'DELETE' })).status).toBe(204)
  })

  it('adds and deletes lists', async () => {
    const entities = [
      { value: 'ref55', label: 'label55' },
      { value: 'ref57', label: 'label57' },
    ]
    const { json } = await ask(`/api/v2/${TABLE}`, { token, body: { entities } })
    expect((json['resources'] as { href: string }[]).map(({ href }) => href.split('/').at(-1))).toEqual([
      'ref55',
      'ref57',
    ])
    const bad = await ask(`/api/v2/${TABLE}`, { token, body: { entities: [{ value: 'ref58' }] } })
    expect([bad.status, firstError(bad.json)]).toEqual([
      400,
      "The attribute 'label' of entity 'org_test_Ref' can not be null.",
    ])
    const gone = await ask(`/api/v2/${TABLE}`, { token, method: 'DELETE', body: { entityIds: ['ref55', 'ref57'] } })
    expect([gone.status, gone.text]).toEqual([204, ''])
    expect(items(await ask(`/api/v2/${TABLE}?q=value=in=(ref55,ref57)&sort=value`, { token }))).toEqual([])
  })

  it('adds a row with a file', async () => {
    const data = new FormData()
    data.set('id', 'plot')
    data.set('xstring', 'IBD')
    data.set('xfile', new File([new Uint8Array([0, 255, 10])], 'expression.jpg'))
    expect((await ask('/api/v1/AllTypes', { token, data })).status).toBe(201)
    expect((await ask('/api/v2/AllTypes/plot?attrs=xfile(*)', { token })).json['xfile']).toMatchObject({ size: 3n })
  })

  it('empties a table, drops a package, and signs out', async () => {
    expect((await ask(`/api/v1/${TABLE}`, { token, method: 'DELETE' })).status).toBe(204)
    expect((await ask(`/api/v2/${TABLE}?sort=value`, { token })).json['total']).toBe(0n)
    expect((await ask('/api/v1/sys_md_Package/org', { token, method: 'DELETE' })).status).toBe(204)
    expect((await ask(`/api/v2/${TABLE}`, { token })).status).toBe(404)
    expect((await ask('/api/v1/logout', { token, method: 'POST' })).status).toBe(200)
    const users = await ask('/api/v2/sys_sec_User?sort=id', { token })
    expect([users.status, firstError(users.json)]).toEqual([
      401,
      "No 'Read metadata' permission on entity type 'User' with id 'sys_sec_User'.",
    ])
  })
})
