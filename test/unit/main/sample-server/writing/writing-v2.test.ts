import { beforeEach, describe, expect, it } from 'vitest'
import { asking, items, refusal, tokenOf, type Answer, type Ask } from '../asking'

let ask: Ask
let token = ''
beforeEach(async () => {
  ask = asking()
  token = await tokenOf(ask, 'admin')
})

const add = (table: string, ...entities: readonly Record<string, unknown>[]): Promise<Answer> =>
  ask(`/api/v2/${table}`, { token, body: { entities } })
const replace = (table: string, ...entities: readonly Record<string, unknown>[]): Promise<Answer> =>
  ask(`/api/v2/${table}`, { token, method: 'PUT', body: { entities } })
const row = async (table: string, id: string): Promise<Record<string, unknown>> => {
  const { json } = await ask(`/api/v2/${table}/${encodeURIComponent(id)}`, { token })
  return Object.fromEntries(Object.entries(json).filter(([key]) => !key.startsWith('_')))
}
const total = async (path: string): Promise<unknown> => (await ask(path, { token })).json['total']

describe('adding rows', () => {
  it('is seen by counts, filters, orders and references', async () => {
    const before = Number(await total('/api/v2/ASE?num=0'))
    expect((await add('AseGene', { Ensembl_ID: 'ENSG5' })).status).toBe(201)
    const snp = { SNP_ID: 'rs2', Pos: 12, Chr: 'Y', P_Value: 0.5, Genes: ['ENSG5', 'ENSG00000172232'], nosuch: 1 }
    const answer = await add('ASE', snp, { SNP_ID: 'rs9999999999' })
    expect(answer.json).toEqual({
      location: '/api/v2/ASE?q=SNP_ID=in=("rs2","rs9999999999")',
      resources: [{ href: '/api/v2/ASE/rs2' }, { href: '/api/v2/ASE/rs9999999999' }],
    })
    expect(await total('/api/v2/ASE?num=0')).toBe(BigInt(before + 2))
    expect(items(await ask('/api/v2/ASE?q=Chr==Y;Pos=lt=20', { token })).map((one) => one['SNP_ID'])).toEqual(['rs2'])
    expect(items(await ask('/api/v2/ASE?q=Genes==ENSG5', { token })).map((one) => one['SNP_ID'])).toEqual(['rs2'])
    expect(items(await ask('/api/v2/ASE?q=Genes.Ensembl_ID==ENSG5', { token }))).toHaveLength(1)
    expect(items(await ask('/api/v2/ASE?num=2&sort=Pos&attrs=SNP_ID', { token }))[0]).toMatchObject({ SNP_ID: 'rs2' })
    const last = await ask(`/api/v2/ASE?start=${String(before)}&num=5&attrs=SNP_ID`, { token })
    expect(items(last).map((one) => one['SNP_ID'])).toEqual(['rs9901673', 'rs9999999999'])
    const own = await add('SampleAse', { ID: 'x1', SNP_ID: 'rs2', SampleIds: 'ERS194242,SRS418754' })
    expect(own.status).toBe(201)
    expect(items(await ask('/api/v2/SampleAse?q=SNP_ID==rs2', { token }))[0]).toMatchObject({
      ID: 'x1',
      SNP_ID: { SNP_ID: 'rs2' },
      SampleIds: [{ Sample_ID: 'ERS194242' }, { Sample_ID: 'SRS418754' }],
    })
  })

  it('keeps every type as it reads it', async () => {
    const given = {
      id: 'a/b "c"',
      xbool: 'TRUE',
      xdate: '2020-02-29T23:00:00+01:00',
      xdatetime: '2020-02-29T10:00:00.999+0100',
      xdecimal: '1e-300',
      xint: '-5',
      xlong: '9007199254740993',
      xmref: '3,-1',
      xcat: 'brain/cortex',
      xstring: '',
      xtext: ' é\n',
      xemail: 'a@b',
      xhyper: 'https://example.org/?q=1',
    }
    expect((await add('AllTypes', given)).json['resources']).toEqual([{ href: '/api/v2/AllTypes/a%2Fb%20%22c%22' }])
    const [found] = items(await ask(`/api/v2/AllTypes?q=id=='${encodeURIComponent(given.id)}'`, { token }))
    expect(found).toMatchObject({
      id: given.id,
      xbool: true,
      xdate: '2020-02-29',
      xdatetime: '2020-02-29T09:00:00Z',
      xdecimal: 1e-300,
      xint: -5n,
      xlong: 9007199254740993n,
      xmref: [{ number: 3n }, { number: -1n }],
      xcat: { code: 'brain/cortex' },
      xtext: ' é\n',
    })
    expect(found).not.toHaveProperty('xstring')
    // A number of JSON is a double to the server, and an INT stops at its limits.
    await add('AllTypes', { id: 'n', xint: 3e9, xlong: 9007199254740992, xdecimal: 2 })
    expect(await row('AllTypes', 'n')).toMatchObject({ xint: 2147483647n, xlong: 9007199254740992n, xdecimal: 2 })
  })

  it('refuses what does not fit, and then adds no row at all', async () => {
    const before = await total('/api/v2/AllTypes?num=0')
    const refused = async (bad: Record<string, unknown>) =>
      refusal(await add('AllTypes', { id: 'good' }, { id: 'bad', ...bad }))
    const invalid = (type: string, value: string, reason: string) => [
      400,
      `Invalid [${type}] value [${value}] for attribute [${LABELS[type] ?? ''}] of entity [bad] with type [AllTypes]. ${reason}`,
    ]
    expect(await refused({ xint: '1.5' })).toEqual([500, 'For input string: "1.5"'])
    expect(await refused({ xint: true })).toEqual([
      400,
      'Attribute [xint] value is of type [Boolean] instead of [String] or [Number]',
    ])
    expect(await refused({ xstring: 5 })).toEqual([
      400,
      'Attribute [xstring] value is of type [Double] instead of [String]',
    ])
    expect(await refused({ xdate: '1-1-2020' })).toEqual([
      400,
      'Failed to parse attribute [xdate] value [1-1-2020] as date. Valid date format is [YYYY-MM-DD].',
    ])
    expect(await refused({ xenum: 'z' })).toEqual(invalid('enum', 'z', 'Value must be one of [a, b, c]'))
    expect(await refused({ xemail: 'z@' })).toEqual(invalid('email', 'z@', 'Not a valid e-mail address.'))
    expect(await refused({ xhyper: 'a b' })).toEqual(invalid('hyperlink', 'a b', 'Not a valid hyperlink.'))
    expect(await refused({ xxref: 'rs0' })).toEqual([
      400,
      "D23: Unknown xref value 'rs0' for attribute 'xxref' of entity 'AllTypes'.",
    ])
    expect(await refused({ xmref: ['1', '1'] })).toEqual([
      400,
      "D25: Duplicate list value '1' for attribute 'xmref' from entity 'AllTypes' with id 'bad'.",
    ])
    expect(await refused({ id: 'good' })).toEqual([
      400,
      "D24a: Value 'good' for unique attribute 'id' from entity 'AllTypes' already exists.",
    ])
    expect(refusal(await add('Donor', { Donor_ID: 'd', Birth_year: 1900 }))).toEqual([
      400,
      "Invalid int value '1900' for attribute 'Birth year' of entity 'Donor'.Value must be between 1920 and 2005",
    ])
    expect(await total('/api/v2/AllTypes?num=0')).toBe(before)
  })

  it('refuses bodies that are none, in the words of the server', async () => {
    const send = async (form: string) =>
      refusal(await ask('/api/v2/AseGene', { token, form, headers: { 'content-type': 'application/json' } }))
    const invalid = [400, 'Invalid request body.']
    expect(await send('{"entities":')).toEqual(invalid)
    expect(await send('[]')).toEqual(invalid)
    expect(await send('{"entities":[1]}')).toEqual(invalid)
    expect(await send('{}')).toEqual([400, 'Please provide at least one entity in the entities property.'])
    expect((await ask('/api/v2/AseGene', { token, form: 'entities=1' })).status).toBe(415)
  })
})

