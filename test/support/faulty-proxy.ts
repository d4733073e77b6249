// A proxy over real sockets before a server in the same process: it loses requests and answers when it is told to.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** `before`: the connection drops and the server hears nothing; `after`: the server acts and its answer is lost. */
export type Fault = 'before' | 'after' | 'cut' | 'silent'

export type FaultyProxy = {
  readonly root: string
  /** What came through, `METHOD /path` without the query. */
  readonly asked: string[]
  /** The next requests that fit meet these faults, one each. */
  lose(pattern: RegExp, ...faults: Fault[]): void
  /** No further faults. */
  heal(): void
  /** Called before each request is passed on. */
  onRequest: (line: string) => void
  close(): Promise<void>
}

/** Start a proxy on a free port. */
export async function startFaultyProxy(answer: (request: Request) => Promise<Response>): Promise<FaultyProxy> {
  const asked: string[] = []
  let waiting: { pattern: RegExp; fault: Fault }[] = []
  const faultFor = (line: string): Fault | null => {
    const found = waiting.find(({ pattern }) => pattern.test(line))
    waiting = waiting.filter((each) => each !== found)
    return found?.fault ?? null
  }
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    const line = `${request.method ?? ''} ${request.url ?? ''}`
    asked.push(line.split('?')[0] ?? '')
    proxy.onRequest(line)
    const body = await bodyOf(request)
    const fault = faultFor(line)
    if (fault === 'before') return request.socket.destroy()
    const given = await answer(toRequest(request, body, proxy.root))
    const bytes = Buffer.from(await given.arrayBuffer())
    if (fault === 'after') return request.socket.destroy()
    if (fault === 'silent') return undefined
    const headers = { ...Object.fromEntries(given.headers), 'content-length': String(bytes.length) }
    response.writeHead(given.status, headers)
    if (fault === 'cut') return response.write(bytes.subarray(0, 3), () => request.socket.destroy())
    return response.end(bytes)
  }
  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const proxy: FaultyProxy = {
    root: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    asked,
    heal: () => (waiting = []),
    lose: (pattern, ...faults) => waiting.push(...faults.map((fault) => ({ pattern, fault }))),
    onRequest: () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return proxy
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

function toRequest({ method = 'GET', url = '/', headers }: IncomingMessage, body: Buffer, root: string): Request {
  const given = Object.entries(headers).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  return new Request(root + url, {
    method,
    headers: given.filter(([name]) => !['connection', 'transfer-encoding', 'host'].includes(name)),
    ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
  })
}
