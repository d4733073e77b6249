// The stores behind review and sending: pages that follow what changes, questions before sending, lists of ids.
import { useServersStore } from '@renderer/connect/servers-store'
import { useByIdStore } from '@renderer/edit/by-id-store'
import { useEditsStore } from '@renderer/edit/edits-store'
import { useReviewStore } from '@renderer/edit/review-store'
import { useSendStore } from '@renderer/edit/send-store'
import { useDialogsStore } from '@renderer/shell/dialogs-store'
import type { EditSummary, StagedRow } from '@shared/edit/staged'
import { AppError } from '@shared/errors/app-error'
import type { TaskId } from '@shared/task/task'
import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { installBridge, pending } from '../../../../support/renderer/fake-bridge'
import { column, table } from '../../../../support/shared/tables'
import { changed, serverEntry, serverId, summary } from './staged-fixtures'

const ase = table('ASE', [column('SNP_ID', 'string'), column('Pvalue', 'decimal', 'P value')])
const place = { serverId, tableId: 'ASE' }

beforeEach(() => setActivePinia(createPinia()))

describe('review', () => {
  const rowsOf = (count: number): StagedRow[] =>
    Array.from({ length: count }, (_, index) => changed({ id: `rs${index}` }))

  function review(all: StagedRow[]) {
    const bridge = installBridge({
      'edit.review': ({ offset, limit }) => ({ rows: all.slice(offset, offset + limit), totalCount: all.length }),
      'edit.stage': () => ({ summary: summary({ version: 5 }), addedKeys: [] }),
      'edit.decide': () => summary({ version: 6, conflictCount: 0 }),
      'tables.describe': () => ase,
    })
    useEditsStore().take(summary({ changeCount: all.length }))
    const store = useReviewStore()
    store.open(serverId, null, 'all')
    return { store, bridge, all }
  }

  it('reads a page at a time and learns the labels', async () => {
    const { store } = review(rowsOf(120))
    await flushPromises()
    expect([store.rows.length, store.totalCount, store.table?.id]).toEqual([50, 120, 'ASE'])
    store.turn(100)
    await flushPromises()
    expect(store.rows.map(({ id }) => id).slice(0, 2)).toEqual(['rs100', 'rs101'])
  })

  it('follows what changes, and turns back when the last page has gone', async () => {
    const { store, all } = review(rowsOf(51))
    await flushPromises()
    store.turn(50)
    await flushPromises()
    all.splice(50)
    useEditsStore().take(summary({ version: 2, changeCount: 50 }))
    await flushPromises()
    expect([store.offset, store.rows.length]).toEqual([0, 50])
  })

  it('takes back a cell or a row in the table that is shown', async () => {
    const { store, bridge, all } = review(rowsOf(1))
    await flushPromises()
    await store.takeBack(all[0]!, ['Pvalue'], 'Take back P value of rs0')
    await store.takeBack(all[0]!, null, 'Take back rs0')
    expect(bridge.called('edit.stage')).toMatchObject([
      { place, steps: [{ kind: 'take-back', key: 'row/rs0', columns: ['Pvalue'] }] },
      { place, steps: [{ kind: 'take-back', key: 'row/rs0', columns: null }] },
    ])
  })

  it('decides for one row or for all', async () => {
    const { store, bridge, all } = review(rowsOf(1))
    await store.decide([all[0]!.key], 'mine')
    await store.decide(null, 'theirs')
    expect(bridge.called('edit.decide')).toEqual([
      { place, keys: ['row/rs0'], choice: 'mine' },
      { place, keys: null, choice: 'theirs' },
    ])
  })

  it('shows names where the server cannot be asked, and drops an answer that was overtaken', async () => {
    const late = pending<{ rows: StagedRow[]; totalCount: number }>()
    const answers = [late.promise, Promise.resolve({ rows: rowsOf(1), totalCount: 1 })]
    installBridge({
      'edit.review': () => answers.shift() ?? { rows: [], totalCount: 0 },
      'tables.describe': () => {
        throw new AppError('network.unreachable', 'No way.')
      },
    })
    useEditsStore().take(summary())
    const store = useReviewStore()
    store.open(serverId, 'ASE', 'all')
    store.show('conflict')
    late.resolve({ rows: rowsOf(9), totalCount: 9 })
    await flushPromises()
    expect([store.table, store.rows.length, store.totalCount]).toEqual([null, 1, 1])
  })
})

