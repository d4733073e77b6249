// The order in which staged rows are written.
import { inTurns } from '@main/edit/in-turns'
import { planAdditions, planDeletions } from '@main/edit/send/send-plan'
import { plain, type HeldRow } from '@main/edit/staged/held-row'
import { keyOfRow, type RowKey } from '@shared/edit/staged'
import { describe, expect, it } from 'vitest'
import { column, table } from '../../../support/sample-table'

const target = { tableId: 'T', tableLabel: 'T', idColumn: 'id', labelColumn: 'id', idType: 'string' } as const
const metadata = table('T', [column('id'), column('parent', 'reference', { target })])

const parentOf = (parent: string) => ({ parent: { id: parent, label: parent } })
const added = (id: string, parent: string): HeldRow =>
  plain({ key: `new/${id}` as RowKey, kind: 'add', id, label: id, before: {}, after: { id, ...parentOf(parent) } })
const deleted = (id: string, parent: string): HeldRow =>
  plain({ key: keyOfRow(id), kind: 'delete', id, label: id, before: parentOf(parent), after: {} })
const nothingMissing = () => false

describe('very many rows that refer to one', () => {
  const rowCount = 50_000
  const names = Array.from({ length: rowCount }, (_, at) => `r${String(at)}`)

  it('are added after it, in one segment', async () => {
    const rows = [...names.map((name) => added(name, 'root')), added('root', 'there already')]
    const { segments, blocked, circular } = await inTurns(planAdditions([{ table: metadata, rows }], nothingMissing))
    expect([blocked, circular]).toEqual([[], []])
    expect(segments).toHaveLength(1)
    expect(segments[0]?.rows[0]?.row.id).toBe('root')
    expect(segments[0]?.rows).toHaveLength(rowCount + 1)
  })

  it('are deleted before it', async () => {
    const rows = [deleted('root', 'stays'), ...names.map((name) => deleted(name, 'root'))]
    const segments = await inTurns(planDeletions([{ table: metadata, rows }]))
    expect(segments[0]?.rows.at(-1)?.row.id).toBe('root')
    expect(segments[0]?.rows).toHaveLength(rowCount + 1)
  })
})
