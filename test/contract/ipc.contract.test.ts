// Every call of the contract: one good and one bad input.
import { contract, type CallName } from '@shared/ipc/contract'
import { emptyQuery } from '@shared/query/query'
import { defaultLayout, plainTableView } from '@shared/settings/table-view'
import { describe, expect, it } from 'vitest'

const live = { kind: 'live', serverId: 'sample', tableId: 'ASE' }
const place = { serverId: 'sample', tableId: 'ASE' }
const question = { source: live, query: emptyQuery(), requestId: 'q1' }
const deep = {
  kind: 'group',
  id: 'g',
  joint: 'and',
  isOff: false,
  children: [{ kind: 'condition', id: 'c', attribute: 'a', operator: 'like', values: [], isOff: false }],
}

const reading = {
  encoding: 'utf-8',
  delimiter: ';',
  decimalSign: ',',
  dateOrder: null,
  hasHeadings: true,
  sheet: null,
}
const plan = { columns: ['ID', null], mode: 'add', emptyCells: 'as-is', referencesBy: 'id' }

const savedView = {
  ...{ id: 'v', name: 'Carriers', kind: 'view', columns: [], layout: 'grid', plot: null },
  query: { filter: emptyQuery().filter, search: '', sort: [], rsql: 'a==1' },
}
const viewFile = {
  ...{ format: 'molgenis-desktop-view', version: 1, table: { id: 'T', label: 'T' }, columnNames: ['a'] },
  view: savedView,
}

