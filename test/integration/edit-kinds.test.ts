// Sending rows of special kinds: ids that the server makes, files, and rules of the server.
import type { EditStep } from '@shared/edit/staged'
import type { Row } from '@shared/table/table-slice'
import { writeFile } from 'node:fs/promises'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { adding, createEditWorld, setting, type EditWorld } from '../support/edit-world'

let world: EditWorld
afterEach(() => world.close())

const named = (id: string) => ({ id, label: id })
const visit = (code: string, cells: Row = {}): EditStep =>
  adding({ code, day: '2026-01-02', tissue: named('blood'), grades: [named('1')], ...cells })

describe('ids that the server makes', () => {
  it('are told after sending, so that undo deletes the right rows', async () => {
    world = await createEditWorld()
    const { edits, other, at } = world
    await edits.stage(at('Visit'), 'Add 2 rows', [visit('m1'), visit('m2')], false)
    expect((await world.rows('Visit')).map(({ problems }) => problems)).toEqual([{}, {}])
    expect(await world.send()).toMatchObject({ endedBy: null, tables: [{ addedCount: 2 }] })
    const found = await other.get('Visit', { q: 'code=in=(m1,m2)' })
    await edits.undo(at('Visit'))
    expect((await world.rows('Visit')).map(({ id }) => id).sort()).toEqual(found.map((row) => row['id']).sort())
    expect(await world.send()).toMatchObject({ tables: [{ deletedCount: 2, conflictCount: 0 }] })
    expect(await other.get('Visit', { q: 'code=in=(m1,m2)' })).toEqual([])
  })

  it('leave rows whose answer was lost to a look at what is there, and to the person', async () => {
    world = await createEditWorld()
    const { edits, other, at, proxy } = world
    await edits.stage(at('Visit'), 'Add 2 rows', [visit('u1'), visit('u2')], false)
    proxy.lose(/^POST \/api\/v2\/Visit$/, 'after')
    const report = await world.send()
    expect(report).toMatchObject({ tables: [{ addedCount: 0, unknownCount: 2 }] })
    // They did arrive: sent blindly, they would be there twice.
    expect(await world.send()).toMatchObject({ endedBy: null, tables: [{ addedCount: 0, conflictCount: 2 }] })
    await edits.decide(at('Visit'), null, 'theirs')
    expect((await edits.get(at('Visit'))).addCount).toBe(0)
    expect(await other.get('Visit', { q: 'code=in=(u1,u2)' })).toHaveLength(2)
  })

  it('let rows go again that did not arrive', async () => {
    world = await createEditWorld()
    const { edits, other, at, proxy } = world
    await edits.stage(at('Visit'), 'Add a row', [visit('w1')], false)
    proxy.lose(/^POST \/api\/v2\/Visit$/, 'before')
    expect(await world.send()).toMatchObject({ tables: [{ unknownCount: 1 }] })
    expect(await world.send()).toMatchObject({ endedBy: null, tables: [{ addedCount: 1 }] })
    expect(await other.get('Visit', { q: 'code==w1' })).toHaveLength(1)
  })
})

describe('a file', () => {
  it('is kept as a copy until it is sent, with new rows and with rows that are there', async () => {
    world = await createEditWorld()
    const { edits, other, at, folder } = world
    const path = join(folder, 'notes.txt')
    await writeFile(path, 'first')
    const first = await edits.files.keep(path)
    await writeFile(path, 'second')
    const second = await edits.files.keep(path)
    await edits.stage(
      at('AllTypes'),
      'Files',
      [adding({ id: 'f1', xfile: first }), adding({ id: 'f2' }), setting('r1', {}, {})],
      false,
    )
    expect(await world.send()).toMatchObject({ endedBy: null, tables: [{ addedCount: 2 }] })
    await edits.stage(at('AllTypes'), 'File', [setting('f2', { xfile: null }, { xfile: second })], false)
    expect(await world.send()).toMatchObject({ endedBy: null, tables: [{ changedCount: 1, refusedCount: 0 }] })
    for (const id of ['f1', 'f2']) {
      expect(await other.getById('AllTypes', id)).toMatchObject({ xfile: { filename: 'notes.txt' } })
    }
    expect(readdirSync(join(folder, 'files'))).toEqual([])
    // The file that was set is taken away again, then the rows that were added go.
    await edits.undo(at('AllTypes'))
    expect(await world.send()).toMatchObject({ tables: [{ changedCount: 1, conflictCount: 0 }] })
    expect(await other.getById('AllTypes', 'f2')).not.toHaveProperty('xfile')
    await edits.undo(at('AllTypes'))
    expect(await world.send()).toMatchObject({ tables: [{ deletedCount: 2, conflictCount: 0 }] })
  })
})

describe('a refusal', () => {
  it('keeps only the rows at fault, each with its column', async () => {
    world = await createEditWorld()
    const { edits, other, at } = world
    await other.add('Visit', { code: 'taken', day: '2026-01-01', tissue: 'blood', grades: ['1'] })
    await edits.stage(
      at('Visit'),
      'Add',
      [visit('ok1'), visit('taken'), visit('ok2', { systolic: 100, diastolic: 120 }), visit('ok3')],
      false,
    )
    expect(await world.send()).toMatchObject({ endedBy: null, tables: [{ addedCount: 2, refusedCount: 2 }] })
    const left = await world.rows('Visit')
    expect(left.map(({ after, refusal }) => [after['code'], refusal?.column])).toEqual([
      ['taken', 'code'],
      ['ok2', 'diastolic'],
    ])
    expect(left[0]?.refusal?.message).toContain('Another row has this Code already')
    // A change of the row takes the refusal away; it is sent again.
    await edits.stage(
      at('Visit'),
      'Mend',
      left.map(({ key }, index) => ({
        kind: 'set',
        key,
        label: '',
        before: {},
        cells: { code: `n${String(index)}`, diastolic: 60 },
      })),
      false,
    )
    expect(await edits.get(at('Visit'))).toMatchObject({ problemCount: 0 })
    expect(await world.send()).toMatchObject({ tables: [{ addedCount: 2 }] })
  })
})
