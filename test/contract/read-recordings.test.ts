// Every recorded answer of a real server goes through the client's parsers: what is data is read, what is a refusal
// becomes the right error, and nothing is lost on the way.
import type { AppError } from '@shared/errors/app-error'
import { HttpClient } from '@main/server/http-client'
import { parseJsonText } from '@main/server/json-text'
import { toCell, toSlice } from '@main/server/molgenis-classic/map-cell'
import { toTable } from '@main/server/molgenis-classic/map-table'
import { readRefusal, readSignInRefusal, readWords } from '@main/server/molgenis-classic/refusal'
import {
  collectionSchema,
  contextSchema,
  entityTypeSchema,
  loginSchema,
  rowSchema,
  versionSchema,
} from '@main/server/molgenis-classic/wire'
import { parse, stringify } from 'lossless-json'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Recording = {
  readonly name: string
  readonly method: string
  readonly path: string
  readonly status: number
  readonly contentType: string
  /** The body as it was sent, to the digit. */
  readonly text: string
}

type File = {
  request: { method: string; path: string }
  response: { status: number; headers: Record<string, string>; json?: unknown; text?: string }
}

const folder = new URL('../fixtures/recorded/', import.meta.url)

const recordings: Recording[] = readdirSync(folder)
  .filter((name) => /^(?:session|locked|rights|read|query|querytypes|write)-.*\.json$/.test(name))
  .map((name) => {
    const { request, response } = parse(readFileSync(new URL(name, folder), 'utf8')) as File
    return {
      name: name.replace('.json', ''),
      method: request.method,
      path: request.path,
      status: Number(String(response.status)),
      contentType: response.headers['content-type'] ?? '',
      text: response.text ?? (response.json === undefined ? '' : (stringify(response.json) ?? '')),
    }
  })

const named = (pattern: RegExp) => recordings.filter(({ name }) => pattern.test(name))
const isV2Rows = ({ path, status, text }: Recording) =>
  status === 200 && path.startsWith('/api/v2/') && text.includes('"items"') && text.includes('"meta"')

/** The recording, read by the HTTP client as if a server sent it. */
async function answerOf({ status, contentType, text }: Recording) {
  const headers = new Headers(contentType === '' ? [] : [['content-type', contentType]])
  const http = new HttpClient({
    root: 'https://server',
    token: () => null,
    fetch: () => Promise.resolve(new Response(text === '' ? null : text, { status, headers })),
  })
  const request = { method: 'GET', path: '/x', isRepeatable: false, mayBeEmpty: true } as const
  return http.json(request, new AbortController().signal)
}

describe('recorded answers', () => {
  it('are there', () => expect(recordings.length).toBeGreaterThan(150))

  it.each(
    recordings.filter(({ contentType }) => contentType.includes('json')).map((each) => [each.name, each] as const),
  )('%s comes through the client with its status', async (_, recording) => {
    const { status, body } = await answerOf(recording)
    expect(status).toBe(recording.status)
    expect(body).toEqual(parseJsonText(recording.text))
  })

  it.each(recordings.filter(isV2Rows).map((each) => [each.name, each] as const))(
    '%s becomes a table with its rows',
    async (_, recording) => {
      const { meta, items, total } = collectionSchema.parse((await answerOf(recording)).body)
      const table = toTable(entityTypeSchema.parse(meta), null)
      const slice = toSlice(items, table.columns, 0, total)
      expect(slice.rowCount).toBe(items.length)
      expect(slice.data.map((cells) => cells.length)).toEqual(table.columns.map(() => items.length))
      // Everything that the server sent under a column's name is there again.
      for (const [at, column] of table.columns.entries()) {
        const sent = items
          .map((item) => item[column.name])
          .map((value) => (Array.isArray(value) ? value.length : value !== undefined))
        const got = slice.data[at]?.map((cell) => (Array.isArray(cell) ? cell.length : cell !== null))
        expect(got).toEqual(sent.map((value) => (value === false && column.type.endsWith('references') ? 0 : value)))
      }
      const isPart = recording.path.includes('attrs=')
      if (!isPart) expect(table.columns.filter(({ isId }) => isId)).toHaveLength(1)
    },
  )

  it.each(recordings.filter(({ status }) => status >= 400).map((each) => [each.name, each] as const))(
    '%s is refused with the words of the server',
    async (_, recording) => {
      if (!recording.contentType.includes('json')) {
        const error = await answerOf(recording).catch((reason: unknown) => reason as AppError)
        expect(error).toMatchObject({
          code: 'server.not-molgenis',
          facts: { serverWords: 'HTTP Status 400 – Bad Request' },
        })
        return
      }
      const { status, body } = await answerOf(recording)
      const { words, code } = readWords(body)
      expect(words).toBeTruthy()
      const tableId = /^\/api\/(?:v1|v2|data)\/([^/?]+)/.exec(recording.path)?.[1] ?? 'x'
      const error = readRefusal(status, body, { tableId, hasQuery: recording.path.includes('q=') })
      expect(error.facts).toMatchObject({ status, serverWords: words, serverCode: code })
      const expected =
        status === 401
          ? 'auth.required'
          : code === 'D01'
            ? 'table.missing'
            : recording.path.includes('q=')
              ? 'query.refused'
              : 'server.refused'
      expect(error.code).toBe(expected)
    },
  )
})

