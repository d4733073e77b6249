// A server made of rows in memory, for downloads: it sends pages as real ones do, and trouble where a test wants it.
import type { KnownServers } from '@main/dataset/dataset-service'
import type { RowSource, RowWindow } from '@main/server/row-source'
import type { ServerConnection } from '@main/server/server-connection'
import { AppError } from '@shared/errors/app-error'
import type { Query } from '@shared/query/query'
import type { ServerEntry, ServerId } from '@shared/server/server-profile'
import type { Table } from '@shared/table/table'

export const serverId = 'server-1' as ServerId

export type WireRow = Readonly<Record<string, unknown>>

/** What happens to a request for a page before it is answered: throw, or answer otherwise; undefined to go on. */
export type PageHook = (page: {
  readonly offset: number
  /** How often this page has been asked for, from 1. */
  readonly attempt: number
  readonly query: Query
}) => Promise<Response | undefined> | Response | undefined

export class FakeServer implements KnownServers {
  /** First rows of the pages that were asked for, in order. */
  readonly asked: number[] = []
  mostAtOnce = 0
  pageHook: PageHook = () => undefined
  signIn: () => Promise<void> = () => Promise.reject(new Error('No sign-in was expected.'))
  private atOnce = 0

  constructor(
    readonly table: Table,
    public rows: readonly WireRow[],
    private readonly maxPageRows = 10_000,
  ) {}

  list(): ServerEntry[] {
    const session = {
      state: 'signed-in',
      userName: 'admin',
      serverVersion: '10.2.4',
      tokenKeptIn: 'memory',
      signedInAtIso: null,
      endedBy: null,
    } as const
    return [
      {
        id: serverId,
        name: 'Test server',
        address: 'https://server.example',
        signInKind: 'password',
        userName: 'admin',
        lastUsedAtIso: null,
        session,
      },
    ]
  }

  connection(): Promise<ServerConnection> {
    const notAsked = () => Promise.reject(new Error('Downloads do not ask this.'))
    return Promise.resolve({
      capabilities: { maxPageRows: this.maxPageRows, importer: null },
      listTables: notAsked,
      describeTable: () => Promise.resolve(this.table),
      rowSource: () => ({ count: () => Promise.resolve(this.rows.length) }) as unknown as RowSource,
      openPage: (_table, query, window, signal) => this.openPage(query, window, signal),
    })
  }

  whenSignedIn(): Promise<void> {
    return this.signIn()
  }

  private async openPage(query: Query, { offset, limit }: RowWindow, signal: AbortSignal): Promise<Response> {
    this.asked.push(offset)
    this.atOnce += 1
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce)
    try {
      const attempt = this.asked.filter((each) => each === offset).length
      const hooked = (async () => this.pageHook({ offset, attempt, query }))()
      const other = await untilAborted(hooked, signal)
      return other ?? pageResponse(this.rows.slice(offset, offset + limit), this.rows.length)
    } finally {
      this.atOnce -= 1
    }
  }
}

/** A request ends when its signal fires, whatever the server does. */
function untilAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new AppError('cancelled', 'Cancelled.'))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    void answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** A page as it comes over the wire. Whole numbers given as bigint are written with all their digits. */
export const pageResponse = (items: readonly WireRow[], total: number): Response =>
  new Response(pageText(items, total), { status: 200, headers: { 'content-type': 'application/json' } })

/** The text of a page. */
export const pageText = (items: readonly WireRow[], total: number): string =>
  wireJson({ href: '/api/v2/T', meta: { name: 'T', attributes: [] }, start: 0, num: items.length, total, items })

/** JSON with bigint as plain numbers and without empty values, as servers write it. */
export function wireJson(value: unknown): string {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return `[${value.map(wireJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).filter(([, member]) => member !== null && member !== undefined)
  return `{${entries.map(([name, member]) => `${JSON.stringify(name)}:${wireJson(member)}`).join(',')}}`
}
