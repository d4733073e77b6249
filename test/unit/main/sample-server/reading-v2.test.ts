import { describe, expect, it } from 'vitest'
import { asking, items, refusal, tokenOf } from './asking'

const ask = asking()
const names = (list: unknown) => (list as { name: string }[]).map(({ name }) => name)

describe('a page of rows', () => {
  it('has metadata, paging and rows; missing values are left out, empty lists are not', async () => {
    const answer = await ask('/api/v2/AllTypes?q=id==empty')
    expect(Object.keys(answer.json)).toEqual(['href', 'meta', 'start', 'num', 'total', 'items'])
    expect(items(answer)).toEqual([
      { _href: '/api/v2/AllTypes/empty', id: 'empty', xcatm: [], xmref: [], xonetomany: [] },
    ])
  })

  it('walks through a table by the links, without a gap', async () => {
    const seen: unknown[] = []
    let path: string | undefined = '/api/v2/SampleAse?num=47&attrs=ID'
    while (path !== undefined) {
      const answer = await ask(path)
      seen.push(...items(answer).map((row) => row['ID']))
      const next = answer.json['nextHref'] as string | undefined
      path = next?.replace('http://sample', '')
    }
    expect(seen).toHaveLength(60 * 5 + 21)
    expect([...new Set(seen)].sort()).toEqual(seen)
  })

  it('is the same whether it is written at once or slice by slice', async () => {
    const large = asking({ snpCount: 60, samplesPerSnp: 40 })
    const whole = items(await large('/api/v2/SampleAse?num=10000'))
    const parts = await Promise.all(
      [0, 400, 800, 1200, 1600, 2000, 2400].map(async (start) =>
        items(await large(`/api/v2/SampleAse?num=400&start=${String(start)}`)),
      ),
    )
    expect(whole).toHaveLength(60 * 40 + 21)
    expect(parts.flat()).toEqual(whole)
  })

  it('holds 64-bit integers and doubles to the last digit', async () => {
    const { text } = await ask('/api/v2/AllTypes?attrs=id,xlong,xdecimal&num=1000')
    expect(text).toContain('"id":"long largest","xlong":9223372036854775807}')
    expect(text).toContain('"id":"long smallest","xlong":-9223372036854775808}')
    expect(text).toContain('"id":"decimal smallest","xdecimal":4.9E-324}')
    expect(text).toContain('"id":"decimal whole","xdecimal":3.0}')
  })

  it.each([
    ['num=10001', "Max: Field 'num' of 'entityCollectionRequestV2' must be less than or equal to 10000"],
    ['num=-1', "Min: Field 'num' of 'entityCollectionRequestV2' must be greater than or equal to 0"],
    ['start=-1', "Min: Field 'start' of 'entityCollectionRequestV2' must be greater than or equal to 0"],
  ])('refuses %s', async (query, message) => {
    expect(refusal(await ask(`/api/v2/ASE?${query}`))).toEqual([400, message])
  })

  it('refuses a number that is none', async () => {
    expect(refusal(await ask('/api/v2/ASE?num=ten'))).toEqual([
      400,
      expect.stringMatching(/^typeMismatch: .*For input string: "ten"$/),
    ])
  })

  it('answers a query that was sent as a form', async () => {
    const form = 'q=SNP_ID%3D%3Drs12460890&num=2&sort=ID%3Adesc'
    const answer = await ask('/api/v2/SampleAse?_method=GET', { form })
    expect(answer.json).toMatchObject({ total: 21n, num: 2n })
    expect(items(answer).map((row) => row['ID'])).toEqual(['1418805', '1418804'])
  })
})

