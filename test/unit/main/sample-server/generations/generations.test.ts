// What differs between the generations, asked of each: a row per question, an answer per generation.
import { describe, expect, it } from 'vitest'
import { GENERATION_NAMES, type GenerationName } from '@main/sample-server/generation'
import { asking, items, refusal, tokenOf, type Answer, type Ask } from '../asking'

/** Answers in the order of the generations: 1.14, 2, 4, 6, 7, 8.4, 10.2. */
type Answers = readonly unknown[]

const servers = new Map<GenerationName, Ask>(
  GENERATION_NAMES.map((generation) => [generation, asking({ generation, snpCount: 2200, samplesPerSnp: 5 })]),
)

async function eachAnswers(question: (ask: Ask, generation: GenerationName) => Promise<unknown>): Promise<Answers> {
  return Promise.all([...servers].map(([generation, ask]) => question(ask, generation)))
}

const status = async (answer: Promise<Answer>): Promise<number> => (await answer).status

describe('the generations', () => {
  it('say their versions', async () => {
    const versions = await eachAnswers(async (ask) => (await ask('/api/v2/version')).json['molgenisVersion'])
    expect(versions).toEqual(['1.14.0', '2.0.0', '4.0.0', '6.1.0', '7.0.0', '8.4.5', '10.2.4'])
  })

  it('list their tables under the names of their time', async () => {
    const names = (generation: GenerationName) =>
      generation === '1.14' ? ['entities', 'abstract'] : ['sys_md_EntityType', 'isAbstract']
    const listed = await eachAnswers(async (ask, generation) => {
      const [table = '', abstract = ''] = names(generation)
      const id = generation === '1.14' || generation === '2' ? 'fullName' : 'id'
      const [first] = items(await ask(`/api/v2/${table}?attrs=${id},package,${abstract}&sort=${id}&num=1`))
      return first
    })
    const old = { fullName: 'ASE', _href: '/api/v2/entities/ASE', abstract: false }
    const middle = { fullName: 'ASE', _href: '/api/v2/sys_md_EntityType/ASE', isAbstract: false }
    const now = { id: 'ASE', _href: '/api/v2/sys_md_EntityType/ASE', isAbstract: false }
    expect(listed).toEqual([old, middle, now, now, now, now, now])
    const short = await servers.get('2')?.('/api/v2/sys_md_EntityType?q=fullName==Tissue&attrs=simpleName')
    expect(short === undefined ? [] : items(short)).toMatchObject([{ simpleName: 'Tissue' }])
  })

  it('know the system tables by old names and new', async () => {
    const known = (table: string) =>
      eachAnswers(async (ask) => status(ask(`/api/v2/${table}?num=1`, { token: await tokenOf(ask, 'admin') })))
    expect(await known('sys_md_EntityType')).toEqual([500, 200, 200, 200, 200, 200, 200])
    expect(await known('MolgenisUser')).toEqual([200, 400, 400, 404, 404, 404, 404])
    expect(await known('ImportRun')).toEqual([200, 400, 400, 404, 404, 404, 404])
  })

  it('write moments in their own way', async () => {
    const moments = (path: string) => eachAnswers(async (ask) => (await ask(path)).json['xdatetime'])
    const [old, utc] = ['2015-12-31T23:59:59+0100', '2015-12-31T22:59:59Z']
    expect(await moments('/api/v2/AllTypes/full')).toEqual([old, old, old, utc, utc, utc, utc])
    const first = '2015-12-31T22:59:59+0000'
    expect(await moments('/api/v1/AllTypes/full')).toEqual([first, first, first, utc, utc, utc, utc])
  })

  it('read moments in their own way', async () => {
    const add = (xdatetime: string, id: string) =>
      eachAnswers(async (ask) => {
        const body = { entities: [{ id, xdatetime }] }
        return status(ask('/api/v2/AllTypes', { token: await tokenOf(ask, 'admin'), body }))
      })
    expect(await add('2020-01-01T00:00:00Z', 'z')).toEqual([400, 400, 400, 201, 201, 201, 201])
    expect(await add('2020-01-01T00:00:00+0100', 'o')).toEqual([201, 201, 201, 201, 201, 201, 201])
  })

  it('know operators as they came', async () => {
    const filter = (q: string) => eachAnswers((ask) => status(ask(`/api/v2/ASE?num=1&q=${encodeURIComponent(q)}`)))
    expect(await filter('Chr=like=1')).toEqual([400, 200, 200, 200, 200, 200, 200])
    expect(await filter('Chr=notlike=1')).toEqual([400, 200, 200, 200, 200, 200, 200])
    expect(await filter('Chr=sq=1')).toEqual([400, 400, 400, 400, 400, 400, 200])
    expect(await filter('Genes.Ensembl_ID==ENSG00000177963')).toEqual([200, 400, 200, 200, 200, 200, 200])
    expect(await filter('Chr==1;Pos=gt=5')).toEqual([200, 200, 200, 200, 200, 200, 200])
    const like = { q: [{ field: 'SNP_ID', operator: 'LIKE', value: 'RS3216' }] }
    const found = await eachAnswers(async (ask) => (await ask('/api/v1/ASE?_method=GET', { body: like })).json['total'])
    expect(found).toEqual([1n, 0n, 0n, 0n, 0n, 1n, 1n])
    const others = await eachAnswers(async (ask) =>
      Number((await ask('/api/v2/AllTypes?num=0&q=xstring!=T')).json['total']),
    )
    // Where the index answers everything, rows without a value are not equal to anything.
    expect(others[0]).toBeGreaterThan(Number(others[6]))
    expect(others[1]).toBe(others[6])
  })

  it('limit pages in their own way', async () => {
    const ask10001 = await eachAnswers(async (ask) => {
      const { status: code, type } = await ask('/api/v2/ASE?num=10001')
      return [code, type.split(';')[0]]
    })
    const [page, json] = [
      [400, 'text/html'],
      [400, 'application/json'],
    ]
    expect(ask10001).toEqual([page, page, page, json, json, json, json])
    const zero = await eachAnswers(async (ask) => items(await ask('/api/v2/ASE?num=0&attrs=SNP_ID')).length)
    expect(zero).toEqual([2205, 2205, 0, 0, 0, 0, 0])
    const deep = await eachAnswers(async (ask) => {
      const { status: code, json } = await ask('/api/v2/SampleAse?start=9995&num=10&q=*=q=rs')
      return [code, ((json['errors'] ?? []) as { code?: string }[])[0]?.code]
    })
    const ok = [200, undefined]
    expect(deep).toEqual([ok, ok, ok, [400, undefined], [400, undefined], [400, undefined], [500, 'IX10']])
  })

  it('order lists by themselves, or not', async () => {
    const first = async (ask: Ask, sort: string) =>
      items(await ask(`/api/v2/AseGene?num=2${sort}`))
        .map((row) => String(row['Ensembl_ID']))
        .join()
    const isStable = await eachAnswers(async (ask) => (await first(ask, '')) === (await first(ask, '')))
    expect(isStable).toEqual([false, false, false, true, true, true, true])
    const isSorted = await eachAnswers(
      async (ask) => (await first(ask, '&sort=Ensembl_ID')) === (await first(ask, '&sort=Ensembl_ID')),
    )
    expect(isSorted).toEqual(GENERATION_NAMES.map(() => true))
  })

  it('refuse in their own words and with their own status', async () => {
    const add = { entities: [{ Ensembl_ID: 'x' }] }
    const denied = await eachAnswers(async (ask) =>
      refusal(await ask('/api/v2/AseGene', { token: await tokenOf(ask, 'reader'), body: add })),
    )
    const quoted = "DS04: No 'Add data' permission on entity type 'AseGene' with id 'AseGene'."
    expect(denied).toEqual([
      [500, 'No WRITE permission on entity AseGene'],
      [401, 'No [WRITE] permission on entity [AseGene]'],
      [401, 'No [WRITE] permission on entity [AseGene]'],
      [401, 'No [WRITE] permission on entity type [AseGene] with id [AseGene]'],
      [403, quoted],
      [401, quoted],
      [401, quoted],
    ])
    const hidden = await eachAnswers((ask) => status(ask('/api/v2/Donor?num=1')))
    expect(hidden).toEqual([500, 401, 401, 401, 404, 404, 404])
    const refused = (path: string) => eachAnswers(async (ask) => refusal(await ask(path)).slice(0, 2))
    const unknown = "Unknown entity type 'nosuch'."
    expect(await refused('/api/v2/nosuch')).toEqual([
      [500, unknown],
      [400, unknown],
      [400, unknown],
      [404, `D01: ${unknown}`],
      [404, `D01: ${unknown}`],
      [404, `D01: ${unknown}`],
      [404, `D01: ${unknown}`],
    ])
    const statuses = (path: string) => eachAnswers((ask) => status(ask(path)))
    expect(await statuses('/api/v1/nosuch')).toEqual([404, 404, 404, 404, 404, 404, 404])
    expect(await statuses('/api/v1/ASE/nosuch')).toEqual([404, 404, 404, 404, 404, 404, 404])
    expect(await statuses('/api/v2/ASE/nosuch')).toEqual([500, 400, 400, 400, 404, 404, 404])
    const types = await eachAnswers(async (ask) => (await ask('/api/nosuch')).type.split(';')[0])
    const [html, problem] = ['text/html', 'application/problem+json']
    expect(types).toEqual([html, html, html, html, html, problem, problem])
    const script = { headers: { 'x-requested-with': 'XMLHttpRequest' } }
    const asked = await eachAnswers(async (ask) => (await ask('/api/nosuch', script)).type.split(';')[0])
    const jsonType = 'application/json'
    expect(asked).toEqual([html, html, html, jsonType, jsonType, problem, problem])
  })

  it('describe attributes and tables in their own way', async () => {
    const meta = await eachAnswers(async (ask) => {
      const { json } = await ask('/api/v2/AllTypes?num=1&includeCategories=true')
      const table = json['meta'] as { attributes: Record<string, unknown>[] } & Record<string, unknown>
      const [id = {}] = table.attributes
      const category = table.attributes.find(({ name }) => name === 'xcatm') ?? {}
      const has = (object: Record<string, unknown>, ...keys: string[]) => keys.filter((key) => key in object)
      return [
        ...has(table, 'languageCode', 'permissions'),
        ...has(id, 'aggregateable', 'isAggregatable', 'tags', 'enumOptions'),
        ...has(category, 'categoricalOptions'),
        ...table.attributes.map(({ name }) => name).filter((name) => name === 'xonetomany'),
      ]
    })
    expect(meta).toEqual([
      ['aggregateable', 'enumOptions'],
      ['languageCode', 'isAggregatable', 'xonetomany'],
      ['languageCode', 'isAggregatable', 'xonetomany'],
      ['languageCode', 'isAggregatable', 'xonetomany'],
      ['languageCode', 'permissions', 'isAggregatable', 'categoricalOptions', 'xonetomany'],
      ['languageCode', 'permissions', 'isAggregatable', 'categoricalOptions', 'xonetomany'],
      ['languageCode', 'permissions', 'isAggregatable', 'tags', 'categoricalOptions', 'xonetomany'],
    ])
    const openMeta = await eachAnswers((ask) => status(ask('/api/v1/donor/meta')))
    expect(openMeta).toEqual([200, 404, 404, 404, 404, 404, 404])
  })

  it('offer what they had', async () => {
    const offers = async (path: string, options: Parameters<Ask>[1], wanted: number) =>
      eachAnswers(async (ask) => {
        const token = await tokenOf(ask, 'admin')
        return (await status(ask(path, { token, ...options }))) === wanted
      })
    const drop = { method: 'DELETE', body: { entityIds: ['nosuch'] } }
    expect(await offers('/api/v2/AseGene', drop, 204)).toEqual([false, false, true, true, true, true, true])
    const patch = { method: 'PATCH', body: { xint: 1 } }
    expect(await offers('/api/data/AllTypes/full', patch, 204)).toEqual([false, false, false, false, false, true, true])
    expect(await offers('/api', { method: 'OPTIONS' }, 200)).toEqual([false, false, false, false, false, true, true])
    const file = { method: 'POST', form: 'x', headers: { 'content-type': 'text/plain', 'x-molgenis-filename': 'x' } }
    expect(await offers('/api/files', file, 201)).toEqual([false, false, false, false, false, true, true])
    expect(await offers('/app-ui-context', {}, 200)).toEqual([false, false, false, false, true, true, true])
    const data = new FormData()
    data.set('file', new File(['Ensembl_ID\nENSGU1\n'], 'AseGene.csv'))
    const importing = await offers('/plugin/importwizard/importFile', { data }, 201)
    expect(importing).toEqual([false, true, true, true, true, true, true])
  })

  it('name the table of a download by the key of their time', async () => {
    const wanted = { attributeNames: ['SNP_ID'], query: { rules: [[]] }, downloadType: 'DOWNLOAD_TYPE_CSV' }
    const download = (key: string) =>
      eachAnswers(async (ask) => {
        const form = new URLSearchParams({ dataRequest: JSON.stringify({ ...wanted, [key]: 'ASE' }) }).toString()
        return status(ask('/plugin/dataexplorer/download', { token: await tokenOf(ask, 'admin'), form }))
      })
    expect((await download('entityName')).map((code) => code === 200)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ])
    expect((await download('entityTypeId')).map((code) => code === 200)).toEqual([
      false,
      false,
      true,
      true,
      true,
      true,
      true,
    ])
  })

  it('take ids of replaced and deleted rows in their own way', async () => {
    const replaced = await eachAnswers(async (ask) => {
      const token = await tokenOf(ask, 'admin')
      const put = { token, method: 'PUT', body: { xint: 5 } }
      return status(ask('/api/v1/AllTypes/full', put))
    })
    expect(replaced).toEqual([200, 400, 400, 400, 400, 400, 400])
    const dotted = await eachAnswers(async (ask) => {
      const token = await tokenOf(ask, 'admin')
      await ask('/api/v2/AseGene', { token, body: { entities: [{ Ensembl_ID: 'a.b' }, { Ensembl_ID: 'a' }] } })
      await ask('/api/v1/AseGene/a.b', { token, method: 'DELETE' })
      return items(await ask('/api/v2/AseGene?q=Ensembl_ID=in=(a,a.b)', { token })).map((row) => row['Ensembl_ID'])
    })
    const [cut, whole] = [['a.b'], ['a']]
    expect(dotted).toEqual([cut, cut, cut, cut, cut, whole, whole])
  })
})

