// Scripts that give a question's rows, run against the sample server: the same ids in the same order as the program's.
import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SessionService } from '@main/session/session-service'
import { emptyQuery, type Query } from '@shared/query/query'
import { queryScript, type ScriptLanguage } from '@shared/query/script/query-script'
import type { ServerId } from '@shared/server/server-profile'
import type { Table } from '@shared/table/table'
import { cellId } from '@shared/table/table-slice'
import { startSample, type LoopbackServer } from '../e2e/support/sample-on-loopback'
import { parseCsv } from '../support/engine/parse-csv'
import { condition, query } from '../support/sample-table'
import { createTestSessions } from '../support/test-sessions'

const never = new AbortController().signal
const run = promisify(execFile)
let folder: string
let server: LoopbackServer
let sessions: SessionService
let serverId: ServerId

const hasPython = spawnSync('python3', ['-c', 'import requests']).status === 0
const hasCurl = spawnSync('curl', ['--version']).status === 0
const hasR = spawnSync('Rscript', ['-e', 'library(httr); library(jsonlite)']).status === 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scripts-test-'))
  server = await startSample({ snpCount: 1200, samplesPerSnp: 10 })
  sessions = createTestSessions().sessions
  const entry = await sessions.add({
    address: server.root,
    name: 'Scripts',
    signIn: { kind: 'password', userName: 'admin', password: 'admin' },
  })
  serverId = entry.id
})
afterAll(async () => {
  sessions.close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

async function token(): Promise<string> {
  const body = JSON.stringify({ username: 'admin', password: 'admin' })
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${server.root}/api/v1/login`, { method: 'POST', headers, body })
  return ((await answer.json()) as { token: string }).token
}

/** The ids that the program itself gets, page by page. */
async function idsHere(table: Table, asked: Query): Promise<string[]> {
  const source = sessions.source(serverId, table.id)
  const ids: string[] = []
  for (let offset = 0; ; offset += 5000) {
    const { data, rowCount } = await source.rows(
      { ...asked, columns: [table.idColumn] },
      { offset, limit: 5000 },
      never,
    )
    ids.push(...(data[0] ?? []).map(cellId))
    if (rowCount < 5000) return ids
  }
}

async function idsOfScript(language: ScriptLanguage, table: Table, asked: Query): Promise<string[]> {
  const columns = table.columns.map(({ name }) => name)
  const script = queryScript(language, {
    root: server.root,
    isGuest: false,
    table,
    findTable: () => undefined,
    query: asked,
    columns,
    now: new Date(),
  })
  if (script.text === null) throw new Error(script.problem)
  expect(script.text).not.toContain(await token())
  const env = { ...process.env, MOLGENIS_TOKEN: await token() }
  const program = { python: 'python3', r: 'Rscript', curl: 'sh' }[language]
  const path = join(folder, 'script')
  await writeFile(path, script.text)
  const { stdout } = await run(program, [path], { env, maxBuffer: 2 ** 28 })
  if (language !== 'curl') {
    const [head = [], ...rows] = parseCsv(stdout)
    expect(head).toEqual(columns)
    return rows.map((row) => String(row[head.indexOf(table.idColumn)]))
  }
  const pages = stdout.trim().split(/\n(?=\{)/)
  return pages.flatMap((page) =>
    (JSON.parse(page) as { items: Record<string, unknown>[] }).items.map((item) => String(item[table.idColumn])),
  )
}

const questions: readonly (readonly [name: string, tableId: string, asked: Query])[] = [
  ['all rows in more than one page', 'SampleAse', emptyQuery()],
  [
    'a nested filter with an order',
    'ASE',
    query(
      { sort: [{ attribute: 'Pos', direction: 'descending' }] },
      condition('Chr', 'not-equals', '9'),
      condition('Pos', 'greater', '1000'),
    ),
  ],
  [
    'quotes and signs',
    'AllTypes',
    query({}, condition('xstring', 'not-in', `it's $HOME \`id\` \\n`, 'say "no"', 'é\u2028ø', 'a\nb')),
  ],
  ['words', 'Tissue', { ...emptyQuery(), search: 'cortex' }],
  [
    'a text',
    'AllTypes',
    { ...emptyQuery(), rsql: 'xint=ge=0,xbool==true', sort: [{ attribute: 'xint', direction: 'ascending' }] },
  ],
  [
    'thousands of values',
    'ASE',
    query({}, condition('Pos', 'in', ...Array.from({ length: 3000 }, (_, at) => String(at * 7)))),
  ],
]

const languages = [
  ['python', hasPython],
  ['curl', hasCurl],
  ['r', hasR],
] as const

for (const [language, isThere] of languages) {
  describe.skipIf(!isThere)(`the script for ${language}`, () => {
    test.each(questions)('gives the rows of %s', { timeout: 60_000 }, async (_, tableId, asked) => {
      const table = await sessions.source(serverId, tableId).describe(never)
      const ids = await idsHere(table, asked)
      expect(await idsOfScript(language, table, asked)).toEqual(ids)
    })
  })
}
