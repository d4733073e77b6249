// A task in words, in every state.
import { taskLine } from '@renderer/shell/tasks/task-text'
import type { Task, TaskId } from '@shared/task/task'
import { describe, expect, it } from 'vitest'

const task = (part: Partial<Task>): Task => ({
  id: 't' as TaskId,
  kind: 'keep-offline',
  title: 'Keeping SampleAse offline',
  state: 'running',
  phase: 'Reading rows',
  doneCount: 0,
  totalCount: null,
  ratePerSecond: null,
  remainingMs: null,
  sizeBytes: null,
  startedAtIso: '2025-11-24T14:00:00Z',
  endedAtIso: null,
  error: null,
  serverId: null,
  filePath: null,
  ...part,
})

describe('task line', () => {
  it.each<[string, Partial<Task>]>([
    ['Reading rows', {}],
    ['300 rows', { doneCount: 300 }],
    [
      '941,000 of 1,503,220 rows, 41,000 a second, 14 s left',
      { doneCount: 941_000, totalCount: 1_503_220, ratePerSecond: 41_000.4, remainingMs: 13_700 },
    ],
    [
      '21 of 21 rows, building the copy',
      { doneCount: 21, totalCount: 21, phase: 'Building the copy', ratePerSecond: 5 },
    ],
    ['Waiting for you to sign in again; 1 row is safe', { state: 'waiting-for-sign-in', doneCount: 1 }],
    ['60,121 rows, 5.2 MB, done', { state: 'done', doneCount: 60_121, sizeBytes: 5_200_000 }],
    ['Cancelled after 12 rows', { state: 'cancelled', doneCount: 12 }],
    ['The disk is full.', { state: 'failed', error: { code: 'disk.full', message: 'The disk is full.', facts: {} } }],
  ])('says %s', (line, part) => {
    expect(taskLine(task(part))).toBe(line)
  })
})
