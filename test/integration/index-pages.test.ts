// Pages of what a server's index answers: as many rows as it can give, and no more, come as a page for a copy.
import { sampleServerId } from '@shared/server/server-profile'
import { createSampleServer } from '@main/sample-server/index'
import { expect, it } from 'vitest'
import { query } from '../support/sample-table'
import { createTestSessions } from '../support/test-sessions'

const never = new AbortController().signal
/** The published rows are five more. */
const sample = createSampleServer({ snpCount: 9_995, samplesPerSnp: 1 })

it('gives all 10,000 rows that the index can give', async () => {
  const { sessions } = createTestSessions({ sample })
  const table = await sessions.source(sampleServerId, 'ASE').describe(never)
  const connection = await sessions.connection(sampleServerId)
  const asked = { ...query({}), rsql: 'SNP_ID=q=nothing,Pos=ge=0', columns: ['SNP_ID'] }
  const answer = await connection.openPage(table, asked, { offset: 0, limit: 10_000 }, never)
  expect(answer.status).toBe(200)
  const page = (await answer.json()) as { total: number; items: { SNP_ID: string }[] }
  expect(page.total).toBe(10_000)
  expect(new Set(page.items.map((item) => item.SNP_ID)).size).toBe(10_000)
})