describe('attrs', () => {
  it('chooses attributes in the order of the table, down through references', async () => {
    const answer = await ask('/api/v2/SampleAse?num=1&attrs=Ref_Counts,ID,SNP_ID(Pos,Genes(*))')
    expect(items(answer)).toEqual([
      {
        _href: '/api/v2/SampleAse/1418785',
        ID: '1418785',
        SNP_ID: {
          _href: '/api/v2/ASE/rs12460890',
          Pos: 829568n,
          Genes: [{ _href: '/api/v2/AseGene/ENSG00000172232', Ensembl_ID: 'ENSG00000172232' }],
        },
        Ref_Counts: '130',
      },
    ])
    expect(names((answer.json['meta'] as { attributes: unknown }).attributes)).toEqual(['ID', 'SNP_ID', 'Ref_Counts'])
  })

  it('takes a compound as its parts, and a part by its name', async () => {
    for (const [attrs, shown] of [
      ['grp', ['xbool', 'xcat']],
      ['xbool', ['xbool']],
      ['grp(xcat)', ['xcat']],
    ] as const) {
      const answer = await ask(`/api/v2/AllTypes?q=id==full&attrs=${attrs}`)
      expect(Object.keys(items(answer)[0] ?? {})).toEqual(['_href', ...shown])
      const meta = answer.json['meta'] as { attributes: { name: string; attributes: unknown }[] }
      expect(meta.attributes.map(({ name, attributes }) => [name, names(attributes)])).toEqual([['grp', [...shown]]])
    }
  })

  it('knows ~id, ~lbl and *, with the server’s mistake before a closing parenthesis', async () => {
    const keys = async (attrs: string) =>
      Object.keys(items(await ask(`/api/v2/Tissue?q=code==eye&attrs=${attrs}`))[0] ?? {})
    expect(await keys('~lbl')).toEqual(['_href', 'name'])
    expect(await keys('~id,~lbl')).toEqual(['_href', 'code', 'name'])
    expect(await keys('*')).toEqual(['_href', 'code', 'name'])
    const marrow = (attrs: string) => ask(`/api/v2/Tissue?q=code=='bone marrow'&attrs=${attrs}`)
    expect(items(await marrow('parent(~lbl,code)'))[0]?.['parent']).toEqual({
      _href: '/api/v2/Tissue/blood',
      code: 'blood',
      name: 'Blood, whole',
    })
    expect(refusal(await marrow('parent(~id)'))).toEqual([404, "D04: Unknown attribute '~id' of entity type 'Tissue'."])
    expect(refusal(await marrow('Code'))).toEqual([404, "D04: Unknown attribute 'Code' of entity type 'Tissue'."])
  })
})

describe('one row', () => {
  it('comes with its metadata and whatever its id', async () => {
    const list = items(await ask('/api/v2/AllTypes?num=1000'))
    for (const row of list) {
      const answer = await ask(String(row['_href']))
      if (String(row['id']).includes('/')) {
        expect([answer.status, answer.type]).toEqual([400, 'text/html;charset=utf-8'])
      } else {
        const { _meta: meta, ...values } = answer.json
        expect(values).toEqual(row)
        expect(meta).toMatchObject({ name: 'AllTypes' })
      }
    }
  })

  it('is found by a numeric id', async () => {
    expect((await ask('/api/v2/Grade/10')).json).toMatchObject({ number: 10n })
    expect((await ask('/api/v2/Remark/9223372036854775807')).json).toMatchObject({ id: 9223372036854775807n })
    expect(refusal(await ask('/api/v2/Grade/ten'))).toEqual([500, 'For input string: "ten"'])
    expect(refusal(await ask('/api/v2/Grade/4'))).toEqual([
      404,
      "D02: Unknown entity with 'Number' '4' of type 'Grades'.",
    ])
  })
})

