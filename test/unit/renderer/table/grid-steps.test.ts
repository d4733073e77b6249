// Undo and redo with the focus in the grid: changes of rows first, then those of the filter.
import { useEditsStore } from '@renderer/edit/edits-store'
import { useFilterStore } from '@renderer/query/filter-store'
import { quickFiltersFor } from '@renderer/query/quick-filter'
import { useViewsStore } from '@renderer/query/views-store'
import { useGridNoteStore } from '@renderer/table/edit/note-store'
import { useGridStepsStore } from '@renderer/table/edit/grid-steps-store'
import { sampleServerId } from '@shared/server/server-profile'
import type { DatasetId, SourceRef } from '@shared/table/table'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeCall, forgetCalls } from '../../../support/renderer/fake-api'
import { openView } from '../../../support/renderer/views'
import { column, table } from '../../../support/shared/tables'
import { editSummary } from '../../../support/renderer/edit-summary'

vi.mock('@renderer/api', () => import('../../../support/renderer/fake-api'))

const people = table('People', [column('id', 'string'), column('age', 'int')])
const age = people.columns[1]!
const plain = editSummary({ serverId: sampleServerId, tableId: 'People' })

/** A view with a quick filter, as the menu of a cell adds it. */
async function filteredView(source?: SourceRef) {
  const view = await openView(people, [], 100, source)
  useFilterStore().addQuickFilter(view, age, quickFiltersFor(age, '42')[0]!)
  const values = () => view.query.filter.children.map((node) => (node.kind === 'condition' ? node.values : []))
  const press = async (kind: 'undo' | 'redo') => {
    useGridStepsStore().step(view, kind)
    await new Promise((resolve) => setTimeout(resolve))
    return useGridNoteStore().note?.text
  }
  return { view, values, press }
}

beforeEach(() => {
  setActivePinia(createPinia())
  forgetCalls()
})

describe('undo in the grid', () => {
  it('takes the last filter back where no change of rows waits, and brings it again', async () => {
    const { view, values, press } = await filteredView()
    expect(await press('undo')).toBe('Undone: Change of the filter')
    expect(values()).toEqual([])
    expect(await press('redo')).toBe('Done again: Change of the filter')
    expect(values()).toEqual([['42']])
    useViewsStore().ask(view.tabId, { sort: [{ attribute: 'age', direction: 'ascending' }] })
    expect(await press('undo')).toBe('Undone: Change of the order')
    expect([view.query.sort, values()]).toEqual([[], [['42']]])
    await press('undo')
    expect(await press('undo')).toBe('There is nothing to undo.')
  })

  it('takes changes of rows back first, and redo goes the same way back', async () => {
    const { values, press } = await filteredView()
    const isUndone = { ...plain, version: 2, redoTitle: 'Clear 1 cell' }
    useEditsStore().take({ ...plain, changeCount: 1, undoTitle: 'Clear 1 cell' })
    fakeCall('edit.undo').mockResolvedValue(isUndone)
    fakeCall('edit.redo').mockResolvedValue({ ...plain, version: 3, undoTitle: 'Clear 1 cell' })
    expect(await press('undo')).toBe('Undone: Clear 1 cell')
    expect(values()).toEqual([['42']])
    expect(await press('undo')).toBe('Undone: Change of the filter')
    expect(values()).toEqual([])
    expect(await press('redo')).toBe('Done again: Change of the filter')
    expect(values()).toEqual([['42']])
    expect(fakeCall('edit.redo')).not.toHaveBeenCalled()
    expect(await press('redo')).toBe('Done again: Clear 1 cell')
  })

  it('takes the filter of a copy back, whose rows are not changed', async () => {
    const { values, press } = await filteredView({ kind: 'offline', datasetId: 'd1' as DatasetId })
    expect(await press('undo')).toBe('Undone: Change of the filter')
    expect(values()).toEqual([])
    expect(await press('undo')).toBe('There is nothing to undo.')
  })
})