const LABELS: Record<string, string> = { enum: 'Choice', email: 'E-mail address', hyperlink: 'Link' }

describe('replacing and changing rows', () => {
  it('empties what a replaced row leaves out', async () => {
    expect((await replace('ASE', { SNP_ID: 'rs3216', Chr: '1', Genes: [] })).status).toBe(200)
    expect(await row('ASE', 'rs3216')).toEqual({ SNP_ID: 'rs3216', Chr: '1', Genes: [] })
    expect(items(await ask('/api/v2/ASE?q=Chr==11;SNP_ID==rs3216', { token }))).toEqual([])
  })

  it('sets one attribute of several rows and nothing else', async () => {
    const before = await row('ASE', 'rs3216')
    const set = (attribute: string, ...entities: readonly Record<string, unknown>[]) =>
      ask(`/api/v2/ASE/${attribute}`, { token, method: 'PUT', body: { entities } })
    const answer = await set('Chr', { SNP_ID: 'rs3216', Chr: 'X' }, { SNP_ID: 'rs9901673', Chr: null })
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect(await row('ASE', 'rs3216')).toEqual({ ...before, Chr: 'X' })
    expect(await row('ASE', 'rs9901673')).not.toHaveProperty('Chr')
    expect(refusal(await set('Chr', { SNP_ID: 'no', Chr: 'X' }))).toEqual([
      404,
      "D02: Unknown entity with 'SNP_ID' 'no' of type 'ASE'.",
    ])
    expect((await set('Chr', { SNP_ID: 'rs3216', Chr: 'X', Pos: 1 })).status).toBe(400)
    expect(refusal(await set('SNP_ID', { SNP_ID: 'rs3216', x: 'X' }))).toEqual([
      401,
      "Attribute 'SNP_ID' of entity 'ASE' is readonly",
    ])
    expect(refusal(await set('nosuch', { SNP_ID: 'rs3216', nosuch: 'X' }))).toEqual([
      404,
      "D04: Unknown attribute 'nosuch' of entity type 'ASE'.",
    ])
  })

  it('keeps both sides of a one-to-many attribute alike', async () => {
    await replace('Remark', { id: 4, text: 'Now about full', about: 'full' })
    const ids = async () => ((await row('AllTypes', 'full'))['xonetomany'] as { id: bigint }[]).map(({ id }) => id)
    expect(await ids()).toEqual([1n, 2n, 4n])
    expect((await add('AllTypes', { id: 'owner', xonetomany: ['3'] })).status).toBe(400)
    await ask('/api/v2/Remark/about', { token, method: 'PUT', body: { entities: [{ id: 3, about: null }] } })
    expect((await add('AllTypes', { id: 'owner', xonetomany: ['3'] })).status).toBe(201)
    expect(await row('Remark', '3')).toMatchObject({ about: { id: 'owner' } })
    await replace('AllTypes', { id: 'owner' })
    expect(await row('Remark', '3')).not.toHaveProperty('about')
  })
})

