// Every recorded request for reading is sent to the sample server over the same small tables, and answered alike.
import type { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { createServerApp } from '@main/sample-server/http/server-app'
import { expectAlike, replay } from './replay-asking'
import { REPLAY_EXCEPTIONS } from './replay-exceptions'
import { WRITING_ORDER } from './replay-order'
import { readRecordings } from './replay-recordings'
import { recordedAccounts, recordedContent } from './replay-tables'

/** Recorded before guests got the right to read metadata. */
const RECORDED_LOCKED = new Set([
  'session-bad-bearer',
  'session-bad-token',
  'session-version-v1',
  'locked-anonymous-granted-table',
])

/** Recorded when a gene had been added. */
const RECORDED_LATER = new Set(['read-v2-exclude-categories', 'read-v3-metadata-flat'])

const serverFor = (isLocked: boolean, laterGenes: readonly string[] = []): Hono =>
  createServerApp({
    content: () => recordedContent(laterGenes),
    accounts: recordedAccounts(),
    isLocked,
    baseUrl: 'https://server',
  })
const open = serverFor(false)
const locked = serverFor(true)
const later = serverFor(false, ['ENSG5'])

function serverOf(name: string): Hono {
  if (RECORDED_LOCKED.has(name)) return locked
  return RECORDED_LATER.has(name) ? later : open
}

const written = new Set(WRITING_ORDER)
const recordings = readRecordings('session', 'locked', 'rights', 'read', 'query', 'querytypes').filter(
  ({ name }) => !written.has(name),
)

describe('the sample server answers as the recorded server did', () => {
  for (const recording of recordings) {
    const exception = REPLAY_EXCEPTIONS[recording.name]
    const title = exception === undefined ? recording.name : `${recording.name}, apart: ${exception.reason}`
    it(title, async () => {
      await expectAlike(recording, await replay(serverOf(recording.name), recording), exception)
    })
  }

  it('has an exception for recordings only that exist', () => {
    const names = new Set([...recordings.map(({ name }) => name), ...WRITING_ORDER])
    expect(Object.keys(REPLAY_EXCEPTIONS).filter((name) => !names.has(name))).toEqual([])
    expect([...RECORDED_LOCKED, ...RECORDED_LATER].filter((name) => !names.has(name))).toEqual([])
  })
})