describe('recorded sessions', () => {
  const one = async (name: string) => {
    const [recording] = named(new RegExp(`^${name}$`))
    if (!recording) throw new Error(`No recording ${name}`)
    return answerOf(recording)
  }

  it('tell version, token and person', async () => {
    expect(versionSchema.parse((await one('session-version')).body)).toMatchObject({ molgenisVersion: '10.2.4' })
    expect(loginSchema.parse((await one('session-login-admin')).body)).toMatchObject({ username: 'admin' })
    expect(contextSchema.parse((await one('session-context-reader')).body)).toMatchObject({
      authenticated: true,
      username: 'reader',
    })
    expect(contextSchema.parse((await one('session-context-bad-token')).body)).toMatchObject({ authenticated: false })
    expect(await one('session-logout')).toEqual({ status: 200, body: null })
  })

  it('tell a wrong password from one that must be changed', async () => {
    const wrong = await one('session-login-wrong')
    expect(readSignInRefusal(wrong.status, wrong.body).code).toBe('auth.refused')
    const fresh = await one('session-login-fresh')
    expect(readSignInRefusal(fresh.status, fresh.body).code).toBe('auth.password-change')
  })
})

describe('recorded values', () => {
  it('of every type become cells without loss', async () => {
    const [recording] = named(/^read-v2-all-types$/)
    const { meta, items, total } = collectionSchema.parse((await answerOf(recording as Recording)).body)
    const table = toTable(entityTypeSchema.parse(meta), null)
    const { columns, data } = toSlice(items, table.columns, 0, total)
    const rows = items.map((_, row) => Object.fromEntries(columns.map((name, at) => [name, data[at]?.[row]])))
    const gene = (id: string) => ({ id, label: id })
    expect(table.columns.find(({ name }) => name === 'xbool')?.groups).toEqual(['grp'])
    expect(rows[0]).toMatchObject({
      id: 'empty',
      xbool: null,
      xcat: null,
      xcatm: [],
      xlong: null,
      xmref: [],
      xtext: null,
    })
    expect(rows[1]).toEqual({
      id: 'full',
      xbool: true,
      xcat: gene('ENSG00000018236'),
      xcatm: [gene('ENSG00000018236'), gene('ENSG00000129226')],
      xdate: '2015-12-31',
      xdatetime: '2015-12-31T22:59:59Z',
      xdecimal: 0.1,
      xemail: 'a@example.org',
      xenum: 'b',
      xhtml: '<b>bold</b> & <script>1</script>',
      xhyper: 'https://example.org/a?b=c',
      xint: -2147483648,
      xlong: '9007199254740993',
      xmref: [gene('ENSG00000129226'), gene('ENSG00000018236')],
      xscript: 'x <- 1',
      xstring: 'T',
      xtext: 'line one\nline "two", äöü 😀',
      xxref: gene('rs9901673'),
    })
    expect(rows[2]).toMatchObject({
      id: 'odd (a/b)?',
      xlong: '-9223372036854775807',
      xdecimal: 1e-300,
      xdate: '0001-01-01',
    })
    expect(rows[3]).toMatchObject({ xlong: '0', xstring: '  padded  ', xtext: 'NaN', xdecimal: 1234567890.1234567 })
  })

  it('of one row come with their metadata', async () => {
    for (const recording of named(/^read-v2-one$/)) {
      const row = rowSchema.parse((await answerOf(recording)).body)
      expect(row._meta && toTable(row._meta, null).columns.length).toBeGreaterThan(0)
    }
  })

  it('of v1 come with references written out where that was asked', async () => {
    const [v2] = named(/^read-v2-one-snp$/)
    const { meta } = collectionSchema.parse((await answerOf(v2 as Recording)).body)
    const column = toTable(entityTypeSchema.parse(meta), null).columns.find(({ name }) => name === 'SNP_ID')
    const [v1] = named(/^read-v1-expand-attributes$/)
    const { items } = collectionSchema.parse((await answerOf(v1 as Recording)).body)
    const snp = { id: 'rs12460890', label: 'rs12460890' }
    expect(items.map((item) => column && toCell(item['SNP_ID'], column))).toEqual([snp, snp])
  })
})
