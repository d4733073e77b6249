// What servers of each generation tell of editing, and what they then do: rights, rules, values that they fill in.
import { GENERATION_NAMES, type GenerationName } from '@main/sample-server/generation'
import { createSampleServer } from '@main/sample-server/index'
import { rowProblems } from '@shared/edit/check-cell'
import { cellEditability, rowEditability } from '@shared/edit/editability'
import { writeRow } from '@shared/edit/write-cell'
import type { Row } from '@shared/table/table-slice'
import { describe, expect, it } from 'vitest'
import { createTestSessions } from '../support/test-sessions'

const never = new AbortController().signal

async function start(generation: GenerationName, user: 'admin' | 'editor' | 'reader' | null) {
  const sample = createSampleServer({ snpCount: 5, samplesPerSnp: 2, generation })
  const { sessions } = createTestSessions({ fetch: (url, init) => sample.fetch(new Request(url, init)) })
  const signIn =
    user === null ? { kind: 'guest' as const } : { kind: 'password' as const, userName: user, password: user }
  const { id } = await sessions.add({ address: 'http://127.0.0.1:1', name: 'Sample', signIn })
  const table = await (await sessions.connection(id)).describeTable('Visit', never)
  return { table, session: sessions.session(id) }
}

const newVisit: Row = {
  id: null,
  code: 'V-new',
  day: '2024-05-01',
  origin: 'by hand',
  systolic: 120,
  diastolic: 80,
  tissue: { id: 'blood', label: 'Blood, whole' },
  grades: [{ id: '1', label: 'low' }],
}

describe.each(GENERATION_NAMES)('a server of generation %s', (generation) => {
  it('tells what it fills in, what it computes and which rules it has', async () => {
    const { table } = await start(generation, 'admin')
    const named = (test: (column: (typeof table.columns)[number]) => boolean) =>
      table.columns.filter(test).map(({ name }) => name)
    expect(named(({ isAuto }) => isAuto)).toEqual(['id', 'added'])
    expect(named(({ isComputed }) => isComputed)).toEqual(['reading'])
    expect(named(({ isVisible }) => !isVisible)).toEqual(['barcode'])
    expect(named(({ isUnique }) => isUnique)).toEqual(['id', 'code', 'barcode'])
    const defaults = table.columns.flatMap(({ name, defaultValue }) =>
      defaultValue === null ? [] : [[name, defaultValue]],
    )
    expect(defaults).toEqual([
      ['status', 'planned'],
      ['tubes', '1'],
    ])
    const rules = Object.fromEntries(table.columns.map(({ name, rules }) => [name, rules]))
    expect(rules['diastolic']?.validation).toBe('{diastolic} < {systolic}')
    const isKnown = !['1.14', '2', '4'].includes(generation)
    expect(rules['perday']).toEqual({
      visible: '{smokes} = true',
      nullable: isKnown ? '{smokes} empty or {smokes} = false' : null,
      validation: null,
    })
    const locked = table.columns.filter((column) => !cellEditability(table, column, false).canEdit)
    const back = generation === '1.14' ? [] : ['vials']
    expect(locked.map(({ name }) => name)).toEqual(['id', 'added', 'origin', 'reading', ...back])
    const lockedWhenNew = table.columns.filter((column) => !cellEditability(table, column, true).canEdit)
    expect(lockedWhenNew.map(({ name }) => name)).toEqual(['added', 'reading', ...back])
  })

  it('tells what each account may do', async () => {
    const rightsOf = async (user: Parameters<typeof start>[1]) => {
      const { table } = await start(generation, user)
      return (['add', 'change', 'delete'] as const).map((action) => rowEditability(table, action).canEdit)
    }
    expect(await rightsOf('admin')).toEqual([true, true, true])
    // Before 7.0 servers tell one right for all three.
    const tellsEach = ['7', '8.4', '10.2'].includes(generation)
    expect(await rightsOf('editor')).toEqual([true, true, !tellsEach])
    expect(await rightsOf('reader')).toEqual([false, false, false])
    expect(await rightsOf(null)).toEqual([false, false, false])
  })

  it('takes a new row without what it fills in, and refuses one that breaks a rule', async () => {
    const { table, session } = await start(generation, 'editor')
    expect(rowProblems(table, newVisit, true)).toEqual({})
    const id = await session.add('Visit', writeRow(table, newVisit, true))
    const row = await session.getById('Visit', id)
    expect(row).toMatchObject({ code: 'V-new', status: 'planned', tubes: 1, reading: '120/80', origin: 'by hand' })
    expect(row).toHaveProperty('added')

    const broken = writeRow(table, { ...newVisit, code: 'V-broken', diastolic: 130 }, true)
    await expect(session.add('Visit', broken)).rejects.toMatchObject({
      code: 'server.refused',
      facts: { attribute: 'diastolic', serverWords: expect.stringContaining('validation expression') as unknown },
    })
    await session.updateAll('Visit', [{ id, smokes: false, tubes: 3 }])
    expect(await session.getById('Visit', id)).toEqual({ ...row, smokes: false, tubes: 3 })
    await expect(session.updateAll('Visit', [{ id, origin: 'other', tubes: 4 }])).rejects.toMatchObject({
      code: 'input.invalid',
      facts: { attribute: 'origin' },
    })
  })
})

describe('what is said of a row before it is sent', () => {
  it('is what the server refuses, and nothing else', async () => {
    const { table, session } = await start('10.2', 'editor')
    const problems = Object.keys(rowProblems(table, {}, true))
    expect(problems).toEqual(['code', 'day', 'tissue', 'grades'])
    for (const name of problems) {
      const row = { ...writeRow(table, newVisit, true), [name]: null }
      await expect(session.add('Visit', row)).rejects.toMatchObject({ code: 'server.refused' })
    }
    const bad: readonly (readonly [string, Row[string]])[] = [
      ['code', 'more than 12 characters'],
      ['systolic', 301],
      ['diastolic', 19],
      ['status', 'unknown'],
      ['mail', 'nobody'],
      ['page', 'a b'],
      ['grades', [newVisit['tissue'], newVisit['tissue']] as never],
    ]
    for (const [name, cell] of bad) {
      const row = { ...newVisit, [name]: cell }
      expect(Object.keys(rowProblems(table, row, true))).toEqual([name])
      await expect(session.add('Visit', writeRow(table, row, true))).rejects.toMatchObject({ code: 'server.refused' })
    }
  })
})
