// CSV files: byte for byte, from a kept copy and from a server, and never half a file under the final name.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DatasetService } from '@main/dataset/dataset-service'
import { exportHandlers } from '@main/export/export-handlers'
import { ExportService } from '@main/export/export-service'
import { TaskService } from '@main/task/task-service'
import { AppError } from '@shared/errors/app-error'
import { emptyQuery } from '@shared/query/query'
import type { SourceRef } from '@shared/table/table'
import type { Task } from '@shared/task/task'
import { FakeServer, serverId, type WireRow } from '../support/engine/fake-server'
import { startTestEngine, type TestEngine } from '../support/engine/test-engine'
import { column, condition, query, table } from '../support/sample-table'

const target = { tableId: 'ASE', tableLabel: 'ASE', idColumn: 'SNP', labelColumn: 'Name', idType: 'string' as const }
const metadata = table('SampleAse', [
  column('ID'),
  column('SNP_ID', 'reference', { target }),
  column('Samples', 'references', { target }),
  column('Counts'),
  column('P', 'decimal'),
  column('Big', 'long'),
  column('At', 'date-time'),
  column('Ok', 'bool'),
])
const rows: WireRow[] = [
  {
    ID: '1',
    SNP_ID: { SNP: 'rs1', Name: 'one' },
    Samples: [{ SNP: 'a' }, { SNP: 'b' }],
    Counts: '12',
    P: 7.1708540619282e-14,
  },
  { ID: '2', Samples: [], Counts: '', P: 3, Big: 9223372036854775807n, At: '2015-12-31T22:59:59Z', Ok: true },
  { ID: '3', Samples: [{ SNP: 'x,y' }, { SNP: 'z' }], Counts: 'say "hi",\nthen go', P: 0.1, Ok: false },
]
const wholeFile = [
  'ID,SNP_ID,Samples,Counts,P,Big,At,Ok',
  '1,rs1,"a,b",12,7.1708540619282e-14,,,',
  '2,,,"",3,9223372036854775807,2015-12-31T22:59:59Z,true',
  '3,,"""x,y"",z","say ""hi"",',
  'then go",0.1,,,false',
  '',
].join('\n')

let folder: string
let engine: TestEngine
let server: FakeServer
let tasks: TaskService
let datasets: DatasetService
let exports: ExportService
let live: SourceRef
const at = (name: string) => join(folder, name)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-test-'))
  engine = await startTestEngine()
  server = new FakeServer(metadata, rows, 2)
  tasks = new TaskService({ announce: () => undefined })
  datasets = new DatasetService({
    folder: engine.folder,
    engine: engine.engine,
    servers: server,
    tasks,
    onChange: () => undefined,
    retryDelaysMs: [1],
  })
  exports = new ExportService({ engine: engine.engine, copier: datasets.copier, tasks })
  live = { kind: 'live', serverId, tableId: 'SampleAse' }
})
afterEach(async () => {
  await tasks.close()
  await engine.close()
  await rm(folder, { recursive: true, force: true })
})

const offline = async (): Promise<SourceRef> => {
  await tasks.whenEnded(datasets.keep(serverId, 'SampleAse', emptyQuery()))
  const [dataset] = await datasets.list()
  if (!dataset) throw new Error('Nothing was kept.')
  return { kind: 'offline', datasetId: dataset.id }
}
const run = (source: SourceRef, path: string, asked = emptyQuery()): Promise<Task> =>
  tasks.whenEnded(exports.toCsv(source, asked, path))

