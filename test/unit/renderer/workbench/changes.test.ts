// What the window says and does about staged changes: at the start, after a sending, after a sign-out.
import { useServersStore } from '@renderer/connect/servers-store'
import { useEditsStore } from '@renderer/edit/edits-store'
import { useSendStore } from '@renderer/edit/send-store'
import { useViewsStore } from '@renderer/query/views-store'
import { useDialogsStore } from '@renderer/shell/dialogs-store'
import { dismissMessage, messages } from '@renderer/shell/notify'
import { useTabsStore } from '@renderer/shell/tabs-store'
import { offerWaiting, showStagedRow, tellKept, tellSent } from '@renderer/workbench/changes'
import type { Condition } from '@shared/query/query'
import type { EditSummary, SendReport, TableReport } from '@shared/edit/staged'
import type { Task, TaskId } from '@shared/task/task'
import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { installBridge } from '../../../support/renderer/fake-bridge'
import { fakePage } from '../../../support/renderer/fake-page'
import { column, table } from '../../../support/shared/tables'
import { changed, newKey, serverEntry, serverId, summary } from '../edit/review/staged-fixtures'

const taskId = 'task-1' as TaskId
const task = (state: Task['state'] = 'done'): Task => ({
  id: taskId,
  kind: 'send',
  title: 'Sending 3 changes to ASE',
  state,
  phase: '',
  doneCount: 3,
  totalCount: 3,
  ratePerSecond: null,
  remainingMs: null,
  sizeBytes: null,
  startedAtIso: '2025-11-24T14:00:00Z',
  endedAtIso: null,
  error: null,
  serverId: null,
  filePath: null,
})

const report = (part: Partial<TableReport>): SendReport => ({
  tables: [
    {
      tableId: 'ASE',
      tableLabel: 'ASE',
      addedCount: 0,
      changedCount: 0,
      deletedCount: 0,
      refusedCount: 0,
      conflictCount: 0,
      notSentCount: 0,
      unknownCount: 0,
      ...part,
    },
  ],
  endedBy: null,
})

async function world(sent: SendReport | null, listed: EditSummary[] = []) {
  const bridge = installBridge({
    'server.list': () => [serverEntry()],
    'edit.list': () => listed,
    'edit.send': () => taskId,
    'edit.report': () => sent,
    'edit.undo': () => summary({ version: 50, changeCount: 3, undoTitle: null }),
    'tables.describe': () => table('ASE', [column('SNP_ID', 'string')]),
    'settings.getTableView': () => null,
    'query.count': () => 405,
    'query.cancel': () => null,
    'query.rows': () => ({ columns: ['SNP_ID'], data: [['rs1']], rowCount: 1, offset: 0, totalRowCount: 1 }),
    'query.position': () => null,
  })
  await useServersStore().load()
  await useSendStore().start(serverId)
  return bridge
}

beforeEach(() => {
  setActivePinia(createPinia())
  fakePage()
  for (const { id } of [...messages]) dismissMessage(id)
})
const said = () => messages.map(({ tone, title, text, way }) => [tone, title, text, way?.label ?? null])

describe('the start', () => {
  it('offers what waits from before, with tables and server', async () => {
    await world(null, [summary(), summary({ tableId: 'B', tableLabel: 'Donors', changeCount: 2 })])
    await offerWaiting()
    expect(said()).toEqual([
      ['note', '5 changes from your last visit are not sent', 'ASE 3, Donors 2 on Hospital.', 'Review'],
    ])
    messages[0]?.way?.run()
    expect(useDialogsStore().dialog).toMatchObject({ kind: 'review', serverId })
  })

  it('says nothing where nothing waits', async () => {
    await world(null, [summary({ changeCount: 0 })])
    await offerWaiting()
    expect(said()).toEqual([])
  })
})