describe('sending', () => {
  async function sending(staged: EditSummary, trouble: StagedRow[] = [], state = serverEntry()) {
    const bridge = installBridge({
      'server.list': () => [state],
      'edit.review': ({ only }) => {
        const rows = trouble.filter((row) => (only === 'conflict' ? row.conflict !== null : true))
        return { rows, totalCount: rows.length }
      },
      'edit.send': () => 'task-1' as TaskId,
    })
    await useServersStore().load()
    useEditsStore().take(staged)
    await useSendStore().ask(serverId)
    return { bridge, dialog: useDialogsStore().dialog, send: useSendStore() }
  }

  it('asks nothing where nothing is deleted or left out', async () => {
    const { bridge, dialog, send } = await sending(summary())
    expect(bridge.called('edit.send')).toEqual([{ serverId, tableIds: null }])
    expect([dialog, send.sent.get('task-1' as TaskId)]).toEqual([null, serverId])
  })

  it('asks before it deletes, and before it leaves rows out', async () => {
    expect((await sending(summary({ deleteCount: 1 }))).dialog).toEqual({ kind: 'send', serverId })
    expect((await sending(summary({ version: 2, problemCount: 1 }))).bridge.called('edit.send')).toEqual([])
  })

  it('asks for a sign-in where it is needed', async () => {
    const { dialog } = await sending(summary(), [], serverEntry('expired'))
    expect(dialog).toMatchObject({ kind: 'sign-in', serverId })
  })

  it('sends nothing twice', async () => {
    expect((await sending(summary({ isSending: true }))).bridge.called('edit.send')).toEqual([])
  })

  it('counts what goes and what is left out row by row', async () => {
    const trouble = [
      changed({ id: 'a', problems: { Pvalue: 'Too large.' } }),
      changed({ id: 'b', refusal: { column: null, message: 'Refused.', serverWords: null } }),
      changed({ id: 'c', kind: 'delete', conflict: { theirs: {}, isGone: false } }),
      changed({ id: 'd', isUnknown: true }),
    ]
    const staged = summary({ changeCount: 5, deleteCount: 2, problemCount: 3, conflictCount: 1 })
    const { send } = await sending(staged, trouble)
    expect(await send.lookAhead(serverId)).toEqual([
      { place, tableLabel: 'ASE', goingCount: 5, deletionCount: 1, problemCount: 1, conflictCount: 1 },
    ])
  })
})

describe('rows by a list of ids', () => {
  it('asks in parts, tells what is there, and marks those to be deleted', async () => {
    const bridge = installBridge({
      'edit.findIds': ({ ids }) => ids.filter((id) => Number(id) % 2 === 0),
      'edit.stage': () => ({ summary: summary({ version: 9 }), addedKeys: [] }),
    })
    const store = useByIdStore()
    await store.look(place, Array.from({ length: 2500 }, (_, index) => String(index)).join('\n'))
    expect(bridge.called('edit.findIds').length).toBe(3)
    expect([store.found?.there.length, store.found?.missing.length]).toEqual([1250, 1250])
    await store.markDeleted(place, store.found?.there ?? [])
    expect(bridge.called('edit.stage')).toMatchObject([
      { title: 'Delete 1,250 rows', joinsLast: false },
      { title: 'Delete 1,250 rows', joinsLast: true },
    ])
  })

  it('can be stopped, and says nothing then', async () => {
    const first = pending<readonly string[]>()
    const bridge = installBridge({ 'edit.findIds': () => first.promise })
    const store = useByIdStore()
    const looking = store.look(place, Array.from({ length: 1500 }, (_, index) => String(index)).join('\n'))
    store.forget()
    first.resolve([])
    await looking
    expect([store.isLooking, store.found, bridge.called('edit.findIds').length]).toEqual([false, null, 1])
  })

  it('says why the server could not be asked', async () => {
    installBridge({
      'edit.findIds': () => {
        throw new AppError('network.timeout', 'No answer in time.')
      },
    })
    const store = useByIdStore()
    await store.look(place, 'a')
    expect([store.failure?.code, store.found]).toEqual(['network.timeout', null])
  })
})