describe('a CSV file', () => {
  test('of a kept copy has every value in its exact form', async () => {
    const task = await run(await offline(), at('all.csv'))
    expect(task).toMatchObject({ state: 'done', doneCount: 3, totalCount: 3, filePath: at('all.csv') })
    expect(await readFile(at('all.csv'), 'utf8')).toBe(wholeFile)
    expect(task.sizeBytes).toBe(Buffer.byteLength(wholeFile))
  })

  test('of a server is the same, and leaves nothing behind', async () => {
    expect(await run(live, at('live.csv'))).toMatchObject({ state: 'done', doneCount: 3 })
    expect(await readFile(at('live.csv'), 'utf8')).toBe(wholeFile)
    expect(await readdir(join(engine.folder, '.work'))).toEqual(
      expect.not.arrayContaining([expect.stringContaining('-')]),
    )
    expect(await readdir(folder)).toEqual(['live.csv'])
  })

  test('has the rows and columns of the query, in its order', async () => {
    const asked = query(
      { columns: ['P', 'ID'], sort: [{ attribute: 'P', direction: 'descending' }] },
      condition('Ok', 'not-empty'),
    )
    await run(await offline(), at('part.csv'), asked)
    expect(await readFile(at('part.csv'), 'utf8')).toBe('P,ID\n3,2\n0.1,3\n')
  })

  test('of a server asks for the columns and the order of the query', async () => {
    const asked = {
      ...emptyQuery(),
      columns: ['Counts', 'P'],
      sort: [{ attribute: 'P', direction: 'ascending' as const }],
    }
    server.pageHook = (page) => {
      expect(page.query.columns).toEqual(['ID', 'Counts', 'P'])
      expect(page.query.sort).toEqual(asked.sort)
      return undefined
    }
    expect(await run(live, at('part.csv'), asked)).toMatchObject({ state: 'done' })
    expect((await readFile(at('part.csv'), 'utf8')).split('\n')[0]).toBe('Counts,P')
  })

  test('quotes no more than it must, whatever the values are', async () => {
    const texts = ['#', 'a#b', '# "x"', '#,', '', ' ', '\r', 'x\ny', '-1', '=A1', "it's", '\\', ';', '\t', 'ü']
    server.rows = texts.map((Counts, index) => ({ ID: `#${index}`, Counts, Samples: [{ SNP: '#' }, { SNP: 'a,b' }] }))
    const quote = (text: string) => (text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
    const lines = texts.map((text, index) => `#${index},${quote(text)},"#,""a,b"""\n`)
    const asked = { ...emptyQuery(), columns: ['ID', 'Counts', 'Samples'] }
    expect(await run(live, at('odd.csv'), asked)).toMatchObject({ state: 'done' })
    expect(await readFile(at('odd.csv'), 'utf8')).toBe(`ID,Counts,Samples\n${lines.join('')}`)
  })

  test('of sorted and filtered rows in blocks keeps their order', async () => {
    server = Object.assign(server, { table: table('Big', [column('ID'), column('v', 'int')]) })
    server.rows = Array.from({ length: 250_000 }, (_, i) => ({
      ID: String(i).padStart(6, '0'),
      v: (i * 7919) % 250_007,
    }))
    Object.assign(server, { maxPageRows: 50_000 })
    const asked = query(
      { columns: ['v'], sort: [{ attribute: 'v', direction: 'descending' }] },
      condition('v', 'greater', '9'),
    )
    expect(await run(await offline(), at('big.csv'), asked)).toMatchObject({ state: 'done' })
    const [, ...values] = (await readFile(at('big.csv'), 'utf8')).trimEnd().split('\n').map(Number)
    const wanted = server.rows
      .map(({ v }) => Number(v))
      .filter((v) => v > 9)
      .sort((a, b) => b - a)
    expect(values.length).toBe(wanted.length)
    expect(values.every((value, index) => value === wanted[index])).toBe(true)
  })

  test('without rows has its heading', async () => {
    await run(await offline(), at('none.csv'), query({}, condition('ID', 'equals', 'nobody')))
    expect(await readFile(at('none.csv'), 'utf8')).toBe('ID,SNP_ID,Samples,Counts,P,Big,At,Ok\n')
  })
})

describe('a file that cannot be written', () => {
  test('in a folder that is not there is told with its path', async () => {
    const task = await run(await offline(), join(folder, 'nowhere', 'a.csv'))
    expect(task).toMatchObject({
      state: 'failed',
      error: { code: 'file.failed', facts: { path: join(folder, 'nowhere', 'a.csv') } },
    })
    expect(task.error?.message).toContain('folder does not exist')
  })

  test('where a folder has the name is told, and the folder stays', async () => {
    await mkdir(at('taken.csv'))
    expect(await run(await offline(), at('taken.csv'))).toMatchObject({
      state: 'failed',
      error: { code: 'file.failed' },
    })
    expect(await readdir(folder)).toEqual(['taken.csv'])
  })

  test('because the server breaks off leaves the file that stood there as it was', async () => {
    await writeFile(at('old.csv'), 'before')
    server.pageHook = () => {
      throw new AppError('network.unreachable', 'No network.')
    }
    expect(await run(live, at('old.csv'))).toMatchObject({ state: 'failed', error: { code: 'network.unreachable' } })
    expect(await readFile(at('old.csv'), 'utf8')).toBe('before')
  })

  test('because it was cancelled leaves nothing', async () => {
    const source = await offline()
    await writeFile(at('old.csv'), 'before')
    const taskId = exports.toCsv(source, emptyQuery(), at('old.csv'))
    tasks.cancel(taskId)
    expect(await tasks.whenEnded(taskId)).toMatchObject({ state: 'cancelled' })
    expect(await readdir(folder)).toEqual(['old.csv'])
    expect(await readFile(at('old.csv'), 'utf8')).toBe('before')
  })
})

describe('the calls', () => {
  test('ask for a place under a name that every system takes, and do nothing without one', async () => {
    const asked: string[] = []
    const handlers = exportHandlers(exports, {
      askFile: (suggested, kind) => {
        asked.push(`${kind}: ${suggested}`)
        return Promise.resolve(null)
      },
    })
    const suggestedName = 'SampleAse, SNP_ID: rs1 / "all"'
    expect(await handlers['export.toCsv']({ source: live, query: emptyQuery(), suggestedName })).toBeNull()
    expect(
      await handlers['export.savePicture']({ suggestedName: 'plot.svg', kind: 'svg', content: '<svg/>' }),
    ).toBeNull()
    expect(asked).toEqual(['csv: SampleAse, SNP_ID rs1 all.csv', 'svg: plot.svg'])
  })

  test('write a picture as it is', async () => {
    const handlers = exportHandlers(exports, { askFile: () => Promise.resolve(at('plot.png')) })
    const content = Uint8Array.of(137, 80, 78, 71)
    expect(await handlers['export.savePicture']({ suggestedName: 'plot', kind: 'png', content })).toBe(at('plot.png'))
    expect([...(await readFile(at('plot.png')))]).toEqual([137, 80, 78, 71])
    expect(await readdir(folder)).toEqual(['plot.png'])
  })
})
