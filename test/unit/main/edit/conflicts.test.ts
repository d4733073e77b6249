// What somebody else did to a row, what becomes of it once the person has decided, and the reverse of what was sent.
import { keyOfRow } from '@shared/edit/staged'
import type { Row } from '@shared/table/table-slice'
import { judge } from '@main/edit/send/conflicts'
import { decided } from '@main/edit/staged/decide'
import { newRow, newRowKey, plain, type HeldRow } from '@main/edit/staged/held-row'
import { layOver, reverseOf } from '@main/edit/staged/reverse'
import { describe, expect, it } from 'vitest'
import { column, table } from '../../../support/sample-table'

const model = table('T', [column('id'), column('a'), column('n', 'int'), column('sum', 'int', { isComputed: true })])
const change = (before: Row, after: Row): HeldRow =>
  plain({ key: keyOfRow('r'), kind: 'change', id: 'r', label: 'r', before, after })
const deletion = (before: Row): HeldRow =>
  plain({ key: keyOfRow('r'), kind: 'delete', id: 'r', label: 'r', before, after: {} })
const spare = newRowKey(9)

describe('a change', () => {
  it('goes when what was seen is still there, and is no conflict where others set the same', () => {
    const row = change({ a: 'old', n: 1 }, { a: 'new', n: 2 })
    expect(judge(model, row, { id: 'r', a: 'old', n: 1 }).kind).toBe('send')
    expect(judge(model, row, { id: 'r', a: 'new', n: 1 }).kind).toBe('send')
    expect(judge(model, row, { id: 'r', a: 'new', n: 2 }).kind).toBe('done')
  })

  it('is in conflict about the columns that others changed, and only these', () => {
    const row = change({ a: 'old', n: 1 }, { a: 'new', n: 2 })
    expect(judge(model, row, { id: 'r', a: 'theirs', n: 1 })).toEqual({
      kind: 'conflict',
      conflict: { theirs: { a: 'theirs' }, isGone: false },
    })
    expect(judge(model, row, undefined)).toEqual({ kind: 'conflict', conflict: { theirs: {}, isGone: true } })
  })

  it('keeps mine with theirs as what was seen, or gives way', () => {
    const row = { ...change({ a: 'old' }, { a: 'new' }), conflict: { theirs: { a: 'theirs' }, isGone: false } }
    expect(decided(model, row, 'mine', spare)).toEqual([[row.key, change({ a: 'theirs' }, { a: 'new' })]])
    expect(decided(model, row, 'theirs', spare)).toEqual([[row.key, null]])
  })

  it('of a row that is gone becomes a new row when all of it is known, and says so when it is not', () => {
    const conflict = { theirs: {}, isGone: true }
    const known = { ...change({ id: 'r', a: 'old', n: 1 }, { a: 'new' }), conflict }
    expect(decided(model, known, 'mine', spare)).toEqual([
      [known.key, null],
      [spare, newRow(model, spare, { id: 'r', a: 'new', n: 1 })],
    ])
    const [update] = decided(model, { ...change({ a: 'old' }, { a: 'new' }), conflict }, 'mine', spare)
    expect(update?.[1]?.refusal?.message).toContain('cannot be added again')
  })
})

describe('a deletion', () => {
  it('reads the whole row before it goes, and minds what others changed of what was seen', () => {
    const verdict = judge(model, deletion({ a: 'old', sum: 3 }), { id: 'r', a: 'old', n: 1, sum: 4 })
    expect(verdict.kind === 'send' && verdict.row.before).toEqual({ id: 'r', a: 'old', n: 1, sum: 4 })
    expect(judge(model, deletion({ a: 'old' }), { id: 'r', a: 'theirs', n: 1 }).kind).toBe('conflict')
    expect(judge(model, deletion({}), undefined).kind).toBe('done')
  })
})

describe('a new row', () => {
  const row = newRow(model, newRowKey(1), { id: 'r', a: 'x' })

  it('has arrived when it was sent before and is there as it was sent', () => {
    expect(judge(model, { ...row, isUnknown: true }, { id: 'r', a: 'x', n: null }).kind).toBe('done')
    expect(judge(model, { ...row, isUnknown: true }, { id: 'r', a: 'y' }).kind).toBe('conflict')
    expect(judge(model, row, { id: 'r', a: 'x', n: null }).kind).toBe('conflict')
    expect(judge(model, row, undefined).kind).toBe('send')
  })
})

describe('the reverse', () => {
  const none = { byKey: () => undefined, newById: () => undefined }
  const at = (...rows: HeldRow[]) => ({
    byKey: (key: string) => rows.find((row) => row.key === key),
    newById: (id: string) => rows.find((row) => row.kind === 'add' && row.id === id),
  })

  it('of a change is the change back, of a new row its deletion, of a deletion the row', () => {
    expect(reverseOf(model, change({ a: 'old' }, { a: 'new' }), 'r', spare)).toEqual(change({ a: 'new' }, { a: 'old' }))
    const added = newRow(model, newRowKey(1), { id: 'r', a: 'x' })
    expect(reverseOf(model, added, 'r', spare)).toEqual(deletion({ id: 'r', a: 'x' }))
    expect(reverseOf(model, deletion({ id: 'r', a: 'x', sum: 1 }), 'r', spare)).toEqual(
      newRow(model, spare, { id: 'r', a: 'x' }),
    )
  })

  it('is laid over what is staged by now', () => {
    const back = change({ a: 'new' }, { a: 'old' })
    expect(layOver(model, back, none)).toEqual([back.key, back])
    const later = change({ a: 'newer', n: 1 }, { a: 'new', n: 2 })
    expect(layOver(model, back, at(later))).toEqual([back.key, change({ a: 'newer', n: 1 }, { a: 'old', n: 2 })])
    expect(layOver(model, back, at(change({ a: 'old' }, { a: 'new' })))).toEqual([back.key, null])
    const added = newRow(model, newRowKey(1), { id: 'r', a: 'x' })
    expect(layOver(model, deletion({}), at(added))).toEqual([added.key, null])
    const gone = deletion({ id: 'r', a: 'new', n: 1 })
    expect(layOver(model, newRow(model, spare, { id: 'r', a: 'old', n: 1 }), at(gone))).toEqual([
      gone.key,
      { ...change({ id: 'r', a: 'new', n: 1 }, { a: 'old' }) },
    ])
  })
})
