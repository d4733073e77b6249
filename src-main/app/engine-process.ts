// Starts the dataset engine as a utility process: no window, no network, no token.
import type { EngineProcess } from '@main/dataset/engine-client'
import type { FromEngine } from '@main/engine/messages'
import { utilityProcess } from 'electron'
import type { Log } from './log'
import { engineFile } from './paths'

/** Fork the engine; what it writes to its error output goes to the log. */
export function startEngineProcess(log: Log): EngineProcess {
  const child = utilityProcess.fork(engineFile, [], { serviceName: 'MOLGENIS Desktop engine', stdio: 'pipe' })
  child.stderr?.on('data', (text: Buffer) => log.warn(`engine: ${text.toString().trimEnd()}`))
  child.on('exit', (code) => log.info(`engine ended with ${code}`))
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listen) => child.on('message', (message: FromEngine) => listen(message)),
    onExit: (listen) => child.once('exit', () => listen()),
    kill: () => child.kill(),
  }
}
