import { describe, expect, it } from 'vitest'
import { asking, refusal, tokenOf } from '../asking'

const ask = asking({ now: () => new Date('2026-01-31T10:11:12Z') })

describe('the download of the data explorer', () => {
  const request = async (username: string, change: Record<string, unknown>) => {
    const wanted = {
      entityTypeId: 'ASE',
      attributeNames: ['Genes', 'SNP_ID', 'Chr'],
      query: { rules: [[]] },
      colNames: 'ATTRIBUTE_NAMES',
      entityValues: 'ENTITY_IDS',
      downloadType: 'DOWNLOAD_TYPE_CSV',
      ...change,
    }
    const form = new URLSearchParams({ dataRequest: encodeURIComponent(JSON.stringify(wanted)) }).toString()
    return ask('/plugin/dataexplorer/download', { token: await tokenOf(ask, username), form })
  }

  it('gives rows by rules and order, columns in the order of the table', async () => {
    const rules = [
      [
        { field: 'Chr', operator: 'IN', value: ['11', '17'] },
        { operator: 'AND' },
        { field: 'Pos', operator: 'LESS', value: 8000000 },
        { operator: 'AND' },
        { field: 'SNP_ID', operator: 'IN', value: ['rs3216', 'rs9901673'] },
      ],
    ]
    const sort = { orders: [{ attr: 'Chr', direction: 'DESC' }] }
    const { text, type } = await request('reader', { query: { rules, sort } })
    expect(type).toBe('text/csv')
    expect(text).toBe(
      '"SNP_ID","Chr","Genes"\n"rs9901673","17","ENSG00000129226,ENSG00000264772"\n"rs3216","11","ENSG00000177963"\n',
    )
  })

  it('gives whole tables, missing values as nothing, labels where asked for', async () => {
    const change = { entityTypeId: 'AllTypes', attributeNames: ['id', 'xstring', 'xcat'], query: { rules: [] } }
    const { text } = await request('admin', { ...change, colNames: 'ATTRIBUTE_LABELS', entityValues: 'ENTITY_LABELS' })
    expect(text).toMatch(/^"Id","Category","Short text"\n/)
    expect(text).toContain('\n"full","Blood, whole","T"\n')
    expect(text).toContain('\n"text empty",,""\n')
    expect(text).toContain('\n"text missing",,\n')
    const all = await ask('/api/v2/AllTypes?num=0')
    expect(text.match(/\n"/g)).toHaveLength(Number(all.json['total']))
  })

  it('is for those who are signed in', async () => {
    const { status, location } = await request('anonymous', {})
    expect([status, location]).toEqual([302, '/login'])
    expect((await request('reader', { downloadType: 'DOWNLOAD_TYPE_PDF' })).type).toBe('text/html;charset=UTF-8')
    expect((await request('reader', { entityTypeId: 'nosuch' })).status).toBe(404)
  })
})

describe('files by themselves', () => {
  it('are kept, described, given back and forgotten', async () => {
    const token = await tokenOf(ask, 'admin')
    const headers = { 'content-type': 'text/plain', 'x-molgenis-filename': 'a b.txt' }
    const kept = await ask('/api/files', { token, method: 'POST', form: 'hello', headers })
    const id = String(kept.json['id'])
    expect([kept.status, kept.location, kept.json]).toEqual([
      201,
      `http://sample/api/files/${id}?alt=media`,
      { id, filename: 'a b.txt', contentType: 'text/plain', size: 5n },
    ])
    expect((await ask(`/api/files/${id}`, { token })).json).toEqual(kept.json)
    expect((await ask(`/api/files/${id}?alt=media`, { token })).text).toBe('hello')
    expect((await ask(`/files/${id}`, { token })).text).toBe('hello')
    expect((await ask(`/api/files/${id}`, { token, method: 'DELETE' })).status).toBe(204)
    expect((await ask(`/files/${id}`, { token })).status).toBe(404)
    expect((await ask(`/api/files/${id}`, { token })).json).toMatchObject({ status: 404n, errorCode: 'D02' })
  })

  it('are kept for those who may add them', async () => {
    const headers = { 'content-type': 'text/plain', 'x-molgenis-filename': 'a.txt' }
    const refused = await ask('/api/files', { method: 'POST', form: 'x', headers })
    expect(refused.json).toMatchObject({ status: 401n, errorCode: 'DS04' })
    expect(refusal(await ask('/api/files', { method: 'POST', form: 'x' }))[0]).toBe(415)
    const locked = asking({ isLocked: true })
    const page = await locked('/files/aaaac6file1')
    expect([page.status, page.type]).toEqual([401, 'text/html;charset=UTF-8'])
  })
})