const examples: Record<CallName, { good: unknown; bad: unknown }> = {
  'app.info': { good: undefined, bad: {} },
  'app.start': { good: undefined, bad: 1 },
  'app.ready': { good: undefined, bad: null },
  'app.copy': { good: { text: 'a', html: null }, bad: { text: 1, html: null } },
  'app.openLink': { good: { url: 'https://molgenis.org' }, bad: { url: null } },
  'app.paste': { good: undefined, bad: 'x' },
  'app.showLog': { good: undefined, bad: 'x' },
  'server.list': { good: undefined, bad: [] },
  'server.add': {
    good: { address: 'a', name: '', signIn: { kind: 'guest' } },
    bad: { address: 'a', name: '', signIn: { kind: 'password', userName: 'u' } },
  },
  'server.open': { good: { serverId: 'sample' }, bad: { serverId: '' } },
  'server.rename': { good: { serverId: 's', name: 'N' }, bad: { serverId: 's', name: '' } },
  'server.remove': { good: { serverId: 's' }, bad: {} },
  'session.signIn': {
    good: { serverId: 's', signIn: { kind: 'token', token: 't' } },
    bad: { serverId: 's', signIn: { kind: 'token', token: '' } },
  },
  'session.signOut': { good: { serverId: 's' }, bad: { serverId: 3 } },
  'tables.list': { good: { serverId: 's' }, bad: undefined },
  'tables.describe': { good: { source: live }, bad: { source: { kind: 'live', serverId: 's' } } },
  'query.count': { good: question, bad: { ...question, query: { ...emptyQuery(), filter: deep } } },
  'query.rows': { good: { ...question, offset: 0, limit: 100 }, bad: { ...question, offset: -1, limit: 100 } },
  'query.row': { good: { source: live, id: 'a/b' }, bad: { source: live } },
  'query.numbers': {
    good: { ...question, columns: ['a', 'b'], labelColumn: null, maxRows: 10 },
    bad: { ...question, columns: [], labelColumn: null, maxRows: 10 },
  },
  'query.lookUp': {
    good: { source: live, column: 'a', text: '', limit: 10, requestId: 'q' },
    bad: { source: live, column: 'a', text: '', limit: 1e9, requestId: 'q' },
  },
  'query.position': { good: { ...question, id: 'x' }, bad: question },
  'query.distribution': {
    good: { ...question, column: 'a', binCount: 40, bins: [{ from: '0', to: '9', isClosed: true }] },
    bad: { ...question, column: 'a', binCount: 0, bins: null },
  },
  'query.explain': { good: question, bad: { ...question, query: null } },
  'query.cancel': { good: { requestId: 'q' }, bad: { requestId: '' } },
  'dataset.list': { good: undefined, bad: {} },
  'dataset.keep': {
    good: { serverId: 's', tableId: 'T', query: emptyQuery() },
    bad: { serverId: 's', tableId: '', query: emptyQuery() },
  },
  'dataset.refresh': { good: { datasetId: 'd-1' }, bad: { datasetId: '../d' } },
  'dataset.delete': { good: { datasetId: 'd-1' }, bad: { datasetId: 'D/..' } },
  'export.toCsv': {
    good: { source: live, query: emptyQuery(), suggestedName: 'a' },
    bad: { source: live, suggestedName: 'a' },
  },
  'export.savePicture': {
    good: { suggestedName: 'a', kind: 'png', content: new Uint8Array(1) },
    bad: { suggestedName: 'a', kind: 'gif', content: '' },
  },
  'import.choose': { good: { place }, bad: {} },
  'import.look': { good: { importId: 'i', reading }, bad: { importId: 'i', reading: { ...reading, delimiter: 'x' } } },
  'import.count': { good: { importId: 'i', reading }, bad: { importId: '', reading } },
  'import.check': {
    good: { importId: 'i', reading, plan },
    bad: { importId: 'i', reading, plan: { ...plan, mode: 'delete' } },
  },
  'import.report': { good: { importId: 'i' }, bad: {} },
  'import.refusals': { good: { importId: 'i', offset: 0, limit: 1000 }, bad: { importId: 'i', offset: 0, limit: 1e6 } },
  'import.saveRefused': { good: { importId: 'i' }, bad: { importId: 1 } },
  'import.stage': { good: { importId: 'i' }, bad: undefined },
  'import.send': { good: { importId: 'i' }, bad: null },
  'import.close': { good: { importId: 'i' }, bad: [] },
  'import.ability': { good: { serverId: 's' }, bad: { serverId: '' } },
  'import.chooseUpload': { good: { serverId: 's' }, bad: {} },
  'import.upload': {
    good: { serverId: 's', uploadId: 'u', choice: { dataAction: 'ADD', metadataAction: null, packageId: null } },
    bad: { serverId: 's', uploadId: 'u', choice: { dataAction: 'DROP', metadataAction: null, packageId: null } },
  },
  'import.uploadResult': { good: { taskId: 't' }, bad: { taskId: '' } },
  'edit.list': { good: undefined, bad: {} },
  'edit.get': { good: { place }, bad: { place: { serverId: 's' } } },
  'edit.stage': {
    good: { place, title: 'Change a', steps: [{ kind: 'add', cells: { a: null } }], joinsLast: false },
    bad: { place, title: 'Change a', steps: [{ kind: 'add', cells: { a: { id: 1 } } }], joinsLast: false },
  },
  'edit.undo': { good: { place }, bad: {} },
  'edit.redo': { good: { place }, bad: undefined },
  'edit.discard': { good: { place }, bad: { place: null } },
  'edit.find': { good: { place, keys: ['row/a/b', 'new/1'] }, bad: { place, keys: ['a'] } },
  'edit.added': { good: { place, offset: 0, limit: 10 }, bad: { place, offset: 0, limit: 0 } },
  'edit.review': {
    good: { place, only: 'trouble', offset: 0, limit: 10 },
    bad: { place, only: 'new', offset: 0, limit: 1 },
  },
  'edit.lookUp': { good: { place, text: '', limit: 10 }, bad: { place, text: '' } },
  'edit.decide': { good: { place, keys: null, choice: 'mine' }, bad: { place, keys: [], choice: 'both' } },
  'edit.send': { good: { serverId: 's', tableIds: null }, bad: { serverId: 's' } },
  'edit.report': { good: { taskId: 't' }, bad: {} },
  'edit.findIds': { good: { place, ids: ['a'] }, bad: { place, ids: [1] } },
  'edit.chooseFile': { good: { place }, bad: { place: { serverId: '', tableId: 'T' } } },
  'task.list': { good: undefined, bad: {} },
  'task.cancel': { good: { taskId: 't' }, bad: { taskId: '' } },
  'task.dismiss': { good: { taskId: 't' }, bad: {} },
  'task.showFile': { good: { taskId: 't' }, bad: { taskId: 1 } },
  'settings.getTableView': { good: { key: 'live/s/T' }, bad: {} },
  'settings.setTableView': {
    good: { key: 'k', view: { ...plainTableView(), query: { filter: emptyQuery().filter, search: 'x', sort: [] } } },
    bad: { key: 'k', view: { columns: 'all' } },
  },
  'views.list': { good: { key: 'live/s/T' }, bad: { key: '' } },
  'views.save': {
    good: { key: 'live/s/T', view: savedView },
    bad: { key: 'live/s/T', view: { ...savedView, name: ' ' } },
  },
  'views.remove': { good: { key: 'live/s/T', id: 'v' }, bad: { key: 'live/s/T' } },
  'views.saveFile': { good: viewFile, bad: { ...viewFile, version: 2 } },
  'views.openFile': { good: undefined, bad: { path: '/etc/passwd' } },
  'settings.getLayout': { good: undefined, bad: 0 },
  'settings.setLayout': { good: defaultLayout, bad: { ...defaultLayout, theme: 'blue' } },
}

describe.each(Object.keys(contract) as CallName[])('%s', (name) => {
  it('takes a good input and refuses a bad one', () => {
    expect(contract[name].input.safeParse(examples[name].good).success).toBe(true)
    expect(contract[name].input.safeParse(examples[name].bad).success).toBe(false)
  })
})