describe('metadata', () => {
  it('lists the options of categoricals when asked to', async () => {
    const options = async (query: string) =>
      (await ask(`/api/v2/AllTypes?num=0&attrs=xcat,xenum${query}`)).text.includes(
        '"categoricalOptions":[{"id":"blood","label":"Blood, whole"}',
      )
    expect(await options('&includeCategories=true')).toBe(true)
    expect(await options('')).toBe(false)
  })

  it('of one attribute shows what it refers to in full', async () => {
    const { json } = await ask('/api/v2/AllTypes/meta/xcat')
    expect(names((json['refEntity'] as { attributes: unknown }).attributes)).toEqual(['code', 'name', 'parent'])
    expect(refusal(await ask('/api/v2/AllTypes/meta/nosuch'))).toEqual([
      404,
      "D04: Unknown attribute 'nosuch' of entity type 'AllTypes'.",
    ])
  })

  it('says in the system tables what there is', async () => {
    const token = await tokenOf(ask, 'admin')
    const tables = items(await ask('/api/v2/sys_md_EntityType?num=1000&sort=id', { token }))
    const packages = items(await ask('/api/v2/sys_md_Package?num=1000', { token }))
    expect(tables.map((row) => row['id'])).toEqual([
      ...[
        'ASE',
        'AllTypes',
        'AseGene',
        'AseSample',
        'Donor',
        'Grade',
        'Remark',
        'SampleAse',
        'Tissue',
        'Vial',
        'Visit',
        'sys_FileMeta',
      ],
      ...['sys_ImportRun', 'sys_md_Attribute', 'sys_md_EntityType', 'sys_md_Package', 'sys_md_Tag', 'sys_sec_User'],
    ])
    expect(packages.map((row) => row['id'])).toEqual(['sys', 'sys_md', 'sys_sec', 'types'])
    for (const table of tables) {
      const { json } = await ask(`/api/v2/${String(table['id'])}?num=0`, { token })
      expect(json['meta']).toMatchObject({ label: table['label'] })
      const attributes = items(
        await ask(`/api/v2/sys_md_Attribute?num=1000&q=entity==${String(table['id'])}`, { token }),
      )
      expect(attributes.length).toBe((table['attributes'] as unknown[]).length)
    }
  })
})

describe('aggregates', () => {
  it('count rows per value, with a place for missing ones', async () => {
    const rows = items(await ask('/api/v2/AllTypes?num=1000&attrs=xenum,xbool'))
    const count = (choice: string | undefined, flag: boolean | undefined) =>
      BigInt(rows.filter((row) => row['xenum'] === choice && row['xbool'] === flag).length)
    const { json } = await ask('/api/v2/AllTypes?aggs=x==xenum;y==xbool')
    expect(json['aggs']).toEqual({
      matrix: ['a', 'b', 'c', undefined].map((choice) => [false, true, undefined].map((flag) => count(choice, flag))),
      xLabels: ['a', 'b', 'c', null],
      yLabels: [0n, 1n, null],
    })
    expect(Object.keys(json)).toEqual(['aggs', 'xAttr', 'yAttr', 'href'])
  })

  it('are refused for attributes that do not allow it', async () => {
    expect(refusal(await ask('/api/v2/SampleAse?aggs=x==SNP_ID'))).toEqual([
      500,
      'Attribute is not isAggregatable [ SNP_ID]',
    ])
    expect(refusal(await ask('/api/v2/SampleAse?aggs=y==Chromosome'))).toEqual([
      500,
      "Aggregate query is missing 'x' or 'y' attribute",
    ])
  })
})

describe('what is no route', () => {
  it('is answered as a problem below /api, and by the sign-in page elsewhere', async () => {
    for (const path of ['/api/nothing', '/api/v2', '/api/data']) {
      const { status, type, json } = await ask(path)
      expect([path, status, type, json['title']]).toEqual([path, 404, 'application/problem+json', 'Not Found'])
    }
    expect((await ask('/plugin/dataexplorer')).status).toBe(302)
  })

  it('does not take characters that must be encoded', async () => {
    expect((await ask('/api/v2/ASE?q=SNP_ID=in=[rs3216]')).status).toBe(400)
    expect((await ask('/api/v2/ASE?q=SNP_ID%3Din%3D(rs3216)')).status).toBe(200)
  })

  it('gives the files that rows point at', async () => {
    const row = items(await ask('/api/v2/AllTypes?q=id==full&attrs=xfile'))[0]
    const file = row?.['xfile'] as { url: string; filename: string }
    expect(file).toEqual({
      _href: '/api/v2/sys_FileMeta/aaaac6file1',
      id: 'aaaac6file1',
      filename: 'notes.txt',
      url: 'http://sample/files/aaaac6file1',
    })
    expect((await ask(file.url.replace('http://sample', ''))).text).toBe('A note in a file.\n')
    expect((await ask('/files/nosuch')).status).toBe(404)
  })
})