describe('deleting rows', () => {
  const drop = (table: string, entityIds: readonly unknown[]) =>
    ask(`/api/v2/${table}`, { token, method: 'DELETE', body: { entityIds } })

  it('passes over ids that are not there, and refuses rows that others refer to', async () => {
    const before = Number(await total('/api/v2/SampleAse?num=0'))
    expect((await drop('SampleAse', ['1418785', '1418786', 'no'])).status).toBe(204)
    expect((await ask('/api/v2/SampleAse/1418787', { token, method: 'DELETE' })).status).toBe(204)
    expect(await total('/api/v2/SampleAse?num=0')).toBe(BigInt(before - 3))
    expect(await total('/api/v2/SampleAse?num=0&q=SNP_ID==rs12460890')).toBe(18n)
    expect((await ask('/api/v2/SampleAse/1418785', { token })).status).toBe(404)
    expect(refusal(await drop('ASE', ['rs12460890']))).toEqual([
      400,
      "D19: Value 'rs12460890' for attribute 'SNP_ID' is referenced by entity 'SampleAse'.",
    ])
    await add('Grade', { number: 99, label: 'for nobody' })
    expect((await drop('Grade', [99])).status).toBe(204)
    expect(refusal(await drop('Grade', ['x']))).toEqual([500, 'For input string: "x"'])
    expect(refusal(await drop('Grade', []))).toEqual([
      400,
      'Please provide at least one entity identifier in the entityIds property.',
    ])
    const many = Array.from({ length: 1001 }, (_, at) => `x${String(at)}`)
    expect(refusal(await drop('ASE', many))).toEqual([400, 'Number of entity identifiers cannot be more than 1000.'])
  })

  it('lets rows that refer to each other go together', async () => {
    expect(refusal(await drop('Tissue', ['brain']))[0]).toBe(400)
    await ask('/api/v1/AllTypes', { token, method: 'DELETE' }).then(({ status }) => expect(status).toBe(400))
    await ask('/api/v1/Remark', { token, method: 'DELETE' }).then(({ status }) => expect(status).toBe(204))
    await ask('/api/v1/AllTypes', { token, method: 'DELETE' }).then(({ status }) => expect(status).toBe(204))
    expect((await drop('Tissue', ['brain', 'brain/cortex'])).status).toBe(204)
    expect(await total('/api/v2/AllTypes?num=0')).toBe(0n)
    expect((await add('AllTypes', { id: 'again' })).status).toBe(201)
    expect(await total('/api/v2/AllTypes?num=0')).toBe(1n)
  })
})
