// The recorded requests that change rows and rights, one after the other on one server that begins locked.
import { describe, expect, it } from 'vitest'
import { createServerApp } from '@main/sample-server/http/server-app'
import { expectAlike, replay } from './replay-asking'
import { REPLAY_EXCEPTIONS } from './replay-exceptions'
import { WRITING_ORDER } from './replay-order'
import { comparable, readRecording, readRecordings } from './replay-recordings'
import { recordedAccounts, recordedContent } from './replay-tables'

const { guest, users } = recordedAccounts()
const app = createServerApp({
  content: () => recordedContent(),
  // The other users are added by the first of the recordings.
  accounts: { guest, users: users.filter(({ username }) => username === 'admin') },
  isLocked: true,
  baseUrl: 'https://server',
})
const IMPORT_LATER = /^write-import-/

describe('the sample server is written to as the recorded server was', () => {
  for (const name of WRITING_ORDER.filter((one) => !IMPORT_LATER.test(one))) {
    const exception = REPLAY_EXCEPTIONS[name]
    const title = exception === undefined ? name : `${name}, apart: ${exception.reason}`
    it(title, async () => {
      const recording = readRecording(name)
      const response = await replay(app, recording)
      expect(response.headers.get('location')).toBe(recording.location ?? null)
      await expectAlike(recording, response, exception)
    })
  }

  it('gives new users ids of the form that the recorded server gave', async () => {
    const token = await tokenOf('admin')
    const response = await app.request('https://server/api/v2/sys_sec_User?q=username=in=(reader,fresh)', {
      headers: { 'x-molgenis-token': token },
    })
    const { items } = (await response.json()) as { items: Record<string, unknown>[] }
    expect(items).toHaveLength(2)
    for (const item of items) {
      expect(item['id']).toMatch(/^[a-z2-7]{26}$/)
      expect(item).not.toHaveProperty('password_')
    }
    const form = ({ json }: { json: string | undefined }) => comparable(JSON.parse(json ?? ''))
    expect(form(readRecording('rights-add-user'))).toEqual([
      ['location', expect.stringMatching(/^\/api\/v2\/sys_sec_User\?q=id=in=\("[a-z2-7]{26}","[a-z2-7]{26}"\)$/)],
      ['resources', expect.anything()],
    ])
  })

  it('leaves out none of the recordings that write', () => {
    const all = readRecordings('write', 'rights').map(({ name }) => name)
    expect([...WRITING_ORDER].sort()).toEqual([...all].sort())
  })
})

async function tokenOf(username: string): Promise<string> {
  const response = await app.request('https://server/api/v1/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: username }),
  })
  return ((await response.json()) as { token: string }).token
}
