// Any sequence of staging, undoing, doing again and starting anew gives what a simple model says.
import { keyOfRow, type EditStep, type RowKey, type StagedRow } from '@shared/edit/staged'
import type { ServerId } from '@shared/server/server-profile'
import { newHead } from '@main/edit/journal/journal-line'
import { PlaceEdits } from '@main/edit/place-edits'
import { newRowKey } from '@main/edit/staged/held-row'
import fc from 'fast-check'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { column, table } from '../../../support/sample-table'

const folder = mkdtempSync(join(tmpdir(), 'place-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const model = table('T', [
  column('id', 'string', { maxLength: 3 }),
  column('a', 'string', { isNullable: false }),
  column('n', 'int', { isUnique: true }),
])
const head = newHead({
  serverId: 's' as ServerId,
  tableId: 'T',
  address: null,
  userName: null,
  serverName: 'S',
  lastNumber: 0,
  table: model,
})
let fileCount = 0
const newPath = () => join(folder, `${String(++fileCount)}.jsonl`)
const begin = (path = newPath()) => PlaceEdits.begin(head, path)
const all = (edits: PlaceEdits): readonly StagedRow[] => edits.page('all', 0, 1000).rows
const stage = (edits: PlaceEdits, title: string, steps: readonly EditStep[], joins = false) =>
  edits.changeByHand(() => edits.staged.plan(title, joins, steps))
const set = (id: string, a: string, before = 'old'): EditStep => ({
  kind: 'set',
  key: keyOfRow(id),
  label: id,
  before: { a: before },
  cells: { a },
})

async function load(path: string): Promise<PlaceEdits> {
  const report = await PlaceEdits.load(path)
  if (report === null) throw new Error('No journal')
  return report.edits
}

const ids = fc.constantFrom('r1', 'r2', 'r3')
const texts = fc.constantFrom('old', 'x', 'y', null)
const step: fc.Arbitrary<EditStep> = fc.oneof(
  fc.record({ id: ids, a: texts }).map(({ id, a }): EditStep => ({
    kind: 'set',
    key: keyOfRow(id),
    label: id,
    before: { a: 'old' },
    cells: { a },
  })),
  fc
    .record({ id: fc.constantFrom('n1', 'n2', 'long', null), n: fc.constantFrom(1, 2, null) })
    .map(({ id, n }): EditStep => ({ kind: 'add', cells: { id, a: 'new', n } })),
  ids.map((id): EditStep => ({ kind: 'delete', key: keyOfRow(id), label: id, before: { a: 'old' } })),
  fc.nat(4).map((at): EditStep => ({ kind: 'take-back', key: newRowKey(at + 1), columns: ['n'] })),
  ids.map((id): EditStep => ({ kind: 'take-back', key: keyOfRow(id), columns: null })),
)
type Action =
  { readonly do: 'stage'; readonly steps: readonly EditStep[]; readonly joins: boolean } | { readonly do: Other }
type Other = 'undo' | 'redo' | 'discard' | 'reload' | 'rewrite'
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('stage' as const),
      steps: fc.array(step, { minLength: 1, maxLength: 3 }),
      joins: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('undo' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom<Other>('redo', 'discard', 'reload', 'rewrite') }) },
)

const textOf = (edits: PlaceEdits): string => JSON.stringify([...all(edits)].sort((a, b) => (a.key < b.key ? -1 : 1)))