describe('a sending that ended', () => {
  it('can be undone while nothing newer was changed', async () => {
    const bridge = await world(report({ changedCount: 3 }))
    useEditsStore().take(summary({ changeCount: 0, undoTitle: 'What was sent' }))
    await tellSent(task())
    expect(said()).toMatchObject([['good', '3 changes were sent to Hospital', expect.anything(), 'Undo']])
    messages[0]?.way?.run()
    await flushPromises()
    expect(bridge.called('edit.undo')).toEqual([{ place: { serverId, tableId: 'ASE' } }])
    expect(messages.at(-1)?.title).toBe('3 changes in ASE are not sent')
  })

  it('does not undo something newer in its place', async () => {
    const bridge = await world(report({ changedCount: 3 }))
    useEditsStore().take(summary({ changeCount: 0, undoTitle: 'What was sent' }))
    await tellSent(task())
    useEditsStore().take(summary({ version: 9, changeCount: 1, undoTitle: 'Change Chr of rs1' }))
    messages[0]?.way?.run()
    await flushPromises()
    expect(bridge.called('edit.undo')).toEqual([])
    expect(messages.at(-1)?.title).toBe('There are newer changes than what was sent')
  })

  it('leads to what needs the person, and takes the place of what was said before', async () => {
    await world(report({ changedCount: 1, conflictCount: 1 }))
    await tellSent(task())
    await tellSent(task())
    expect(said().map(([tone, title]) => [tone, title])).toEqual([
      ['warn', '1 row was written, 1 was changed by someone else meanwhile'],
    ])
    messages[0]?.way?.run()
    expect(useDialogsStore().dialog).toMatchObject({ kind: 'review', only: 'conflict' })
  })

  it('reads the open views of the tables again that were written, and no others', async () => {
    const bridge = await world(report({ changedCount: 1 }))
    const tabs = useTabsStore()
    const [ase, other] = ['ASE', 'Donors'].map((tableId) => tabs.open({ kind: 'live', serverId, tableId }))
    for (const tab of [ase!, other!]) useViewsStore().viewOf(tab)
    await flushPromises()
    const before = bridge.called('tables.describe').length
    await tellSent(task())
    await flushPromises()
    expect(bridge.called('tables.describe').slice(before)).toEqual([
      { source: { kind: 'live', serverId, tableId: 'ASE' } },
    ])
    // Not in front: nobody else would ask for its rows.
    expect(bridge.called('query.rows').length).toBeGreaterThan(0)
  })
})

describe('a sign-out', () => {
  it('says that what waits stays', async () => {
    await world(null)
    useEditsStore().take(summary())
    tellKept(serverId)
    expect(said()).toEqual([
      [
        'note',
        '3 changes in ASE are not sent',
        'They stay on this computer. Sign in to Hospital again to send them.',
        null,
      ],
    ])
  })
})

describe('showing a staged row', () => {
  it('opens its table, and a tab for the row alone where the filter hides it', async () => {
    await world(null)
    const place = { serverId, tableId: 'ASE' }
    await showStagedRow(place, changed())
    const tabs = useTabsStore()
    expect(tabs.active?.startRowId).toBe('rs1')
    const view = useViewsStore().viewOf(tabs.active!)
    await flushPromises()
    const condition: Condition = {
      kind: 'condition',
      id: 'c',
      attribute: 'SNP_ID',
      operator: 'equals',
      values: ['x'],
      isOff: false,
    }
    view.query = { ...view.query, filter: { ...view.query.filter, children: [condition] } }
    await showStagedRow(place, changed({ id: 'rs7', key: changed({ id: 'rs7' }).key }))
    expect(tabs.tabs.length).toBe(2)
    expect(tabs.active?.startQuery?.filter.children).toMatchObject([{ attribute: 'SNP_ID', values: ['rs7'] }])
    await showStagedRow(place, changed({ kind: 'add', key: newKey(1), id: '' }))
    expect(tabs.tabs.length).toBe(2)
  })
})
