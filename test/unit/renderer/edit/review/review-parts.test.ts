// The parts of the review on screen: the bar, the dialog, the question before sending, rows by a list of ids.
import { useServersStore } from '@renderer/connect/servers-store'
import RowsByIdDialog from '@renderer/edit/by-id/RowsByIdDialog.vue'
import { useEditsStore } from '@renderer/edit/edits-store'
import ChangesBar from '@renderer/edit/review/ChangesBar.vue'
import ReviewDialog from '@renderer/edit/review/ReviewDialog.vue'
import SendDialog from '@renderer/edit/review/SendDialog.vue'
import { useViewsStore } from '@renderer/query/views-store'
import { useDialogsStore } from '@renderer/shell/dialogs-store'
import type { EditSummary, StagedRow } from '@shared/edit/staged'
import type { ServerEntry } from '@shared/server/server-profile'
import type { TaskId } from '@shared/task/task'
import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia, type Pinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Component } from 'vue'
import { installBridge, type FakeBridge } from '../../../../support/renderer/fake-bridge'
import { fakePage } from '../../../../support/renderer/fake-page'
import { column, table } from '../../../../support/shared/tables'
import { changed, serverEntry, serverId, summary } from './staged-fixtures'

const ase = {
  ...table('ASE', [column('SNP_ID', 'string'), column('Note', 'text'), column('Pvalue', 'decimal', 'P value')]),
  rights: { canAdd: true, canChange: true, canDelete: true },
}

let pinia: Pinia
beforeEach(() => {
  pinia = createPinia()
  setActivePinia(pinia)
  fakePage()
})
enableAutoUnmount(afterEach)

async function world(staged: readonly EditSummary[], rows: StagedRow[] = [], entry: ServerEntry = serverEntry()) {
  const bridge = installBridge({
    'server.list': () => [entry],
    'edit.review': ({ only }) => {
      const shown = rows.filter((row) => only === 'all' || (row.conflict !== null) === (only === 'conflict'))
      return { rows: shown, totalCount: shown.length }
    },
    'edit.undo': () => summary({ version: 20, changeCount: 0, undoTitle: null }),
    'edit.stage': () => ({ summary: summary({ version: 21 }), addedKeys: [] }),
    'edit.decide': () => summary({ version: 22, conflictCount: 2 }),
    'edit.send': () => 'task-1' as TaskId,
    'edit.findIds': ({ ids }) => ids.filter((id) => id === 'rs1' || id === 'rs2'),
    'tables.describe': () => ase,
    'settings.getTableView': () => null,
    'query.count': () => 100,
    'query.cancel': () => null,
  })
  await useServersStore().load()
  staged.forEach((one) => useEditsStore().take(one))
  return bridge
}

async function show(component: Component, props: Record<string, unknown>) {
  mount(component, { props, global: { plugins: [pinia] }, attachTo: document.body })
  await flushPromises()
}
const buttons = () => [...document.querySelectorAll('button')]
const button = (name: string) =>
  buttons().find((one) => (one.getAttribute('aria-label') ?? one.textContent?.trim()) === name)
async function press(name: string): Promise<void> {
  const found = button(name)
  if (!found)
    throw new Error(
      `No button ${name} among ${buttons()
        .map((one) => one.textContent?.trim())
        .join(', ')}`,
    )
  found.click()
  await flushPromises()
}
const words = () => document.body.textContent ?? ''

describe('changes bar', () => {
  const bar = () => show(ChangesBar, { serverId, tableId: 'ASE', keysFor: () => 'Ctrl S' })

  it('says how many changes wait and what is wrong with them', async () => {
    await world([summary({ problemCount: 1, conflictCount: 2 })])
    await bar()
    expect(words()).toContain('3 changes in ASE are not sent')
    await press('1 row has a problem')
    expect(useDialogsStore().dialog).toMatchObject({ kind: 'review', tableId: 'ASE', only: 'trouble' })
    await press('2 rows were changed by someone else')
    expect(useDialogsStore().dialog).toMatchObject({ only: 'conflict' })
  })

  it('is not there without changes, and goes when the last one is undone', async () => {
    await world([summary()])
    await bar()
    await press('Undo')
    expect(document.querySelector('[aria-label="Changes that are not sent"]')).toBeNull()
  })

  it('says what sending needs', async () => {
    await world([summary()], [], serverEntry('expired'))
    await bar()
    expect(words()).toContain('Sending them needs a sign-in')
    await press('Sign in')
    expect(useDialogsStore().dialog).toMatchObject({ kind: 'sign-in', serverId })
    useDialogsStore().close()
    await press('Send 3 changes')
    expect(useDialogsStore().dialog).toMatchObject({ kind: 'sign-in', serverId })
  })
})