describe('sessions of the generations', () => {
  it('end by the methods of their time', async () => {
    const signOut = await eachAnswers(async (ask) => {
      const token = await tokenOf(ask, 'reader')
      return status(ask('/api/v1/logout', { token, method: 'GET' }))
    })
    expect(signOut.map((code) => code === 200)).toEqual([true, true, true, false, false, false, false])
  })

  it('are opened by a token, and then as good as one', async () => {
    const opened = await eachAnswers(async (ask) => {
      const token = await tokenOf(ask, 'admin')
      const { cookie } = await ask('/api/v2/ASE?num=1', { token })
      if (cookie === null) return null
      const { json } = await ask('/api/v2/Donor?num=0', { headers: { cookie: cookie.split(';')[0] ?? '' } })
      return json['total']
    })
    expect(opened).toEqual([1237n, 1237n, 1237n, 1237n, 1237n, null, null])
    const stale = await eachAnswers((ask) =>
      status(ask('/api/v2/ASE?num=1', { headers: { cookie: 'JSESSIONID=gone' } })),
    )
    expect(stale).toEqual([401, 200, 200, 200, 200, 200, 200])
  })

  it('are not for those who must change their password', async () => {
    const fresh = await eachAnswers(async (ask) => {
      const { status: code, json } = await ask('/api/v1/login', { body: { username: 'fresh', password: 'fresh' } })
      if (code !== 200) return code
      const { location } = await ask('/api/v2/ASE?num=1', { token: String(json['token']) })
      return location
    })
    const form = '/account/password/change'
    expect(fresh).toEqual([form, form, form, 401, 401, 401, 401])
    const blank = await eachAnswers(async (ask) => refusal(await ask('/api/v1/login', { body: {} }))[1])
    expect(new Set(blank)).toEqual(new Set(['may not be empty', 'must not be blank']))
  })
})
