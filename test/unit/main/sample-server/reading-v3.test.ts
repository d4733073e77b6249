import { describe, expect, it } from 'vitest'
import { asking, tokenOf } from './asking'

const ask = asking()
const read = async (path: string) => (await ask(path)).json

describe('pages of rows', () => {
  it('link references, and write them out where asked for', async () => {
    const one = await read('/api/data/AllTypes/full?filter=id,xcat,xmref,xdecimal&expand=xmref')
    expect(one).toEqual({
      links: { self: 'http://sample/api/data/AllTypes/full' },
      data: {
        id: 'full',
        xcat: { links: { self: 'http://sample/api/data/Tissue/blood' } },
        xdecimal: 0.1,
        xmref: {
          links: { self: 'http://sample/api/data/AllTypes/full/xmref' },
          items: ['3', '-1', '10'].map((id) => ({
            links: { self: `http://sample/api/data/Grade/${id}` },
            data: { number: BigInt(id), label: expect.any(String) as string },
          })),
        },
      },
    })
    const nested = await read('/api/data/SampleAse?size=1&filter=SNP_ID(Genes)&expand=SNP_ID(Genes)')
    expect(nested).toMatchObject({
      items: [{ data: { SNP_ID: { data: { Genes: { items: [{ data: { Ensembl_ID: 'ENSG00000172232' } }] } } } } }],
    })
  })

  it('are numbered, filtered and sorted', async () => {
    const query = 'q=SNP_ID%3Din%3D(rs3216,rs9901673,rs2597775)&sort=-Pos'
    const { links, items, page } = await read(`/api/data/ASE?${query}&size=2&page=0&filter=Pos`)
    expect(items).toMatchObject([{ data: { Pos: 17503382n } }, { data: { Pos: 7484101n } }])
    expect(page).toEqual({ size: 2n, totalElements: 3n, totalPages: 2n, number: 0n })
    expect(links).toEqual({
      self: `http://sample/api/data/ASE?${query}&size=2&page=0&filter=Pos`,
      next: `http://sample/api/data/ASE?${query}&filter=Pos&size=2&page=1`,
    })
    const past = await read('/api/data/Grade?size=5&page=9')
    expect(past).toMatchObject({ items: [], links: { previous: 'http://sample/api/data/Grade?size=5&page=1' } })
  })

  it('are refused as problems', async () => {
    expect(await read('/api/data/ASE?size=10001')).toMatchObject({
      type: 'http://sample/input-invalid',
      errors: [{ errorCode: 'Max', field: 'size', value: '10001', detail: 'must be less than or equal to 10000' }],
    })
    expect(await read('/api/data/ASE?q=Pos%3Dinvalid%3D1')).toMatchObject({
      status: 400n,
      errors: [
        { errorCode: 'API05', field: 'q', value: 'Pos=invalid=1', detail: "Invalid query operator '=invalid='." },
      ],
    })
    expect(await read('/api/data/ASE?sort=nosuch')).toMatchObject({ status: 404n, errorCode: 'D27' })
    expect(await read('/api/data/ASE/nosuch')).toMatchObject({ status: 404n, errorCode: 'D02' })
    expect(await read('/api/data/Donor')).toMatchObject({ status: 404n, errorCode: 'D01' })
    expect((await ask('/api/v2/ASE', { method: 'PATCH', body: {} })).status).toBe(405)
  })
})

describe('metadata', () => {
  it('is listed and told in full', async () => {
    const token = await tokenOf(ask, 'admin')
    const { items, page } = (await ask('/api/metadata?size=1000', { token })).json
    expect((items as unknown[]).length).toBe(Number((page as { totalElements: bigint }).totalElements))
    const { data } = await read('/api/metadata/AllTypes?flattenAttributes=true')
    const attributes = (data as { attributes: { items: { data: Record<string, unknown> }[] } }).attributes.items
    const named = (name: string) => attributes.find((one) => one.data['name'] === name)?.data
    expect(named('xbool')?.['parentAttributeId']).toBe(named('grp')?.['id'])
    expect(named('xcat')).toMatchObject({ type: 'categorical', categoricalOptions: expect.any(Array) as unknown[] })
    expect(named('xdatetime')).toMatchObject({ type: 'datetime', nullable: true })
    const alone = await read('/api/metadata/AllTypes/attributes')
    expect(alone).toEqual((data as { attributes: unknown }).attributes)
  })

  it('is not there in older generations', async () => {
    const older = asking({ generation: '7' })
    expect((await older('/api/metadata/ASE')).status).toBe(404)
    expect((await older('/api/data/ASE')).status).toBe(404)
  })
})