describe('review', () => {
  const review = (only = 'all') => show(ReviewDialog, { serverId, tableId: 'ASE', only, modifier: 'Ctrl' })

  it('shows row, attribute, before and after, and takes back what is wished', async () => {
    const row = changed({ after: { Pvalue: 0.25, Note: null } })
    const bridge = await world([summary({ changeCount: 1 })], [row])
    await review()
    const lines = [...document.querySelectorAll('tbody tr')].map((line) =>
      [...line.children].map((cell) => cell.textContent?.trim()),
    )
    expect(lines.map((cells) => cells.slice(0, 3))).toEqual([
      ['Note', 'empty text', 'no value'],
      ['P value', '0.5', '0.25'],
    ])
    await press('Take back P value of rs1')
    await press('Take back all of rs1')
    expect(bridge.called('edit.stage')).toMatchObject([
      { steps: [{ columns: ['Pvalue'] }] },
      { steps: [{ columns: null }] },
    ])
  })

  it('shows three versions of what somebody else changed, and asks which counts', async () => {
    const row = changed({ conflict: { theirs: { Pvalue: 0.75 }, isGone: false } })
    const bridge = await world([summary({ changeCount: 1, conflictCount: 2 })], [row])
    await review()
    expect([...document.querySelectorAll('thead th')].map((cell) => cell.textContent?.trim())).toEqual([
      'Attribute',
      'Before',
      'Mine',
      'Theirs',
      'Take back',
    ])
    expect([...document.querySelectorAll('tbody td')].map((cell) => cell.textContent?.trim()).slice(0, 3)).toEqual([
      '0.5',
      '0.25',
      '0.75',
    ])
    await press('Take theirs: rs1')
    await press('Keep mine for all 2')
    expect(bridge.called('edit.decide')).toMatchObject([
      { keys: ['row/rs1'], choice: 'theirs' },
      { keys: null, choice: 'mine' },
    ])
  })

  it('says a refusal in our words, and in the server’s on demand', async () => {
    const refusal = { column: 'Pvalue', message: 'The value is too large.', serverWords: 'ERR-17 range' }
    await world([summary({ changeCount: 1, problemCount: 1 })], [changed({ refusal })])
    await review()
    expect(words()).toContain('The value is too large.')
    expect(words()).not.toContain('ERR-17')
    await press('The server’s words')
    expect(words()).toContain('ERR-17 range')
  })

  it('cuts long texts, and shows all of them when asked', async () => {
    const long = 'x'.repeat(5000)
    await world([summary({ changeCount: 1 })], [changed({ after: { Note: long } })])
    await review()
    expect(words()).not.toContain(long)
    await press('Show all 5,000 characters')
    expect(words()).toContain(long)
  })

  it('lists the tables where there are several', async () => {
    await world([summary(), summary({ tableId: 'B', tableLabel: 'Donors', changeCount: 0, addCount: 2 })])
    await review()
    const tables = document.querySelector('nav[aria-label="Tables with changes"]')
    expect(tables?.querySelector('h3')?.textContent).toBe('Hospital')
    expect([...(tables?.querySelectorAll('button') ?? [])].map((one) => one.textContent?.trim())).toEqual([
      'ASE3',
      'Donors2',
    ])
    expect(button('Send 5 changes')).toBeDefined()
  })
})

describe('question before sending', () => {
  it('counts what is deleted and what is left out, and then sends', async () => {
    const staged = summary({ changeCount: 2, deleteCount: 1, problemCount: 1 })
    const bridge = await world([staged], [changed({ problems: { Pvalue: 'Too large.' } })])
    await show(SendDialog, { server: serverEntry() })
    expect(words()).toContain('Delete 1 row of ASE on Hospital?')
    expect(words()).toContain('1 row of ASE has a problem and is left out until mended.')
    await press('Delete 1 row and send 1 other change')
    expect(bridge.called('edit.send')).toEqual([{ serverId, tableIds: null }])
  })
})

describe('rows by a list of ids', () => {
  async function dialog(): Promise<FakeBridge> {
    const bridge = await world([])
    const source = { kind: 'live', serverId, tableId: 'ASE' } as const
    const tab = { id: 'tab-1', source, title: 'ASE', startQuery: null, startRowId: null }
    const view = useViewsStore().viewOf(tab)
    await flushPromises()
    await show(RowsByIdDialog, { view })
    const field = document.querySelector('textarea')
    if (!field) throw new Error('There is no field.')
    field.value = 'rs1, rs2, rs1, x3'
    field.dispatchEvent(new Event('input'))
    await flushPromises()
    await press('Look up 3 ids')
    return bridge
  }

  it('says what is there and what is not, and sets the filter to what is', async () => {
    await dialog()
    expect(words()).toContain('2 of 3 rows are there.')
    expect(words()).toContain('1 id stood there more than once and counts once.')
    expect(document.querySelector('[aria-label="Ids that are not there"]')?.textContent).toBe('x3')
    await press('Select 2 rows')
    expect(useViewsStore().views.get('tab-1')?.query.filter.children).toMatchObject([
      { attribute: 'SNP_ID', operator: 'in', values: ['rs1', 'rs2'] },
    ])
  })

  it('marks rows to be deleted', async () => {
    const bridge = await dialog()
    await press('Delete 2 rows')
    expect(bridge.called('edit.stage')).toMatchObject([
      { title: 'Delete 2 rows', steps: [{ kind: 'delete', key: 'row/rs1', before: {} }, { key: 'row/rs2' }] },
    ])
  })
})
