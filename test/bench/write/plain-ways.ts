// Rows written as a short script would: no reading, no checks, no second attempt, no report.
import type { Steps } from './client-process'
import { tableId, type BenchRow } from './rows'

const batchRows = 1_000

type Send = (method: string, path: string, body?: unknown, form?: string) => Promise<string>

/** A row as it is read. */
type Page = Omit<BenchRow, 'SNP_ID' | 'SampleIds'> & {
  readonly _href: string
  readonly SNP_ID: { readonly SNP_ID: string }
  readonly SampleIds: readonly { readonly Sample_ID: string }[]
}

async function signIn(address: string): Promise<Send> {
  const headers = { 'content-type': 'application/json' }
  const login = { method: 'POST', headers, body: JSON.stringify({ username: 'admin', password: 'admin' }) }
  const { token } = (await (await fetch(`${address}/api/v1/login`, login)).json()) as { token: string }
  return async (method, path, body, form) => {
    const type = form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await fetch(address + path, {
      method,
      headers: { ...headers, ...type, 'x-molgenis-token': token },
      ...(form === undefined ? {} : { body: form }),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok)
      throw new Error(`${method} ${path} was answered with ${String(answer.status)}: ${text.slice(0, 200)}`)
    return text
  }
}

/** A thousand rows at a time; for two attributes whole rows: those that the script has in memory, or as they are read. */
export async function plainBatches(address: string, rows: readonly BenchRow[]): Promise<Steps> {
  const send = await signIn(address)
  const each = async (work: (batch: readonly BenchRow[]) => Promise<unknown>) => {
    for (let at = 0; at < rows.length; at += batchRows) await work(rows.slice(at, at + batchRows))
  }
  const table = `/api/v2/${tableId}`
  const put = (path: string, change: (row: BenchRow) => object) => () =>
    each((batch) => send('PUT', path, { entities: batch.map(change) }))
  return [
    ['add', () => each((entities) => send('POST', table, { entities }))],
    ['change one attribute', put(`${table}/Ref_Counts`, ({ ID }) => ({ ID, Ref_Counts: '1' }))],
    ['change two attributes', put(table, (row) => ({ ...row, Alt_Counts: '2', Position: row.Position + 1 }))],
    [
      'change two attributes, reading first',
      () =>
        each(async (batch) => {
          const ids = batch.map(({ ID }) => ID).join(',')
          const page = await send(
            'POST',
            `${table}?_method=GET`,
            undefined,
            `q=ID=in=(${ids})&num=${String(batchRows)}`,
          )
          const { items } = JSON.parse(page) as { items: Page[] }
          const entities = items.map(({ _href, ...row }) => ({
            ...row,
            SNP_ID: row.SNP_ID.SNP_ID,
            SampleIds: row.SampleIds.map(({ Sample_ID }) => Sample_ID),
            Alt_Counts: '3',
            Position: row.Position + 1,
          }))
          await send('PUT', table, { entities })
        }),
    ],
    ['delete', () => each((batch) => send('DELETE', table, { entityIds: batch.map(({ ID }) => ID) }))],
  ]
}

/** One row at a time. */
export async function plainRows(address: string, rows: readonly BenchRow[]): Promise<Steps> {
  const send = await signIn(address)
  const each = async (work: (row: BenchRow) => Promise<unknown>) => {
    for (const row of rows) await work(row)
  }
  const table = `/api/v1/${tableId}`
  return [
    ['add', () => each((row) => send('POST', table, row))],
    ['change one attribute', () => each(({ ID }) => send('PUT', `${table}/${ID}/Ref_Counts`, '1'))],
    ['change two attributes', () => each((row) => send('PUT', `${table}/${row.ID}`, { ...row, Alt_Counts: '2' }))],
    ['delete', () => each(({ ID }) => send('DELETE', `${table}/${ID}`))],
  ]
}
