import { describe, expect, it } from 'vitest'
import { asking, items, refusal } from './asking'

const ask = asking()

describe('collections', () => {
  it('link references, and write them out one level deep when asked to', async () => {
    const plain = items(await ask('/api/v1/SampleAse?num=1&attributes=id,snp_id,SampleIds'))
    expect(plain).toEqual([
      {
        href: '/api/v1/SampleAse/1418785',
        ID: '1418785',
        SNP_ID: { href: '/api/v1/SampleAse/1418785/SNP_ID' },
        SampleIds: { href: '/api/v1/SampleAse/1418785/SampleIds' },
      },
    ])
    const expanded = items(
      await ask('/api/v1/SampleAse?num=1&attributes=SNP_ID,SampleIds&expand=snp_id%5BChr%3BPos%5D,SampleIds'),
    )
    expect(expanded).toEqual([
      {
        href: '/api/v1/SampleAse/1418785',
        SNP_ID: { href: '/api/v1/ASE/rs12460890', Chr: '19', Pos: 829568n },
        SampleIds: {
          href: '/api/v1/SampleAse/1418785/SampleIds',
          start: 0n,
          num: 100n,
          total: 1n,
          items: [{ href: '/api/v1/AseSample/ERS194242', Sample_ID: 'ERS194242' }],
        },
      },
    ])
  })

  it('give all rows for num=0, and a link to the same place', async () => {
    const answer = await ask('/api/v1/SampleAse?num=0&attributes=ID')
    expect(items(answer)).toHaveLength(60 * 5 + 21)
    expect(answer.json['nextHref']).toBe('/api/v1/SampleAse?start=0&num=0')
  })

  it('refuse too large a page and a query as text', async () => {
    const max = "Max: Field 'num' of 'entityCollectionRequest' No more than 10000 rows can be requested"
    expect(refusal(await ask('/api/v1/ASE?num=10001'))).toEqual([400, max])
    expect((await ask('/api/v1/ASE?q=SNP_ID%3D%3Drs3216')).status).toBe(400)
    expect(refusal(await ask('/api/v1/ASE?expand=a%5B'))).toEqual([400, 'invalid expand value: a['])
  })
})

describe('queries by rules', () => {
  const query = (body: unknown) => ask('/api/v1/SampleAse?_method=GET', { body })

  it('filter, sort, cut and choose', async () => {
    const answer = await query({
      q: [{ field: 'SNP_ID', operator: 'EQUALS', value: 'rs12460890' }],
      sort: { orders: [{ property: 'ID', direction: 'DESC' }] },
      attributes: ['ID', 'Alt_Counts'],
      num: 2,
      start: 1,
    })
    expect(answer.json).toMatchObject({ start: 1n, num: 2n, total: 21n, prevHref: '/api/v1/SampleAse?start=0&num=2' })
    expect(items(answer).map((row) => [Object.keys(row), row['ID']])).toEqual([
      [['href', 'ID', 'Alt_Counts'], '1418804'],
      [['href', 'ID', 'Alt_Counts'], '1418803'],
    ])
  })

  it('can say what text cannot: a value with both kinds of quotes', async () => {
    const value = '* "q" \'a\' (x) ;,'
    const answer = await ask('/api/v1/AllTypes?_method=GET', {
      body: { q: [{ field: 'xstring', operator: 'EQUALS', value }] },
    })
    expect(items(answer).map((row) => row['id'])).toEqual(['odd (a/b)?'])
  })

  it('refuse a body that is none', async () => {
    const send = (form: string) =>
      ask('/api/v1/ASE?_method=GET', { form, headers: { 'content-type': 'application/json' } })
    expect((await send('{"num":')).status).toBe(400)
    expect((await send('')).status).toBe(400)
    expect((await send('[]')).status).toBe(400)
    expect((await query({ attributes: 'ID' })).status).toBe(400)
    expect(refusal(await query({ num: 10001 }))).toEqual([400, 'No more than 10000 rows can be requested'])
    expect((await query({})).json).toMatchObject({ num: 100n, start: 0n })
  })
})

