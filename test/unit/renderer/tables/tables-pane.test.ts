// The left pane: tree, search, counts, copies, and what is said where there is nothing.
import { useTabsStore } from '@renderer/shell/tabs-store'
import { useDatasetsStore } from '@renderer/tables/datasets-store'
import { useListingsStore } from '@renderer/tables/listings-store'
import TablesPane from '@renderer/tables/TablesPane.vue'
import type { Dataset } from '@shared/dataset/dataset'
import { AppError } from '@shared/errors/app-error'
import { emptyQuery, type Query } from '@shared/query/query'
import type { ServerEntry, ServerId } from '@shared/server/server-profile'
import type { DatasetId, TableListing } from '@shared/table/table'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia, type Pinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { installBridge } from '../../../support/renderer/fake-bridge'
import { fakePage } from '../../../support/renderer/fake-page'

const server = (address: string | null): ServerEntry => ({
  id: 's' as ServerId,
  name: 'Research server',
  address,
  signInKind: 'guest',
  userName: null,
  lastUsedAtIso: null,
  session: {
    state: 'guest',
    userName: null,
    serverVersion: null,
    tokenKeptIn: null,
    signedInAtIso: null,
    endedBy: null,
  },
})

const listing: TableListing = {
  packages: [{ id: 'p', label: 'Package', description: null, parentId: null }],
  tables: [
    { id: 'ASE', label: 'ASE', description: 'From every sample', packageId: null, isSystem: false },
    { id: 'SampleAse', label: 'SampleAse', description: null, packageId: 'p', isSystem: false },
    { id: 'sys_md', label: 'Meta', description: null, packageId: null, isSystem: true },
  ],
  isComplete: true,
}

const filtered: Query = {
  ...emptyQuery(),
  filter: {
    ...emptyQuery().filter,
    children: [{ kind: 'condition', id: 'c', attribute: 'SNP_ID', operator: 'equals', values: ['rs1'], isOff: false }],
  },
}
const copy: Dataset = {
  id: 'copy' as DatasetId,
  formatVersion: 1,
  serverId: 's' as ServerId,
  serverName: 'Research server',
  serverAddress: null,
  userName: null,
  table: {
    id: 'SampleAse',
    label: 'SampleAse',
    description: null,
    packageId: null,
    idColumn: 'ID',
    labelColumn: 'ID',
    columns: [],
    isWritable: false,
    rights: { canAdd: false, canChange: false, canDelete: false },
  },
  query: filtered,
  keptAtIso: new Date().toISOString(),
  rowCount: 21,
  sizeBytes: 12_000,
}

let pinia: Pinia
beforeEach(() => {
  pinia = createPinia()
  setActivePinia(pinia)
  fakePage()
})

async function open(address: string | null = 'https://a.example.org') {
  const pane = mount(TablesPane, {
    props: { server: server(address), active: null, findKeys: ['Ctrl', 'P'] },
    global: { plugins: [pinia] },
    attachTo: document.body,
  })
  await useListingsStore().ensure('s' as ServerId)
  await useDatasetsStore().load()
  await flushPromises()
  return pane
}
const names = (pane: Awaited<ReturnType<typeof open>>) => pane.findAll('[role=treeitem]').map((item) => item.text())

describe('tables pane', () => {
  it('shows packages unfolded, system tables folded, and opens a table by a click', async () => {
    installBridge({ 'tables.list': () => listing, 'dataset.list': () => [] })
    const pane = await open()
    expect(names(pane)).toEqual(['ASE', 'Package', 'SampleAse', 'System'])
    await pane.findAll('[role=treeitem]')[2]!.trigger('click')
    expect(useTabsStore().active).toMatchObject({ title: 'SampleAse', source: { kind: 'live', tableId: 'SampleAse' } })
    await pane.findAll('[role=treeitem]')[3]!.trigger('click')
    expect(names(pane)).toContain('Meta')
  })

  it('narrows as one types, and Enter opens the best name rather than the first row', async () => {
    installBridge({ 'tables.list': () => listing, 'dataset.list': () => [copy] })
    const pane = await open()
    const field = pane.get('input')
    await field.setValue('sample')
    expect(names(pane)).toEqual(['ASE', 'Package', 'SampleAse'])
    await field.trigger('keydown', { key: 'Enter' })
    expect(useTabsStore().active?.source).toMatchObject({ tableId: 'SampleAse' })
    expect(names(pane)).toHaveLength(4)
    await field.setValue('nothing like it')
    expect(pane.text()).toContain('No table has words like these.')
    expect(pane.find('[aria-label="Offline copies"]').exists()).toBe(false)
  })

  it('asks for no count of a far server by itself, but counts the built-in tables', async () => {
    const far = installBridge({ 'tables.list': () => listing, 'dataset.list': () => [], 'query.count': () => 7 })
    await open()
    expect(far.called('query.count')).toEqual([])
    pinia = createPinia()
    setActivePinia(pinia)
    const near = installBridge({ 'tables.list': () => listing, 'dataset.list': () => [], 'query.count': () => 2005 })
    const pane = await open(null)
    expect(near.called('query.count')).toHaveLength(2)
    expect(pane.text()).toContain('2,005')
  })

  it('lists copies by what they hold and opens them', async () => {
    installBridge({ 'tables.list': () => listing, 'dataset.list': () => [copy] })
    const pane = await open()
    await pane.get('button[aria-label="SampleAse, rs1"]').trigger('click')
    expect(useTabsStore().active).toMatchObject({
      title: 'SampleAse, rs1',
      source: { kind: 'offline', datasetId: 'copy' },
    })
  })

  it('says why the list cannot be read and reads it again', async () => {
    let isDown = true
    installBridge({
      'tables.list': () => {
        if (isDown) throw new AppError('network.timeout', 'Too slow.', { facts: { address: 'a.example.org' } })
        return listing
      },
      'dataset.list': () => [],
    })
    const pane = await open()
    expect(pane.get('[role=alert]').text()).toContain('No answer from a.example.org in time.')
    isDown = false
    await pane
      .findAll('button')
      .find((button) => button.text() === 'Try again')!
      .trigger('click')
    await flushPromises()
    expect(names(pane)).toContain('ASE')
    expect(pane.find('[role=alert]').exists()).toBe(false)
  })

  it('offers a table by its name where the server does not list them', async () => {
    installBridge({ 'tables.list': () => ({ packages: [], tables: [], isComplete: false }), 'dataset.list': () => [] })
    const pane = await open()
    expect(pane.text()).toContain('does not list all its tables')
    expect(pane.findAll('button').some((button) => button.text() === 'Open a table by its name…')).toBe(true)
  })
})
