// A server behind a socket, a session on it, and the scripts that ask it: their rows beside the program's own.
import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'vitest'
import type { SampleServerOptions } from '@main/sample-server/index'
import type { Query } from '@shared/query/query'
import { queryScript, type QueryScript, type ScriptLanguage } from '@shared/query/script/query-script'
import type { Table } from '@shared/table/table'
import { cellId } from '@shared/table/table-slice'
import { startSample } from '../e2e/support/sample-on-loopback'
import { parseCsv } from './engine/parse-csv'
import { createTestSessions } from './test-sessions'

const never = new AbortController().signal
const run = promisify(execFile)
const programs: Readonly<Record<ScriptLanguage, string>> = { python: 'python3', r: 'Rscript', curl: 'sh' }

/** The languages whose scripts can run on this computer. */
export const runnable: Readonly<Record<ScriptLanguage, boolean>> = {
  python: spawnSync('python3', ['-c', 'import requests']).status === 0,
  r: spawnSync('Rscript', ['-e', 'library(httr); library(jsonlite)']).status === 0,
  curl: spawnSync('curl', ['--version']).status === 0,
}

export type ScriptWorld = Awaited<ReturnType<typeof createScriptWorld>>

/** Start a server and sign in to it. */
export async function createScriptWorld(options: SampleServerOptions) {
  const folder = await mkdtemp(join(tmpdir(), 'scripts-test-'))
  const server = await startSample(options)
  const { sessions } = createTestSessions()
  const { id: serverId } = await sessions.add({
    address: server.root,
    name: 'Scripts',
    signIn: { kind: 'password', userName: 'admin', password: 'admin' },
  })

  async function token(): Promise<string> {
    const body = JSON.stringify({ username: 'admin', password: 'admin' })
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${server.root}/api/v1/login`, { method: 'POST', headers, body })
    return ((await answer.json()) as { token: string }).token
  }

  const tableOf = (tableId: string): Promise<Table> => sessions.source(serverId, tableId).describe(never)

  /** The script for a question with all columns, or why there is none. */
  const scriptOf = (language: ScriptLanguage, table: Table, query: Query): QueryScript =>
    queryScript(language, {
      root: server.root,
      isGuest: false,
      table,
      findTable: () => undefined,
      query,
      columns: table.columns.map(({ name }) => name),
      now: new Date(),
    })

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
    const script = scriptOf(language, table, asked)
    if (script.text === null) throw new Error(script.problem)
    expect(script.text).not.toContain(await token())
    const env = { ...process.env, MOLGENIS_TOKEN: await token() }
    const path = join(folder, 'script')
    await writeFile(path, script.text)
    const { stdout } = await run(programs[language], [path], { env, maxBuffer: 2 ** 28 })
    if (language !== 'curl') {
      const [head = [], ...rows] = parseCsv(stdout)
      expect(head).toEqual(table.columns.map(({ name }) => name))
      return rows.map((row) => String(row[head.indexOf(table.idColumn)]))
    }
    const pages = stdout.trim().split(/\n(?=\{)/)
    return pages.flatMap((page) =>
      (JSON.parse(page) as { items: Record<string, unknown>[] }).items.map((item) => String(item[table.idColumn])),
    )
  }

  async function close(): Promise<void> {
    sessions.close()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }

  return { tableOf, scriptOf, idsHere, idsOfScript, close }
}
