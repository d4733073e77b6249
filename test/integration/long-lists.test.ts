// Lists and texts that are longer than servers read as a form: of such a form they read nothing, and say nothing of it.
import type { Query } from '@shared/query/query'
import { sampleServerId } from '@shared/server/server-profile'
import { createSampleServer, type SampleServer } from '@main/sample-server/index'
import { expect, it } from 'vitest'
import { condition, query } from '../support/sample-table'
import { createTestSessions } from '../support/test-sessions'

const never = new AbortController().signal
const mostFormBytes = 2 * 1024 * 1024

/** A server behind a container that reads no form of more than 2 MiB. */
function contained(sample: SampleServer): SampleServer {
  const fetch: SampleServer['fetch'] = async (request) => {
    const isForm = request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') === true
    const isRead = !isForm || (await request.clone().text()).length <= mostFormBytes
    return sample.fetch(
      isRead ? request : new Request(request.url, { method: 'POST', headers: request.headers, body: '' }),
    )
  }
  return { ...sample, fetch }
}

const { sessions } = createTestSessions({ sample: contained(createSampleServer({ snpCount: 5 })) })
const source = sessions.source(sampleServerId, 'AllTypes')
const ids = Array.from({ length: 60_000 }, (_, at) => `a name with blanks ${at}`)

it('finds the rows of a list that is longer than a form may be', async () => {
  const asked = query({}, condition('id', 'in', ...ids, 'row 01'))
  expect(await source.count(asked, never)).toBe(1)
  expect((await source.rows(asked, { offset: 0, limit: 10 }, never)).rowCount).toBe(1)
})

it('refuses a text that is longer than a form may be, with the offer of a copy', async () => {
  const asked: Query = { ...query({}), rsql: `id=in=(${ids.map((id) => `"${id}"`).join(',')})` }
  await expect(source.count(asked, never)).rejects.toMatchObject({
    code: 'query.refused',
    facts: { answeredBy: 'copy' },
  })
})
