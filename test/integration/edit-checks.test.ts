// What is said of a value before it is sent is what the server does with it: random values, right and wrong ones.
import { createSampleServer } from '@main/sample-server/index'
import { cellProblem } from '@shared/edit/check-cell'
import { writeCell } from '@shared/edit/write-cell'
import type { Table } from '@shared/table/table'
import type { Cell } from '@shared/table/table-slice'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createTestSessions } from '../support/test-sessions'

const sample = createSampleServer({ snpCount: 5, samplesPerSnp: 2 })
let table: Table
let token = ''

beforeAll(async () => {
  const { sessions } = createTestSessions({ fetch: (url, init) => sample.fetch(new Request(url, init)) })
  const signIn = { kind: 'password' as const, userName: 'admin', password: 'admin' }
  const { id } = await sessions.add({ address: 'http://127.0.0.1:1', name: 'Sample', signIn })
  table = await (await sessions.connection(id)).describeTable('AllTypes', new AbortController().signal)
  const answer = await post('/api/v1/login', { username: 'admin', password: 'admin' })
  token = ((await answer.json()) as { token: string }).token
})

const post = (path: string, body: unknown) =>
  sample.fetch(
    new Request(`http://sample${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token === '' ? {} : { 'x-molgenis-token': token }) },
      body: JSON.stringify(body),
    }),
  )

let count = 0
/** Whether the server takes a value, asked past the program's own checks. */
async function isTaken(name: string, cell: Cell): Promise<boolean> {
  const column = table.columns.find((each) => each.name === name)
  if (!column) throw new Error(`There is no ${name}.`)
  const row = { id: `checked ${String((count += 1))}`, [name]: writeCell(column, cell) }
  return (await post('/api/v2/AllTypes', { entities: [row] })).status === 201
}

const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
const cells: Readonly<Record<string, fc.Arbitrary<Cell>>> = {
  xstring: fc.oneof(
    texts,
    fc.integer({ min: 250, max: 260 }).map((length) => 'é'.repeat(length)),
  ),
  xtext: texts,
  xenum: fc.constantFrom('a', 'b', 'd', 'A', ' a'),
  xemail: fc.oneof(
    fc.emailAddress(),
    fc.stringMatching(/^[a-z."' ]{0,6}@?[a-z.\-@]{0,8}$/),
    fc.tuple(texts, texts).map(([name, domain]) => `${name}@${domain}`),
  ),
  xhyper: fc.oneof(
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    texts,
    fc.stringMatching(/^[a-z:/?#%&0-9 ]{1,12}$/),
  ),
  xint: fc.oneof(fc.integer(), fc.constantFrom(2_147_483_647, -2_147_483_648)),
  xlong: fc.bigInt({ min: -(2n ** 63n) - 2n, max: 2n ** 63n + 2n }).map(String),
  xdate: fc.oneof(fc.stringMatching(/^(19|20)\d\d-[01]\d-[0-3]\d$/), fc.stringMatching(/^\d{4}-\d-\d\d$/)),
  xdatetime: fc.stringMatching(/^20\d\d-0[1-9]-[0-3]\dT[0-2]\d:[0-6]\d:[0-6]\dZ$/),
}

describe('what is said of a value', () => {
  it.each(Object.keys(cells))('of %s is what the server does with it', async (name) => {
    const column = table.columns.find((each) => each.name === name)
    const arbitrary = cells[name]
    if (!column || !arbitrary) throw new Error(`There is no ${name}.`)
    const property = fc.asyncProperty(arbitrary, async (cell) => {
      const problem = cellProblem(column, cell)
      const isRight = await isTaken(name, cell)
      // Of addresses only what is surely wrong is said.
      const isKnown = problem === null && ['xemail', 'xhyper'].includes(name) ? isRight : problem === null
      expect({ cell, isRight: isKnown, problem }).toEqual({ cell, isRight, problem })
    })
    await fc.assert(property, { numRuns: 300 })
  })
})
