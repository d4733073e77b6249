// The questions that every kind of server must answer alike, asked through a session as the program asks them.
import { rowQuestions } from './server-dialect-rows.contract'
import { sessionQuestions } from './server-dialect-sessions.contract'
import type { StandIn, StandInOptions } from './stand-in'

/** The suite, with stand-ins as each kind of server starts them. */
export function serverDialectContract(name: string, start: (options?: StandInOptions) => Promise<StandIn>): void {
  sessionQuestions(name, start)
  rowQuestions(name, () => start())
}
