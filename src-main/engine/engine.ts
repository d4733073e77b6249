// Start of the engine's process. Its only tie to the application is the port to its parent.
import type { FromEngine, ToEngine } from './messages'
import { serveEngine } from './serve-engine'

/** What Electron gives a utility process; there is no network and no window here. */
type ParentPort = {
  postMessage(message: FromEngine): void
  on(event: 'message', listen: (event: { readonly data: ToEngine }) => void): void
}

const { parentPort } = process as unknown as { parentPort?: ParentPort }

if (parentPort) {
  serveEngine({
    send: (message) => {
      parentPort.postMessage(message)
    },
    onMessage: (listen) => {
      parentPort.on('message', ({ data }) => {
        listen(data)
      })
    },
  })
} else {
  process.stderr.write('The engine is started by the application, not by itself.\n')
  process.exitCode = 1
}
