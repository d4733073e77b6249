// What a person reads for each kind of failure: what happened, why, what to do, and which ways on are offered.
import type { ErrorData, ErrorFacts } from '@shared/errors/app-error'
import type { ErrorCode } from '@shared/errors/error-code'
import type { Notice, NoticeAction } from '../ui/notice'

/** Ways on that a failure may offer. The screen that shows it carries out those it can and leaves out the others. */
export type ErrorActionId =
  'try-again' | 'sign-in' | 'as-guest' | 'change-filter' | 'keep-offline' | 'refresh-copy' | 'delete-copy' | 'show-log'

/** A failure in words. */
export type ErrorText = Notice & { readonly actions: readonly (NoticeAction & { readonly id: ErrorActionId })[] }

type Words = { what: string; why?: string | null; toDo?: string | null; actions?: readonly ErrorActionId[] }

const labels: Record<ErrorActionId, string> = {
  'try-again': 'Try again',
  'sign-in': 'Sign in',
  'as-guest': 'Go on as guest',
  'change-filter': 'Change the filter',
  'keep-offline': 'Keep offline and filter here',
  'refresh-copy': 'Refresh the copy',
  'delete-copy': 'Delete the copy',
  'show-log': 'Show the log file',
}

const text = (facts: ErrorFacts, name: string): string | null => {
  const value = facts[name]
  return value === null || value === undefined || value === '' ? null : String(value)
}
/** `at https://…`, or nothing when the address is not known. */
const at = (facts: ErrorFacts): string => (text(facts, 'address') ? ` at ${text(facts, 'address')}` : '')
const host = (facts: ErrorFacts): string => {
  const address = text(facts, 'address')
  if (address === null) return 'the server'
  return /^https?:\/\//i.test(address) && URL.canParse(address) ? new URL(address).host : address
}
const tableName = (facts: ErrorFacts): string =>
  text(facts, 'tableId') ? `The table ${text(facts, 'tableId')}` : 'The table'