describe('staged changes of a table', () => {
  it('are the same for any way there, also after a new start', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 14 }), async (actions) => {
        const path = newPath()
        let edits = begin(path)
        let isOnDisk = false
        let states = [textOf(edits)]
        let at = 0
        for (const [index, each] of actions.entries()) {
          if (each.do === 'reload' || each.do === 'rewrite') {
            if (isOnDisk && each.do === 'rewrite') await edits.rewrite()
            if (isOnDisk) edits = await load(path)
          } else if (each.do === 'undo' || each.do === 'redo') {
            const turn = each.do === 'undo' ? 'undo' : 'redo'
            const target = turn === 'undo' ? at - 1 : at + 1
            const isThere = states[target] !== undefined
            const done = await edits
              .changeByHand(() => ({ line: { do: turn } }))
              .then(
                () => true,
                () => false,
              )
            expect(done).toBe(isThere)
            if (isThere) at = target
          } else {
            const before = textOf(edits)
            const title = each.do === 'stage' && each.joins ? 'Joined' : `Step ${String(index)}`
            const canJoin = each.do === 'stage' && each.joins && edits.summary().undoTitle === title
            const wasDone = await (
              each.do === 'stage'
                ? stage(edits, title, each.steps, each.joins)
                : edits.changeByHand(() => ({ line: { do: 'discard' as const, title } }))
            ).then(
              ({ line }) => line !== null && (line.do !== 'stage' || line.rows.length > 0),
              () => false,
            )
            if (!wasDone || (each.do === 'discard' && before === '[]')) {
              expect(textOf(edits)).toBe(before)
              continue
            }
            isOnDisk = true
            states = [...states.slice(0, canJoin ? at : at + 1), textOf(edits)]
            at = states.length - 1
          }
          expect(textOf(edits)).toBe(states[at])
          const { problemCount, addCount, changeCount, deleteCount } = edits.summary()
          const rows = all(edits)
          expect(addCount + changeCount + deleteCount).toBe(rows.length)
          expect(problemCount).toBe(rows.filter(({ problems }) => Object.keys(problems).length > 0).length)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('drop a cell that is set back to what it was', async () => {
    const edits = begin()
    await stage(edits, 'Change', [set('r1', 'x')])
    await stage(edits, 'Change', [set('r1', 'old', 'x')])
    expect(all(edits)).toEqual([])
    expect(edits.summary().undoTitle).toBe('Change')
  })

  it('join steps under one title, and no others', async () => {
    const edits = begin()
    await stage(edits, 'Paste', [set('r1', 'x')])
    await stage(edits, 'Paste', [set('r2', 'x')], true)
    await stage(edits, 'Other', [set('r3', 'x')], true)
    await edits.changeByHand(() => ({ line: { do: 'undo' } }))
    expect(all(edits).map(({ id }) => id)).toEqual(['r1', 'r2'])
    await edits.changeByHand(() => ({ line: { do: 'undo' } }))
    expect(all(edits)).toEqual([])
  })

  it('say values and ids that are there twice, until one of the two goes', async () => {
    const edits = begin()
    const add = (id: string, n: number | null): EditStep => ({ kind: 'add', cells: { id, a: 'x', n } })
    await stage(edits, 'Add', [add('n1', 1), add('n2', 1), add('n1', 2)])
    expect(all(edits).map(({ problems }) => Object.keys(problems))).toEqual([['id', 'n'], ['n'], ['id']])
    expect(edits.summary().problemCount).toBe(3)
    await stage(edits, 'Drop', [{ kind: 'delete', key: newRowKey(1), label: '', before: {} }])
    expect(edits.summary().problemCount).toBe(0)
  })

  it('give new rows numbers that are never given again', async () => {
    const path = newPath()
    const edits = begin(path)
    await stage(edits, 'Add', [{ kind: 'add', cells: { id: 'a', a: '1' } }])
    await edits.changeByHand(() => ({ line: { do: 'undo' } }))
    await stage(edits, 'Add', [{ kind: 'add', cells: { id: 'b', a: '1' } }])
    expect(all(await load(path)).map(({ key }) => key)).toEqual(['new/2'])
  })
})

describe('a journal', () => {
  it('with a torn last line is read up to there, and goes on', async () => {
    const path = newPath()
    const edits = begin(path)
    await stage(edits, 'One', [set('r1', 'x')])
    appendFileSync(path, '{"do":"stage","title":"Tw')
    const report = await PlaceEdits.load(path)
    expect(report).toMatchObject({ wasTorn: true, damage: null })
    const again = await load(path)
    await stage(again, 'Two', [set('r2', 'x')])
    expect(all(await load(path)).map(({ id }) => id)).toEqual(['r1', 'r2'])
  })

  it('with damage in the middle is read up to there, and says so', async () => {
    const path = newPath()
    const edits = begin(path)
    await stage(edits, 'One', [set('r1', 'x')])
    await stage(edits, 'Two', [set('r2', 'x')])
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.replace('"title":"Two"', '"title":Two'))
    const report = await PlaceEdits.load(path)
    expect(report?.damage).not.toBeNull()
    expect(report && all(report.edits).map(({ id }) => id)).toEqual(['r1'])
  })

  it('without a head cannot be read', async () => {
    for (const content of ['', '\0\0\0\0', '{"version":2}\n']) {
      const path = newPath()
      writeFileSync(path, content)
      expect(await PlaceEdits.load(path)).toBeNull()
    }
  })

  it('tells of rows that were under way when the program ended', async () => {
    const path = newPath()
    const edits = begin(path)
    await stage(edits, 'Add', [{ kind: 'add', cells: { id: 'a', a: '1' } }])
    const [row] = all(edits)
    const keys: RowKey[] = row ? [row.key] : []
    await edits.change(() => ({ line: { do: 'sending', keys } }))
    await expect(
      stage(edits, 'Change', [{ kind: 'set', key: newRowKey(1), label: '', before: {}, cells: { a: '2' } }]),
    ).rejects.toMatchObject({
      code: 'input.invalid',
    })
    const again = await load(path)
    await again.settleLost()
    expect(all(again)).toMatchObject([{ isUnknown: true, after: { a: '1' } }])
    expect(all(await load(path))).toMatchObject([{ isUnknown: true }])
  })

  it('stays as it was when a line cannot be written', async () => {
    const path = newPath()
    const edits = begin(path)
    await stage(edits, 'One', [set('r1', 'x')])
    rmSync(path)
    await expect(stage(edits, 'Two', [set('r2', 'x')])).rejects.toMatchObject({ code: 'file.failed' })
    expect(all(edits).map(({ id }) => id)).toEqual(['r1'])
  })

  it('is written anew when it has grown to several times what is staged', async () => {
    const path = newPath()
    const edits = begin(path)
    const steps = Array.from({ length: 1000 }, (_, at) => set(`r${String(at)}`, 'x'))
    await stage(edits, 'Change', steps)
    const { rows } = edits.staged
    for (let turn = 0; turn < 30; turn += 1) {
      await edits.note(() => [...rows.all()].map((row) => [row.key, { ...row, label: String(turn) }]))
    }
    expect(readFileSync(path, 'utf8').length).toBeLessThan(5_000_000)
    const again = await load(path)
    expect(textOf(again)).toBe(textOf(edits))
    await again.changeByHand(() => ({ line: { do: 'undo' } }))
    expect(all(again)).toEqual([])
  })
})
