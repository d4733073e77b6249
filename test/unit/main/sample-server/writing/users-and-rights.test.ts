import { describe, expect, it } from 'vitest'
import { asking, items, refusal, tokenOf } from '../asking'

describe('one who may add and update, but not delete', () => {
  it('is told so in permissions and refused deletions', async () => {
    const ask = asking()
    const token = await tokenOf(ask, 'editor')
    const body = { entities: [{ Ensembl_ID: 'ENSG5' }] }
    expect((await ask('/api/v2/AseGene', { token, body })).status).toBe(201)
    expect((await ask('/api/v2/AseGene', { token, method: 'PUT', body })).status).toBe(200)
    expect(refusal(await ask('/api/v2/AseGene/ENSG5', { token, method: 'DELETE' }))).toEqual([
      401,
      "DS04: No 'Delete data' permission on entity type 'AseGene' with id 'AseGene'.",
    ])
    const { permissions, writable } = (await ask('/api/v2/AseGene?num=0', { token })).json['meta'] as {
      permissions: string[]
      writable: boolean
    }
    expect([writable, permissions]).toEqual([
      true,
      ['ADD_DATA', 'READ_METADATA', 'READ_DATA', 'AGGREGATE_DATA', 'UPDATE_DATA', 'COUNT_DATA'],
    ])
    expect((await ask('/api/v2/sys_md_EntityType/ASE', { token, method: 'DELETE' })).status).toBe(401)
  })
})

describe('users', () => {
  const user = { username: 'ann', password_: 'secret', Email: 'ann@example.org', active: true }

  it('are added by an administrator, sign in, and never show a password', async () => {
    const ask = asking()
    const token = await tokenOf(ask, 'admin')
    const added = await ask('/api/v2/sys_sec_User', { token, body: { entities: [user] } })
    expect(added.status).toBe(201)
    const signIn = (password: string) => ask('/api/v1/login', { body: { username: 'ann', password } })
    expect((await signIn('secret')).status).toBe(200)
    const own = String((await signIn('secret')).json['token'])
    expect((await ask('/api/v2/ASE?num=1', { token: own })).status).toBe(200)
    expect((await ask('/api/v2/Donor?num=1', { token: own })).status).toBe(404)
    const all = await ask('/api/v2/sys_sec_User?num=100', { token })
    expect(all.text).not.toMatch(/secret|"password_":/)
    const [ann] = items(await ask('/api/v2/sys_sec_User?q=username==ann', { token }))
    expect(ann).toMatchObject({ username: 'ann', superuser: false, changePassword: false })
    // One attribute changes, the password stays.
    const path = `/api/v1/sys_sec_User/${String(ann?.['id'])}`
    expect((await ask(`${path}/LastName`, { token, method: 'PUT', body: 'Lee' })).status).toBe(200)
    expect((await signIn('secret')).status).toBe(200)
    expect((await ask(`${path}/password_`, { token, method: 'PUT', body: 'other' })).status).toBe(200)
    expect([(await signIn('secret')).status, (await signIn('other')).status]).toEqual([401, 200])
    expect((await ask(`${path}/active`, { token, method: 'PUT', body: false })).status).toBe(200)
    expect((await signIn('other')).status).toBe(401)
    expect((await ask(path, { token, method: 'DELETE' })).status).toBe(204)
    expect((await ask('/api/v2/Donor?num=1', { token: own })).status).toBe(404)
  })

  it('must differ in name and address, and are not shown to others', async () => {
    const ask = asking()
    const token = await tokenOf(ask, 'admin')
    const add = async (change: Record<string, unknown>) =>
      refusal(await ask('/api/v2/sys_sec_User', { token, body: { entities: [{ ...user, ...change }] } }))
    expect(await add({ username: 'reader' })).toEqual([
      400,
      "D24a: Value 'reader' for unique attribute 'username' from entity 'sys_sec_User' already exists.",
    ])
    expect(await add({ Email: 'reader@example.org' })).toMatchObject([
      400,
      expect.stringContaining("attribute 'Email'"),
    ])
    expect(await add({ password_: null })).toEqual([
      400,
      "D21a: The attribute 'password_' of entity 'sys_sec_User' can not be null.",
    ])
    for (const name of ['reader', 'editor']) {
      expect(refusal(await ask('/api/v2/sys_sec_User', { token: await tokenOf(ask, name) }))).toEqual([
        401,
        "DS04: No 'Read metadata' permission on entity type 'User' with id 'sys_sec_User'.",
      ])
    }
  })

  it('get rights on single tables', async () => {
    const ask = asking()
    const token = await tokenOf(ask, 'admin')
    await ask('/api/v2/sys_sec_User', { token, body: { entities: [user] } })
    const own = String((await ask('/api/v1/login', { body: { username: 'ann', password: 'secret' } })).json['token'])
    const grant = (table: string, permission: string) =>
      ask(`/api/permissions/entityType/${table}`, { token, body: { permissions: [{ user: 'ann', permission }] } })
    expect((await grant('Donor', 'WRITE')).status).toBe(201)
    const body = { entities: [{ Donor_ID: 'ann-1' }] }
    expect((await ask('/api/v2/Donor', { token: own, body })).status).toBe(201)
    expect((await ask('/api/v2/Donor/ann-1', { token: own, method: 'DELETE' })).status).toBe(204)
    expect((await grant('Donor', 'READ')).json).toMatchObject({ status: 409n, errorCode: 'DS27' })
    expect((await ask('/api/permissions/entityType/ASE', { token: own, body: {} })).status).toBe(401)
  })
})
