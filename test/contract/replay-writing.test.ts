// The recorded requests that change rows and rights, one after the other on one server that begins locked.
import { describe, expect, it, vi } from 'vitest'
import { createServerApp } from '@main/sample-server/http/server-app'
import { expectAlike, replay } from './replay-asking'
import { REPLAY_EXCEPTIONS } from './replay-exceptions'
import { WRITING_ORDER } from './replay-order'
import { comparable, readRecording, readRecordings, type Recording } from './replay-recordings'
import { recordedAccounts, recordedContent } from './replay-tables'

const { guest, users } = recordedAccounts()
const app = createServerApp({
  content: () => recordedContent(),
  // The other users are added by the first of the recordings.
  accounts: { guest, users: users.filter(({ username }) => username === 'admin') },
  isLocked: true,
  baseUrl: 'https://server',
})
/** Where the last import said that its run is to be seen. */
let runPath = ''

describe('the sample server is written to as the recorded server was', () => {
  for (const name of WRITING_ORDER) {
    const exception = REPLAY_EXCEPTIONS[name]
    const title = exception === undefined ? name : `${name}, apart: ${exception.reason}`
    it(title, async () => {
      const recording = readRecording(name)
      const response = await replay(app, recording, await runPathOf(recording))
      const location = response.headers.get('location')
      if (recording.request.form !== undefined) runPath = location ?? ''
      expect(withoutRun(location)).toBe(withoutRun(recording.location ?? null))
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

const RUN = /sys_ImportRun\/[a-z2-7]{26}/

function withoutRun(path: string | null): string | null {
  return path?.replace(RUN, 'a run') ?? null
}

/** The path of a recorded request, of a run that has ended here where it was one that had ended there. */
async function runPathOf({ request }: Recording): Promise<string> {
  if (!RUN.test(request.path)) return request.path
  const token = await tokenOf('admin')
  await vi.waitFor(async () => {
    const run = await app.request(`https://server${runPath}?attrs=status`, { headers: { 'x-molgenis-token': token } })
    expect(((await run.json()) as { status: string }).status).not.toBe('RUNNING')
  })
  return request.path.replace(RUN, RUN.exec(runPath)?.[0] ?? '')
}

async function tokenOf(username: string): Promise<string> {
  const response = await app.request('https://server/api/v1/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: username }),
  })
  return ((await response.json()) as { token: string }).token
}
