// What stands in for a server in the suite of questions, and what the questions are put together from.
import type { AppError } from '@shared/errors/app-error'
import { emptyQuery, type Condition, type Query } from '@shared/query/query'
import type { ServerId } from '@shared/server/server-profile'
import { cellId, type Cell } from '@shared/table/table-slice'
import type { SessionService } from '@main/session/session-service'
import type { Announcement } from '../support/test-sessions'

/** How a stand-in server is set up. */
export type StandInOptions = { readonly isLocked?: boolean; readonly now?: () => Date }

/**
 * What some kinds of servers have no way to tell, so that no client can:
 * - `whose-token-it-is`: an unknown token is passed over in silence, and nothing says who is asking;
 * - `that-it-is-locked`: guests who may not read the list of tables may still be admitted to some, so a refused list
 *   is no lock.
 */
export type Untold = 'whose-token-it-is' | 'that-it-is-locked'

/** A stand-in for one kind of server, with the sessions that can reach it. */
export type StandIn = {
  readonly cannotTell: readonly Untold[]
  /** A table that is there and may not be seen is refused by name, where other servers deny that it is there. */
  readonly namesHiddenTables: boolean
  /** The server's own table of tables. */
  readonly tableOfTables: string
  readonly sessions: SessionService
  readonly announced: readonly Announcement[]
  readonly serverId: ServerId
  close(): Promise<void>
}

export const never = new AbortController().signal

/** A query with these conditions, all of which must hold. */
export function where(...conditions: Omit<Condition, 'kind' | 'id' | 'isOff'>[]): Query {
  const query = emptyQuery()
  const children = conditions.map((each, at) => ({
    kind: 'condition' as const,
    id: `c${String(at)}`,
    isOff: false,
    ...each,
  }))
  return { ...query, filter: { ...query.filter, children } }
}

/** The text of an id, or of a value that is compared as text. */
export const text = (cell: Cell | undefined): string => cellId(cell ?? null)

/** The error code that a piece of work ends with; `none` when it succeeds. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: AppError) => error.code,
  )
