// Rows staged as a person's changes are, kept in the journal, read again at a start, and sent.
import { EditService } from '@main/edit/edit-service'
import { TaskService } from '@main/task/task-service'
import { keyOfRow, type EditPlace, type EditStep } from '@shared/edit/staged'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestSessions } from '../../support/test-sessions'
import type { Steps } from './client-process'
import { tableId, type BenchRow } from './rows'

const stepsAtOnce = 1_000

export async function throughStaging(address: string, rows: readonly BenchRow[]): Promise<Steps> {
  const folder = await mkdtemp(join(tmpdir(), 'staging-bench-'))
  const { sessions } = createTestSessions()
  const signIn = { kind: 'password', userName: 'admin', password: 'admin' } as const
  const { id: serverId } = await sessions.add({ address, name: 'Bench', signIn })
  const place: EditPlace = { serverId, tableId }
  const tasks = new TaskService({ announce: () => undefined })
  const open = () =>
    new EditService({
      folder,
      servers: sessions,
      tasks,
      announce: () => undefined,
      warn: (text) => void process.stderr.write(`${text}\n`),
      now: () => new Date(),
    })
  let edits = open()
  const stage = (title: string, step: (row: BenchRow) => EditStep) => () =>
    edits.stageMany(place, title, chunks(rows, step), new AbortController().signal)
  const send = async () => {
    const task = await tasks.whenEnded(await edits.send(serverId, [tableId]))
    const left = await edits.get(place)
    const leftCount = left.addCount + left.changeCount + left.deleteCount
    if (task.state !== 'done' || leftCount > 0) throw new Error(`Sending ended with ${JSON.stringify([task, left])}`)
  }
  const readAgain = async () => {
    edits = open()
    const [summary] = await edits.list()
    if (summary === undefined) throw new Error('Nothing was found again.')
  }
  return [
    ['stage: add', stage('Add', addStep)],
    ['find again at a start', readAgain],
    ['send: add', send],
    ['stage: change', stage('Change', changeStep)],
    ['send: change', send],
    ['stage: delete', stage('Delete', deleteStep)],
    ['send: delete', send],
    ['clear up', () => tasks.close().then(() => rm(folder, { recursive: true }))],
  ]
}

async function* chunks(rows: readonly BenchRow[], step: (row: BenchRow) => EditStep) {
  for (let at = 0; at < rows.length; at += stepsAtOnce) {
    yield await Promise.resolve(rows.slice(at, at + stepsAtOnce).map(step))
  }
}

const cellsOf = ({ SNP_ID, SampleIds, ...others }: BenchRow) => ({
  ...others,
  SNP_ID: { id: SNP_ID, label: SNP_ID },
  SampleIds: SampleIds.map((id) => ({ id, label: id })),
})

const addStep = (row: BenchRow): EditStep => ({ kind: 'add', cells: cellsOf(row) })
const changeStep = ({ ID, Ref_Counts }: BenchRow): EditStep => ({
  kind: 'set',
  key: keyOfRow(ID),
  label: ID,
  cells: { Ref_Counts: `${Ref_Counts}1` },
  before: { Ref_Counts },
})
const deleteStep = (row: BenchRow): EditStep => ({
  kind: 'delete',
  key: keyOfRow(row.ID),
  label: row.ID,
  before: { ...cellsOf(row), Ref_Counts: `${row.Ref_Counts}1` },
})
