// Downloads the pages of one answer: some at a time, in any order, again where the network failed.
import { join } from 'node:path'
import type { EngineAsk, PageReport } from '@main/engine/messages'
import type { ServerConnection } from '@main/server/server-connection'
import { places } from '@shared/dataset/places'
import { AppError, isCancelled, throwIfCancelled } from '@shared/errors/app-error'
import type { Query } from '@shared/query/query'
import type { ServerId } from '@shared/server/server-profile'
import type { Table } from '@shared/table/table'
import { savePage } from './page-file'

/** The part of the session service that a download needs. */
export interface Servers {
  connection(serverId: ServerId): Promise<ServerConnection>
  /** Resolves as soon as somebody is signed in to the server. */
  whenSignedIn(serverId: ServerId, signal: AbortSignal): Promise<void>
}

export type PageRequest = {
  readonly jobId: string
  readonly serverId: ServerId
  readonly table: Table
  readonly query: Query
  readonly pageRows: number
}

export type DownloadContext = {
  /** Folder of the kept copies. */
  readonly root: string
  readonly engine: EngineAsk
  readonly servers: Servers
  readonly signal: AbortSignal
  /** Runs `wait` while the task shows that it waits for a sign-in. */
  readonly whileWaitingForSignIn: (wait: () => Promise<void>) => Promise<void>
  readonly onBytes: (sizeBytes: number) => void
  /** Pause before the second, third, … attempt at a page, in milliseconds. */
  readonly retryDelaysMs: readonly number[]
}

const mostAtOnce = 4
/** A page for which a sign-in does not help is given up after this many. */
const mostSignIns = 3

const retryableCodes: readonly string[] = [
  'network.timeout',
  'network.refused',
  'network.unreachable',
  'network.interrupted',
  'server.unavailable',
  'server.answer-malformed',
  'engine.stopped',
]

/** Reads pages of one answer into parts. One object for one job. */
export class PageDownload {
  private atOnce = 2
  private signingIn: Promise<void> | null = null

  constructor(
    private readonly request: PageRequest,
    private readonly context: DownloadContext,
  ) {}

  /**
   * Read pages in any order, up to four at a time: more as they succeed, fewer when the server has trouble.
   *
   * @param offsets   first rows of the pages
   * @param onPage    called after each page that has become a part
   * @throws AppError the first failure that trying again does not mend; no other page is under way then
   */
  async readAll(
    offsets: readonly number[],
    onPage: (offset: number, report: PageReport) => Promise<void>,
  ): Promise<void> {
    const stop = new AbortController()
    const { signal } = stop
    const end = () => stop.abort()
    if (this.context.signal.aborted) end()
    this.context.signal.addEventListener('abort', end, { once: true })
    const waiting = [...offsets]
    const running = new Set<Promise<void>>()
    const failures: unknown[] = []
    const start = (offset: number) => {
      const page = this.readPage(offset, signal)
        .then((report) => onPage(offset, report))
        .catch((error: unknown) => {
          failures.push(error)
          stop.abort()
        })
        .finally(() => running.delete(page))
      running.add(page)
    }
    while (failures.length === 0 && (waiting.length > 0 || running.size > 0)) {
      while (running.size < this.atOnce && waiting.length > 0) start(waiting.shift() ?? 0)
      await Promise.race(running)
    }
    await Promise.all(running)
    this.context.signal.removeEventListener('abort', end)
    // What was cancelled because another page failed is not the reason.
    if (failures.length > 0) throw failures.find((error) => !isCancelled(error)) ?? failures[0]
  }

  /**
   * Read one page into a part, trying again where that may help, and waiting for a sign-in where one is needed.
   *
   * @throws AppError as the server or the disk has it; `cancelled`
   */
  async readPage(offset: number, signal: AbortSignal): Promise<PageReport> {
    let failures = 0
    let signIns = 0
    for (;;) {
      throwIfCancelled(signal)
      try {
        const report = await this.tryPage(offset, signal)
        this.atOnce = Math.min(mostAtOnce, this.atOnce + 1)
        return report
      } catch (error) {
        if (!(error instanceof AppError) || isCancelled(error) || signal.aborted) throw error
        if (error.code === 'auth.expired' && signIns < mostSignIns) {
          signIns += 1
          await this.waitForSignIn(signal)
        } else {
          const delayMs = this.context.retryDelaysMs[failures]
          // A page that comes out wrong twice is not the network's doing.
          const isHopeless = error.code === 'server.answer-malformed' && failures > 0
          if (isHopeless || !retryableCodes.includes(error.code) || delayMs === undefined) throw error
          failures += 1
          this.atOnce = 1
          await pause(delayMs, signal)
        }
      }
    }
  }

  private async tryPage(offset: number, signal: AbortSignal): Promise<PageReport> {
    const { jobId, serverId, table, query, pageRows } = this.request
    const { root, engine, servers, onBytes } = this.context
    const connection = await servers.connection(serverId)
    const response = await connection.openPage(table, query, { offset, limit: pageRows }, signal)
    onBytes(await savePage(response, join(root, places.page(jobId, offset)), signal))
    return engine.ask('page.convert', { jobId, offset, table }, { signal })
  }

  /** All pages wait for one and the same sign-in. */
  private async waitForSignIn(signal: AbortSignal): Promise<void> {
    this.signingIn ??= this.context
      .whileWaitingForSignIn(() => this.context.servers.whenSignedIn(this.request.serverId, this.context.signal))
      .finally(() => {
        this.signingIn = null
      })
    await this.signingIn
    throwIfCancelled(signal)
  }
}

/** Wait, unless the signal fires first. @throws AppError `cancelled` */
function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(new AppError('cancelled', 'Cancelled.'))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, delayMs)
    signal.addEventListener('abort', stop, { once: true })
  })
}