const texts: Record<ErrorCode, (facts: ErrorFacts, message: string) => Words> = {
  'input.invalid': (_facts, message) => ({ what: message }),
  'network.address-unknown': (facts) => ({
    what: `There is no computer named ${host(facts)}.`,
    why: 'The name was not found on this network.',
    toDo: 'Check the spelling of the address, and whether this computer is online or needs a VPN for it.',
    actions: ['try-again'],
  }),
  'network.refused': (facts) => ({
    what: `Nothing answers at ${host(facts)}.`,
    why: 'The computer is there, but it refuses connections at this address and port.',
    toDo: 'Check the port in the address. The server may also be down.',
    actions: ['try-again'],
  }),
  'network.timeout': (facts) => ({
    what: `No answer from ${host(facts)} in time.`,
    why: 'The server is slow or busy, or a firewall swallows the request.',
    toDo: 'Try again in a moment. A filter makes the question smaller.',
    actions: ['try-again'],
  }),
  'network.certificate': (_facts, message) => ({
    what: message,
    why: 'A certificate that has expired, is for another name, or comes from an unknown authority is not trusted.',
    toDo: "Ask the server's administrator. An authority of your own organisation belongs in this computer's certificate store.",
    actions: ['try-again'],
  }),
  'network.proxy': (_facts, message) => ({
    what: message,
    why: 'A proxy stands between this computer and the server.',
    toDo: 'Sign in to the proxy in a browser, or check the proxy settings of this computer.',
    actions: ['try-again'],
  }),
  'network.unreachable': (facts) => ({
    what: `${host(facts) === 'the server' ? 'The server' : host(facts)} cannot be reached.`,
    why: 'There is no way to it from this network right now.',
    toDo: 'Check the network connection. Offline copies work without one.',
    actions: ['try-again'],
  }),
  'network.interrupted': (facts) => ({
    what: `The connection to ${host(facts)} broke off.`,
    why: 'The answer ended before it was complete.',
    toDo: 'Nothing of it was used. Try again.',
    actions: ['try-again'],
  }),
  'auth.required': (facts) => ({
    what: `${host(facts) === 'the server' ? 'The server' : host(facts)} wants you to sign in.`,
    why: 'It does not admit guests, or guests may not see this.',
    toDo: 'Sign in with an account of this server.',
    actions: ['sign-in'],
  }),
  'auth.refused': (facts, message) =>
    text(facts, 'field') !== null
      ? { what: message }
      : {
          what: 'The server did not accept this user name and password.',
          why: 'It does not say which of the two is wrong.',
          toDo: 'After too many tries some servers lock the account.',
        },
  'auth.password-change': (facts) => ({
    what: 'The password must be changed first.',
    why: 'The server lets this account in again once it has a new password.',
    toDo: `Change it in a browser${at(facts)}, then sign in here.`,
  }),
  'auth.expired': () => ({
    what: 'The session has ended.',
    why: 'The server no longer knows the sign-in and treats you as a guest.',
    toDo: 'Sign in again, or go on with what guests may see.',
    actions: ['sign-in', 'as-guest'],
  }),
  'server.not-molgenis': (_facts, message) => ({
    what: message,
    why: 'What answers there does not answer as a MOLGENIS server does.',
    toDo: 'Check the address as it stands in the browser, the sub-folder included.',
  }),
  'server.unavailable': (facts) => ({
    what: `${host(facts) === 'the server' ? 'The server' : host(facts)} cannot answer right now.`,
    why: 'It is starting, overloaded or under maintenance.',
    toDo: 'Try again in a minute.',
    actions: ['try-again'],
  }),
  'server.refused': (_facts, message) => ({ what: message, actions: ['try-again'] }),
  'server.answer-malformed': (_facts, message) => ({
    what: "The server's answer cannot be read.",
    why: message,
    toDo: 'Try again. If it stays, the log file has the details.',
    actions: ['try-again', 'show-log'],
  }),
  'table.missing': (facts) => ({
    what: `${tableName(facts)} is not there.`,
    why: 'The server has no such table, or does not show it to this account.',
    toDo: 'Check the name, or sign in with an account that may see it.',
    actions: ['try-again', 'sign-in'],
  }),
  'query.invalid': (_facts, message) => ({
    what: 'This filter cannot be asked.',
    why: message,
    actions: ['change-filter'],
  }),
  'query.refused': (facts, message) => ({
    // A filter of a copy that leads into another table needs a copy of that one too.
    what: `The ${text(facts, 'asked') === 'copy' ? 'copy' : 'server'} cannot answer this filter.`,
    why: message,
    actions: ['keep-offline', 'change-filter'],
  }),
  'dataset.missing': () => ({
    what: 'This offline copy is no longer there.',
    why: 'Its file was deleted or moved.',
    toDo: 'Open the table on its server and keep it offline again.',
  }),
  'dataset.corrupt': () => ({
    what: 'This offline copy cannot be read.',
    why: 'Its file is damaged or was written by another version.',
    toDo: 'Refresh it from its server, or delete it.',
    actions: ['refresh-copy', 'delete-copy'],
  }),
  'dataset.changed': () => ({
    what: 'The table changed while it was being read.',
    why: 'Its rows or columns are no longer those that the copy was begun with.',
    toDo: 'Nothing was kept. Start again.',
    actions: ['try-again'],
  }),
  'engine.stopped': () => ({
    what: 'The part that reads offline copies stopped and was started again.',
    why: 'Copies are safe on disk.',
    toDo: 'Try again.',
    actions: ['try-again', 'show-log'],
  }),
  'disk.full': (facts) => ({
    what: 'The disk is full.',
    why: text(facts, 'path')
      ? `There is no room left for ${text(facts, 'path')}.`
      : 'There is no room left to write to.',
    toDo: 'Make room, for instance by deleting offline copies, then try again.',
    actions: ['try-again'],
  }),
  'file.failed': (facts, message) => ({
    what: 'The file could not be written or read.',
    why: text(facts, 'path') ? `${message} (${text(facts, 'path')})` : message,
    toDo: 'Check whether it is open in another program and whether you may write there.',
    actions: ['try-again'],
  }),
  cancelled: () => ({ what: 'Cancelled.' }),
  internal: (facts, message) => ({
    what: 'Something went wrong in this program.',
    why: message,
    toDo: text(facts, 'logId')
      ? `The log file has the details under ${text(facts, 'logId')}.`
      : 'The log file has the details.',
    actions: ['try-again', 'show-log'],
  }),
}

/**
 * A failure in words for the screen.
 *
 * The server's own words come as `details`; where main's sentence says more than the general one, it stands there too.
 */
export function errorText(error: ErrorData): ErrorText {
  const words = texts[error.code](error.facts, error.message)
  const shown = [words.what, words.why, words.toDo]
  const serverWords = text(error.facts, 'serverWords')
  const details = [
    shown.some((line) => line?.includes(error.message)) ? null : error.message,
    serverWords === null || error.message.includes(serverWords) ? null : `The server said: ${serverWords}`,
    text(error.facts, 'status') === null ? null : `HTTP status ${text(error.facts, 'status')}`,
    text(error.facts, 'serverCode') === null ? null : `Error code ${text(error.facts, 'serverCode')}`,
  ].filter((line) => line !== null)
  return {
    what: words.what,
    why: words.why ?? null,
    toDo: words.toDo ?? null,
    details: details.length > 0 ? details.join('\n') : null,
    actions: (words.actions ?? []).map((id) => ({ id, label: labels[id] })),
  }
}
