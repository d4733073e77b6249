// Staged changes over real HTTP: read again, sent in order, refused, in conflict, and taken back.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { adding, createEditWorld, deleting, setting, shown, type EditWorld } from '../support/edit-world'

let world: EditWorld
beforeEach(async () => {
  world = await createEditWorld()
})
afterEach(() => world.close())

const chr = (id: string) => world.other.getById('ASE', id).then((row) => row?.['Chr'])

describe('sending', () => {
  it('writes what nobody else changed, leaves conflicts and refusals staged, and can be undone', async () => {
    const { edits, other, at } = world
    await edits.stage(
      at('ASE'),
      'Change 3 rows',
      [
        setting('rs12460890', { Chr: '19' }, { Chr: '18' }),
        setting('rs3216', { Chr: '2' }, { Chr: 'X' }),
        setting('rs1056019', { Genes: [] }, { Genes: [{ id: 'nowhere', label: 'nowhere' }] }),
      ],
      false,
    )
    const theirs = await other.getById('ASE', 'rs3216')
    await other.updateOne('ASE', 'rs3216', 'Chr', 'Y')
    const before = await other.getById('ASE', 'rs1056019')
    await edits.stage(
      at('ASE'),
      'Take back',
      [{ kind: 'take-back', key: 'row/rs1056019' as never, columns: null }],
      false,
    )
    const genes = (before?.['Genes'] as { Ensembl_ID: string }[]).map(({ Ensembl_ID: id }) => ({ id, label: id }))
    const wrong = [{ id: 'nowhere', label: 'nowhere' }]
    await edits.stage(at('ASE'), 'Again', [setting('rs1056019', { Genes: genes }, { Genes: wrong })], false)
    const report = await world.send()
    expect(report.endedBy).toBeNull()
    expect(report.tables).toEqual([
      {
        tableId: 'ASE',
        tableLabel: 'ASE',
        addedCount: 0,
        changedCount: 1,
        deletedCount: 0,
        refusedCount: 1,
        conflictCount: 1,
        notSentCount: 0,
        unknownCount: 0,
      },
    ])
    expect(await chr('rs12460890')).toBe('18')
    expect(await chr('rs3216')).toBe('Y')
    const left = await world.rows('ASE')
    expect(left.map(({ id }) => id).sort()).toEqual(['rs1056019', 'rs3216'])
    const refused = left.find(({ id }) => id === 'rs1056019')
    expect(refused?.refusal?.column).toBe('Genes')
    expect(refused?.refusal?.message).toBe(
      'Genes refers to a row that is not there: nowhere. Choose another, or add that row first.',
    )
    expect(refused?.refusal?.serverWords).toContain("Unknown xref value 'nowhere'")
    // What differs is told even where the person saw something else than there was.
    expect(left.find(({ id }) => id === 'rs3216')?.conflict).toEqual({ theirs: { Chr: 'Y' }, isGone: false })
    expect(theirs?.['Chr']).not.toBe('Y')

    await edits.undo(at('ASE'))
    expect(shown(await world.rows('ASE')).find(([key]) => key === 'row/rs12460890')?.[2]).toEqual({ Chr: '19' })
    await edits.stage(at('ASE'), 'Back', [{ kind: 'take-back', key: 'row/rs1056019' as never, columns: null }], false)
    await edits.decide(at('ASE'), null, 'mine')
    const again = await world.send()
    expect(again.tables[0]).toMatchObject({ changedCount: 2, refusedCount: 0, conflictCount: 0 })
    expect(await chr('rs12460890')).toBe('19')
    expect(await chr('rs3216')).toBe('X')
    expect((await edits.get(at('ASE'))).changeCount).toBe(0)
  })

  it('adds referenced rows first and deletes them last, whatever the order in which they were staged', async () => {
    const { edits, other, at } = world
    const snp = { id: 'rsNew', label: 'rsNew' }
    edits.noteTable({ kind: 'live', ...at('SampleAse') }, await describeTable('SampleAse'))
    await edits.stage(at('SampleAse'), 'Add', [adding({ ID: 's1', SNP_ID: snp })], false)
    await edits.stage(
      at('ASE'),
      'Add',
      [adding({ SNP_ID: 'rsNew', Chr: '1', Genes: [{ id: 'G', label: 'G' }] })],
      false,
    )
    await edits.stage(at('AseGene'), 'Add', [adding({ Ensembl_ID: 'G' })], false)
    const report = await world.send()
    expect(report.tables.map(({ addedCount }) => addedCount)).toEqual([1, 1, 1])
    expect(world.proxy.asked.filter((line) => line.startsWith('POST /api/v2/'))).toEqual([
      'POST /api/v2/AseGene',
      'POST /api/v2/ASE',
      'POST /api/v2/SampleAse',
    ])
    for (const table of ['AseGene', 'ASE', 'SampleAse']) await edits.undo(at(table))
    expect(await world.send()).toMatchObject({ endedBy: null })
    expect(await other.getById('AseGene', 'G')).toBeNull()
    expect(await other.getById('SampleAse', 's1')).toBeNull()
    for (const table of ['AseGene', 'ASE', 'SampleAse']) await edits.undo(at(table))
    await world.send()
    expect(await other.getById('SampleAse', 's1')).toMatchObject({ ID: 's1', SNP_ID: { SNP_ID: 'rsNew' } })
    expect(await other.getById('ASE', 'rsNew')).toMatchObject({ Chr: '1', Genes: [{ Ensembl_ID: 'G' }] })
  })

  it('does not send rows that refer to new rows which stay behind, and says why', async () => {
    const { edits, at } = world
    await edits.stage(at('AseGene'), 'Add', [adding({ Ensembl_ID: 'x'.repeat(300) })], false)
    const far = { id: 'x'.repeat(300), label: 'x' }
    await edits.stage(at('ASE'), 'Add', [adding({ SNP_ID: 'rsA', Genes: [far] }), adding({ SNP_ID: 'rsB' })], false)
    const report = await world.send()
    expect(report.tables.find(({ tableId }) => tableId === 'ASE')).toMatchObject({ addedCount: 1, refusedCount: 1 })
    expect(report.tables.find(({ tableId }) => tableId === 'AseGene')).toMatchObject({ addedCount: 0, notSentCount: 1 })
    const [left] = await world.rows('ASE')
    expect(left?.refusal?.column).toBe('Genes')
    expect(left?.refusal?.message).toContain('refers to the new row')
  })

  it('explains that a row cannot be deleted while others refer to it', async () => {
    const { edits, at } = world
    await edits.stage(at('ASE'), 'Delete', [deleting('rs12460890')], false)
    const report = await world.send()
    expect(report.tables[0]).toMatchObject({ deletedCount: 0, refusedCount: 1 })
    const [row] = await world.rows('ASE')
    expect(row?.refusal).toEqual({
      column: null,
      message:
        'Rows of SampleAse refer to this row. Delete those rows or change their references first, then send again.',
      serverWords: "Value 'rs12460890' for attribute 'SNP_ID' is referenced by entity 'SampleAse'.",
    })
  })

  it('finds a new row whose id is taken by now, and makes it a change when mine is to count', async () => {
    const { edits, other, at } = world
    await edits.stage(at('ASE'), 'Add', [adding({ SNP_ID: 'rsMine', Chr: '1', Pos: 5 })], false)
    await other.add('ASE', { SNP_ID: 'rsMine', Chr: '2', Samples: '7' })
    expect((await world.send()).tables[0]).toMatchObject({ addedCount: 0, conflictCount: 1 })
    await edits.decide(at('ASE'), null, 'mine')
    expect(shown(await world.rows('ASE'))).toEqual([['row/rsMine', 'change', { Chr: '1', Pos: 5 }]])
    expect((await world.send()).tables[0]).toMatchObject({ changedCount: 1 })
    expect(await other.getById('ASE', 'rsMine')).toMatchObject({ Chr: '1', Pos: 5, Samples: '7' })
  })

  it('never empties what a change does not name, when rows change different columns', async () => {
    const { edits, other, at } = world
    const before = await other.get('ASE', { uploadable: true })
    await edits.stage(
      at('ASE'),
      'Change',
      [
        setting('rs12460890', { Chr: '19' }, { Chr: '1' }),
        setting(
          'rs3216',
          { Samples: String(before.find((row) => row['SNP_ID'] === 'rs3216')?.['Samples']) },
          { Samples: null },
        ),
      ],
      false,
    )
    expect((await world.send()).tables[0]).toMatchObject({ changedCount: 2 })
    const after = await other.get('ASE', { uploadable: true })
    expect(after).toEqual(
      before.map((row) => {
        if (row['SNP_ID'] === 'rs12460890') return { ...row, Chr: '1' }
        if (row['SNP_ID'] !== 'rs3216') return row
        return Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'Samples'))
      }),
    )
  })

  it('gives the deleted row back with all its values', async () => {
    const { edits, other, at } = world
    const id = String((await other.get('SampleAse', { num: 1 }))[0]?.['ID'])
    const before = await other.getById('SampleAse', id)
    await edits.stage(at('SampleAse'), 'Delete', [deleting(id)], false)
    expect((await world.send()).tables[0]).toMatchObject({ deletedCount: 1 })
    expect(await other.getById('SampleAse', id)).toBeNull()
    await edits.undo(at('SampleAse'))
    expect((await world.send()).tables[0]).toMatchObject({ addedCount: 1 })
    expect(await other.getById('SampleAse', id)).toEqual(before)
  })
})

async function describeTable(tableId: string) {
  const connection = await world.sessions.connection(world.serverId)
  return connection.describeTable(tableId, new AbortController().signal)
}
