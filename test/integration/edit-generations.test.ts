// Staged changes on servers of every generation: order, conflict, refusal, lost answers, rights, and accounts.
import { GENERATION_NAMES } from '@main/sample-server/generation'
import { afterEach, describe, expect, it } from 'vitest'
import { adding, createEditWorld, deleting, setting, type EditWorld } from '../support/edit-world'

let world: EditWorld
afterEach(() => world.close())

const oddIds = ['a b+c', `q"uo'te`, 'naïve', '日本語', 'a.b.c', '(x)*', 'a&b=c#d?']
const oddestIds = ['a/b', 'a;b', 'a%2Fb', '\\']
const named = (id: string) => ({ id, label: id })

describe.each(GENERATION_NAMES)('a server of generation %s', (generation) => {
  it('takes additions, changes and deletions, and shows conflicts and refusals', async () => {
    world = await createEditWorld({ generation })
    const { edits, other, at } = world
    await other.add('ASE', { SNP_ID: 'rsOld', Chr: '1' })
    await edits.stage(
      at('ASE'),
      'All',
      [
        adding({ SNP_ID: 'rsN', Chr: '1', Pos: 3 }),
        setting('rs12460890', { Chr: '19' }, { Chr: '18' }),
        setting('rs3216', { Chr: 'not this' }, { Chr: 'X' }),
        deleting('rsOld'),
      ],
      false,
    )
    expect(await world.send()).toMatchObject({
      endedBy: null,
      tables: [{ addedCount: 1, changedCount: 1, deletedCount: 1, conflictCount: 1, refusedCount: 0 }],
    })
    expect(await other.getById('ASE', 'rs12460890')).toMatchObject({ Chr: '18', Pos: 829568 })
    expect(await other.getById('ASE', 'rsOld')).toBeNull()
    await edits.stage(at('ASE'), 'Delete', [deleting('rs12460890')], false)
    expect(await world.send()).toMatchObject({ tables: [{ refusedCount: 1 }] })
    const refused = (await world.rows('ASE')).find(({ kind }) => kind === 'delete')
    expect(refused?.refusal?.message).toContain('Rows of SampleAse refer to this row')
  })

  it('keeps rows at fault, each with its column and reason', async () => {
    world = await createEditWorld({ generation })
    const { edits, other, at } = world
    await other.add('Visit', { code: 'taken', day: '2026-01-01', tissue: 'blood', grades: ['1'] })
    const visit = (code: string, cells = {}) =>
      adding({ code, day: '2026-01-02', tissue: named('blood'), grades: [named('1')], ...cells })
    const wrong = visit('v2', { grades: [named('99')] })
    await edits.stage(at('Visit'), 'Add', [visit('v1'), visit('taken'), wrong, visit('v3')], false)
    await edits.stage(
      at('ASE'),
      'Change',
      [
        setting('rs12460890', { Chr: '19' }, { Chr: '1', Genes: [named('nowhere')] }),
        setting('rs3216', {}, { Chr: '7', Pos: 77 }),
      ],
      false,
    )
    expect(await world.send()).toMatchObject({
      endedBy: null,
      tables: expect.arrayContaining([
        expect.objectContaining({ tableId: 'Visit', addedCount: 2, refusedCount: 2 }),
        expect.objectContaining({ tableId: 'ASE', changedCount: 1, refusedCount: 1 }),
      ]) as unknown,
    })
    const left = [...(await world.rows('Visit')), ...(await world.rows('ASE'))]
    expect(left.map(({ label, refusal }) => [label, refusal?.column])).toEqual([
      [expect.any(String), 'code'],
      [expect.any(String), 'grades'],
      ['rs12460890', 'Genes'],
    ])
    expect(left.map(({ refusal }) => refusal?.message)).toEqual([
      expect.stringContaining('Another row has this'),
      expect.stringContaining('refers to a row that is not there: 99'),
      expect.stringContaining('refers to a row that is not there: nowhere'),
    ])
    expect(await other.getById('ASE', 'rs12460890')).toMatchObject({ Chr: '19' })
    expect(await other.getById('ASE', 'rs3216')).toMatchObject({ Chr: '7', Pos: 77 })
  })

  it('takes rows with odd ids and long numbers in the order of their references, and takes them back', async () => {
    world = await createEditWorld({ generation })
    const { edits, other, at } = world
    const ids = ['1.14', '2'].includes(generation) ? oddIds : [...oddIds, ...oddestIds]
    await edits.stage(
      at('ASE'),
      'Add',
      ids.map((id) => adding({ SNP_ID: id, Genes: [named(id)] })),
      false,
    )
    await edits.stage(
      at('AseGene'),
      'Add',
      ids.map((id) => adding({ Ensembl_ID: id })),
      false,
    )
    await edits.stage(at('AllTypes'), 'Add', [adding({ id: 'long', xlong: '9007199254740993' })], false)
    expect(await world.send()).toMatchObject({ endedBy: null })
    await edits.stage(
      at('ASE'),
      'Change',
      ids.map((id) => setting(id, { Chr: null, Pos: null }, { Chr: '1', Pos: 5 })),
      false,
    )
    await edits.stage(
      at('AllTypes'),
      'Change',
      [setting('long', { xlong: '9007199254740993', xint: null }, { xlong: '-9007199254740995', xint: 1 })],
      false,
    )
    expect(await world.send()).toMatchObject({ endedBy: null })
    expect(await world.rows('ASE')).toEqual([])
    for (const id of ids) expect(await other.getById('ASE', id)).toMatchObject({ SNP_ID: id, Chr: '1', Pos: 5 })
    expect(String((await other.getById('AllTypes', 'long'))?.['xlong'])).toBe('-9007199254740995')
    await edits.stage(
      at('ASE'),
      'Delete',
      ids.map((id) => deleting(id)),
      false,
    )
    await edits.stage(
      at('AseGene'),
      'Delete',
      ids.map((id) => deleting(id)),
      false,
    )
    expect(await world.send()).toMatchObject({ endedBy: null, tables: [{ refusedCount: 0 }, { refusedCount: 0 }] })
    for (const id of ids) expect(await other.getById('AseGene', id)).toBeNull()
  })

  it('is asked what arrived when answers are lost, and nothing is written twice or left out', async () => {
    world = await createEditWorld({ generation })
    const { edits, other, at, proxy } = world
    await other.add('ASE', { SNP_ID: 'rsOld', Chr: '1' })
    await edits.stage(
      at('ASE'),
      'All',
      [
        adding({ SNP_ID: 'rsA', Chr: '1' }),
        adding({ SNP_ID: 'rsB', Chr: '1' }),
        setting('rs3216', {}, { Chr: '7', Pos: 77 }),
        deleting('rsOld'),
      ],
      false,
    )
    proxy.lose(/^POST \/api\/v2\/ASE$/, 'after', 'before')
    proxy.lose(/^PUT \/api\/v2\/ASE/, 'before', 'after')
    proxy.lose(/^DELETE \/api\/v2\/ASE/, 'after')
    expect(await world.send()).toMatchObject({
      endedBy: null,
      tables: [{ addedCount: 2, changedCount: 1, deletedCount: 1, unknownCount: 0, refusedCount: 0 }],
    })
    expect(await other.get('ASE', { q: 'SNP_ID=in=(rsA,rsB,rsOld)' })).toHaveLength(2)
    expect(await other.getById('ASE', 'rs3216')).toMatchObject({ Chr: '7', Pos: 77 })
  })

  it('is told in words what an account may not do, and nothing is staged', async () => {
    world = await createEditWorld({ generation, userName: 'reader' })
    const { edits, at } = world
    for (const step of [adding({ SNP_ID: 'no' }), setting('rs3216', {}, { Chr: '1' }), deleting('rs3216')]) {
      await expect(edits.stage(at('ASE'), 'No', [step], false)).rejects.toMatchObject({
        code: 'input.invalid',
        message: expect.stringContaining('Your rights on this server') as unknown,
      })
    }
    expect(await world.rows('ASE')).toEqual([])
  })

  it('is not sent what another account has staged', async () => {
    world = await createEditWorld({ generation, userName: 'editor' })
    const { edits, other, at, sessions, serverId } = world
    await edits.stage(at('AseGene'), 'Add', [adding({ Ensembl_ID: 'mine' })], false)
    await sessions.signIn(serverId, { kind: 'password', userName: 'admin', password: 'admin' })
    expect(await world.send()).toMatchObject({ endedBy: { code: 'input.invalid' }, tables: [{ addedCount: 0 }] })
    await sessions.signIn(serverId, { kind: 'password', userName: 'editor', password: 'editor' })
    expect(await world.send()).toMatchObject({ endedBy: null, tables: [{ addedCount: 1 }] })
    expect(await other.getById('AseGene', 'mine')).toMatchObject({ Ensembl_ID: 'mine' })
  })
})
