// The import of a file as the window keeps it: what is asked, what is forgotten when something changes, what ended.
import { useImportStore } from '@renderer/import/import-store'
import { outcomeLines, sentSentence } from '@renderer/import/import-words'
import { useUploadStore } from '@renderer/import/upload-store'
import { AppError } from '@shared/errors/app-error'
import type { FileLook } from '@shared/import/file-reading'
import type { ImportReport, ImportSent } from '@shared/import/import-report'
import type { ServerId } from '@shared/server/server-profile'
import type { Task, TaskId } from '@shared/task/task'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { installBridge, type FakeBridge } from '../../../support/renderer/fake-bridge'
import { column, table } from '../../../support/sample-table'

const place = { serverId: 's' as ServerId, tableId: 'Gene' }
const genes = {
  ...table('Gene', [column('id'), column('chr')]),
  rights: { canAdd: true, canChange: true, canDelete: true },
}
const look = (headings: readonly string[]): FileLook => ({
  kind: 'text',
  sizeBytes: 10,
  reading: { encoding: 'utf-8', delimiter: ',', decimalSign: '.', dateOrder: null, hasHeadings: true, sheet: null },
  sheets: [],
  hasAmbiguousDates: false,
  headings,
  preview: [],
  faults: [],
})
const sent: ImportSent = {
  addedCount: 2,
  changedCount: 0,
  refusedCount: 1,
  notSentCount: 0,
  unknownCount: 0,
  endedBy: null,
}
const counts = { addCount: 2, changeCount: 1, unchangedCount: 0, leftOutCount: 0, refusedCount: 3 }
const report: ImportReport = { rowCount: 6, counts, stagedCount: 0, sent: null }
const refusal = { line: 3, column: 'chr', value: 'x', reason: 'Why.' }
const ended = (id: string, change: Partial<Task> = {}): Task => ({
  id: id as TaskId,
  kind: 'import',
  title: 'T',
  state: 'done',
  phase: '',
  doneCount: 0,
  totalCount: null,
  ratePerSecond: null,
  remainingMs: null,
  sizeBytes: null,
  startedAtIso: '2026-01-01T00:00:00Z',
  endedAtIso: null,
  error: null,
  serverId: 's',
  filePath: null,
  ...change,
})

let bridge: FakeBridge
let headings: readonly string[]
beforeEach(() => {
  headings = ['ID', 'chr', 'other']
  setActivePinia(createPinia())
  bridge = installBridge({
    'tables.describe': () => genes,
    'import.choose': () => ({ importId: 'i1', fileName: 'genes.csv', look: look(headings) }),
    'import.look': ({ reading }) => ({ ...look(headings), reading }),
    'import.count': () => ({ rowCount: 6, faultCount: 0 }),
    'import.check': () => 'check' as TaskId,
    'import.send': () => 'send' as TaskId,
    'import.report': () => report,
    'import.refusals': () => ({ rows: [refusal], totalCount: 1 }),
    'import.close': () => null,
    'import.ability': () => null,
  })
})

async function chosen() {
  const imports = useImportStore()
  await imports.begin(place)
  await imports.choose()
  return imports
}

describe('an import', () => {
  it('matches the columns of the file, and only adds rows when there is no id', async () => {
    const imports = await chosen()
    expect(imports.current?.plan).toEqual({
      columns: ['id', 'chr', null],
      mode: 'add-and-change',
      emptyCells: 'no-value',
      referencesBy: 'id',
    })
    await expect.poll(() => imports.current?.count).toEqual({ rowCount: 6, faultCount: 0 })
    headings = ['chr']
    await imports.choose()
    expect(imports.current?.plan).toMatchObject({ columns: ['chr'], mode: 'add' })
  })

  it('keeps what the person chose when the file is read in another way with the same headings', async () => {
    const imports = await chosen()
    imports.setColumn(2, 'chr')
    imports.setColumn(1, null)
    await imports.read({ decimalSign: ',' })
    expect(imports.current?.plan?.columns).toEqual(['id', null, 'chr'])
    expect(imports.current?.look?.reading.decimalSign).toBe(',')
    headings = ['chr', 'ID']
    await imports.read({ delimiter: ';' })
    expect(imports.current?.plan?.columns).toEqual(['chr', 'id'])
  })

  it('shows what a check found until something is changed', async () => {
    const imports = await chosen()
    await imports.check()
    expect(imports.current?.work).toEqual({ kind: 'check', taskId: 'check' })
    imports.change({ mode: 'add' })
    expect(imports.current?.plan?.mode).toBe('add-and-change')
    expect(await imports.ended(ended('another'))).toBeNull()
    expect((await imports.ended(ended('check')))?.kind).toBe('check')
    expect(imports.current).toMatchObject({ work: null, report, refusals: [refusal], refusalCount: 1 })
    imports.change({ mode: 'add' })
    expect(imports.current).toMatchObject({ report: null, refusals: [], refusalCount: 0 })
  })

  it('that is worked on is neither dropped nor taken over by another one', async () => {
    const imports = await chosen()
    await imports.check()
    await imports.drop()
    await imports.begin({ ...place, tableId: 'Other' })
    expect(imports.current?.place.tableId).toBe('Gene')
    await imports.ended(ended('check'))
    await imports.drop()
    expect(imports.current).toBeNull()
    expect(bridge.called('import.close')).toEqual([{ importId: 'i1' }])
  })

  it('keeps a failure in its place, and none that is a cancel', async () => {
    const imports = await chosen()
    await imports.check()
    const error = { code: 'network.timeout', message: 'Slow.', facts: {} } as const
    await imports.ended(ended('check', { state: 'failed', error }))
    expect(imports.current?.error).toEqual(error)
    installBridge({
      'import.choose': () => {
        throw new AppError('cancelled', 'Cancelled.')
      },
    })
    await imports.choose()
    expect(imports.current?.error).toBeNull()
  })
})

describe('words', () => {
  it('say what would become of the rows, and what did', () => {
    const texts = (of: ImportReport) => outcomeLines(of).map(({ count, text }) => `${String(count)} ${text}`)
    expect(texts(report)).toEqual(['2 to add', '1 to change', '3 refused'])
    const after = { ...report, counts: { ...counts, addCount: 0 }, sent }
    expect(texts(after)).toEqual(['2 added', '1 still to change', '3 refused'])
    expect(sentSentence(sent)).toBe('2 rows added, 1 refused')
    expect(sentSentence({ ...sent, addedCount: 0, changedCount: 1, refusedCount: 0, notSentCount: 4 })).toBe(
      '1 row changed, 4 not sent',
    )
  })
})

describe('an upload', () => {
  it('is not offered where the server takes no files from programs', async () => {
    const uploads = useUploadStore()
    await uploads.begin(place.serverId)
    expect(uploads.current?.ability).toBe('none')
  })
})