describe('rows and their attributes', () => {
  it('are given one by one', async () => {
    expect((await ask('/api/v1/ASE/rs3216?attributes=chr,pos')).json).toEqual({
      href: '/api/v1/ASE/rs3216',
      Chr: '11',
      Pos: 214421n,
    })
    expect((await ask('/api/v1/ASE/rs3216/Pos')).json).toEqual({ href: '/api/v1/ASE/rs3216/Pos', Pos: 214421n })
    expect((await ask('/api/v1/SampleAse/1418785/SNP_ID')).json).toMatchObject({
      href: '/api/v1/SampleAse/1418785/SNP_ID',
      SNP_ID: 'rs12460890',
    })
    expect((await ask('/api/v1/AllTypes/empty/xstring')).json).toEqual({ href: '/api/v1/AllTypes/empty/xstring' })
    expect((await ask('/api/v1/AllTypes/full/grp')).json).toEqual({
      href: '/api/v1/AllTypes/full/grp',
      xbool: true,
      xcat: { href: '/api/v1/AllTypes/full/xcat' },
    })
  })

  it('page through a list of references in its stored order', async () => {
    const { json } = await ask('/api/v1/AllTypes/full/xmref?start=1&num=1')
    expect(json).toMatchObject({ start: 1n, num: 1n, total: 3n, nextHref: '/api/v1/AllTypes/full/xmref?start=2&num=1' })
    expect(json['items']).toEqual([{ href: '/api/v1/Grade/-1', number: -1n, label: 'not graded' }])
    expect((await ask('/api/v1/AllTypes/full/xmref?start=9')).status).toBe(500)
  })

  it('are refused where there is nothing', async () => {
    expect(refusal(await ask('/api/v1/ASE/nosuch'))).toEqual([
      404,
      "D02: Unknown entity with 'SNP_ID' 'nosuch' of type 'ASE'.",
    ])
    expect(refusal(await ask('/api/v1/ASE/rs3216/nosuch'))).toEqual([
      404,
      "D04: Unknown attribute 'nosuch' of entity type 'ASE'.",
    ])
    expect(refusal(await ask('/api/v1/AllTypes/empty/xxref'))).toEqual([500, 'entity is null'])
  })
})

describe('metadata', () => {
  it('can be cut down to some keys', async () => {
    const { json } = await ask('/api/v1/ASE/meta?attributes=label')
    expect(Object.keys(json)).toEqual(['href', 'hrefCollection', 'label', 'languageCode', 'permissions', 'writable'])
  })

  it('lists attributes with their types when asked to', async () => {
    const { json } = await ask('/api/v1/ASE/meta?expand=attributes%5BfieldType%5D')
    expect(json['attributes']).toMatchObject({
      Pos: { href: '/api/v1/ASE/meta/Pos', fieldType: 'INT' },
      Genes: { fieldType: 'MREF' },
    })
    expect((await ask('/api/v1/ASE/exist')).text).toBe('true')
  })

  it('names the table when an attribute is unknown', async () => {
    expect(refusal(await ask('/api/v1/ASE/meta/nosuch'))).toEqual([404, "D01: Unknown entity type 'ASE'."])
  })
})

describe('CSV', () => {
  it('quotes every value, leaves missing ones empty, and shows references by label', async () => {
    const { text, type } = await ask('/api/v1/csv/AllTypes?attributes=id,xstring,xtext,xcat,xmref,xdecimal&num=1000')
    expect(type).toBe('text/csv')
    expect(text).toMatch(/^"id","xcat","xdecimal","xmref","xstring","xtext"\n/)
    expect(text).toContain('\n"text empty",,,,"",""\n')
    expect(text).toContain('\n"text missing",,,,,\n')
    expect(text).toContain(
      '\n"full","Blood, whole","0.1","high,not graded,ten, written with two digits","T","line one\nline ""two"", äöü 😀"\n',
    )
  })

  it('filters by text and sorts', async () => {
    const { text } = await ask(
      '/api/v1/csv/ASE?q=Pos%3Dlt%3D1000000%3BSNP_ID%3Din%3D(rs3216,rs12460890)&attributes=SNP_ID&sortColumn=Pos&sortOrder=DESC',
    )
    expect(text).toBe('"SNP_ID"\n"rs12460890"\n"rs3216"\n')
  })

  it('is a table of that name to those who take JSON only', async () => {
    expect((await ask('/api/v1/csv/ASE', { headers: { accept: 'application/json' } })).status).toBe(404)
  })
})
