// The log file: what went wrong and when, without secrets. Written by electron-log, which turns the file over at 5 MB.
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import log from 'electron-log/main'

const secrets: readonly RegExp[] = [
  /(x-molgenis-token["']?\s*[:=]\s*["']?)[^\s"',;}]+/gi,
  /(molgenis-token=)[^\s&"']+/gi,
  /((?:password|passwd|token|authorization)["']?\s*[:=]\s*["']?)[^\s"',;}]+/gi,
  /(\/\/)[^/\s:@]+:[^/\s@]+(?=@)/g,
  /()\b[0-9a-f]{32}\b/gi,
]

/** A text with everything that looks like a secret struck out. */
export const withoutSecrets = (text: string): string =>
  secrets.reduce((clean, pattern) => clean.replace(pattern, '$1***'), text)

/** The program's log. */
export type Log = {
  info(message: string): void
  warn(message: string): void
  /** Writes an error with its stack and cause; answers the id under which it stands in the file. */
  failure(what: string, error: unknown): string
  readonly path: string
}

/** Open the log file in the given folder. */
export function openLog(folder: string): Log {
  const path = join(folder, 'main.log')
  log.transports.file.resolvePathFn = () => path
  log.transports.file.maxSize = 5 * 1024 * 1024
  log.transports.file.level = 'info'
  log.transports.console.level = process.env['MOLGENIS_LOG'] === 'console' ? 'info' : false
  log.transports.ipc.level = false
  return {
    path,
    info: (message) => log.info(withoutSecrets(message)),
    warn: (message) => log.warn(withoutSecrets(message)),
    failure: (what, error) => {
      const id = randomBytes(4).toString('hex')
      log.error(withoutSecrets(`[${id}] ${what}: ${describe(error)}`))
      return id
    },
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\n  caused by ${describe(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}
