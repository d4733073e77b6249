// The built-in sample server: a small MOLGENIS that answers in the same process or over loopback.
import type { Hono } from 'hono'
import { sampleAccounts } from './access/account'
import { createServerApp } from './http/server-app'
import type { GenerationName } from './generation'
import { DONOR_TABLE } from './sample/donor-table'
import { sampleContent } from './sample/sample-content'

/** How the sample server is set up; everything may be left out. */
export type SampleServerOptions = {
  /** Generated SNPs beside the five published ones, 2000 where not given. */
  readonly snpCount?: number
  /** Mean number of samples per generated SNP, 25 where not given. */
  readonly samplesPerSnp?: number
  /** Guests are refused every table (401). */
  readonly isLocked?: boolean
  /** Lifetime of a token from sign-in, 120 where not given. */
  readonly tokenMinutes?: number
  readonly now?: () => Date
  /** Scheme and host of absolute links in answers; the request's own where not given. */
  readonly baseUrl?: string
  /** The generation of servers that is played, `10.2` where not given. */
  readonly generation?: GenerationName
}

/** A running server: hand requests to `fetch`, or put `app` behind a socket. */
export type SampleServer = {
  readonly fetch: (request: Request) => Promise<Response>
  readonly app: Hono
}

/** SNPs and samples of the built-in data. */
export const DEFAULT_SIZE = { snpCount: 2000, samplesPerSnp: 25 } as const

/**
 * Make a sample server. Nothing is generated before a request needs it.
 *
 * Accounts, whose passwords are their names: `admin` (all rights), `editor` (adds and updates, but does not delete),
 * `reader` (reads), `fresh` (must change the password first), and guests, who see all tables but `Donor`.
 */
export function createSampleServer(options: SampleServerOptions = {}): SampleServer {
  const { snpCount = DEFAULT_SIZE.snpCount, samplesPerSnp = DEFAULT_SIZE.samplesPerSnp, ...rest } = options
  const app = createServerApp({
    ...rest,
    content: (origin) => sampleContent({ snpCount, samplesPerSnp }, origin),
    accounts: sampleAccounts(new Set([DONOR_TABLE])),
  })
  return { app, fetch: async (request) => app.fetch(request) }
}
