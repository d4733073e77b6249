// A small HTTP server for tests that answers as servers, proxies and networks do when something is wrong.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'

export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void

/** A running server, what it was asked (`GET /path`), and the requests with their headers. */
export type Running = {
  readonly root: string
  readonly asked: string[]
  readonly requests: IncomingMessage[]
  close(): Promise<void>
}

const certificate = (name: string) => readFileSync(new URL(`../fixtures/certificate/${name}.pem`, import.meta.url))

/** Start a server on a free port of this computer. */
export async function startMisbehaving(behave: Behaviour, isEncrypted = false): Promise<Running> {
  const asked: string[] = []
  const requests: IncomingMessage[] = []
  const listener: Behaviour = (request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
    requests.push(request)
    behave(request, response)
  }
  const server: Server = isEncrypted
    ? createSecureServer({ key: certificate('key'), cert: certificate('certificate') }, listener)
    : createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    root: `${isEncrypted ? 'https' : 'http'}://127.0.0.1:${String(port)}`,
    asked,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A root address on this computer at which nothing listens. */
export async function freeRoot(): Promise<string> {
  const server = await startMisbehaving(() => undefined)
  await server.close()
  return server.root
}

const send = (status: number, type: string, body: string, headers: Record<string, string> = {}): Behaviour => {
  return (_, response) => response.writeHead(status, { 'content-type': type, ...headers }).end(body)
}

export const answerJson = (value: unknown, status = 200, headers: Record<string, string> = {}): Behaviour =>
  send(status, 'application/json;charset=UTF-8', JSON.stringify(value), headers)

export const answerText = send

export const answerHtml = (title: string, status = 200, body = ''): Behaviour =>
  send(
    status,
    'text/html;charset=utf-8',
    `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`,
  )

/** Announces more bytes than it sends, then ends the connection. */
export const breakOff = (part: string): Behaviour => {
  return (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(part.length + 1000) })
    response.write(part, () => response.destroy())
  }
}

/** Ends an answer in the middle as if that were its end. */
export const cutShort = (part: string): Behaviour => send(200, 'application/json', part)

/** Closes the connection without a word. */
export const hangUp: Behaviour = (request) => request.socket.destroy()

/** Takes the request and never answers. */
export const keepSilent: Behaviour = () => undefined

/** Begins an answer and never ends it. */
export const stall = (part: string): Behaviour => {
  return (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.write(part)
  }
}

export const redirectTo = (location: string, status = 302): Behaviour => {
  return (_, response) => response.writeHead(status, { location }).end()
}

/** One behaviour after the other; the last one stays. */
export function inTurn(...behaviours: readonly Behaviour[]): Behaviour {
  let turn = 0
  return (request, response) => {
    const behave = behaviours[Math.min(turn, behaviours.length - 1)]
    turn += 1
    behave?.(request, response)
  }
}

/** Behaviours by the beginning of the path; what is not listed gives a 404 page. */
export function byPath(behaviours: Readonly<Record<string, Behaviour>>): Behaviour {
  return (request, response) => {
    const found = Object.entries(behaviours).find(([path]) => request.url?.startsWith(path))
    ;(found?.[1] ?? answerHtml('Not found', 404))(request, response)
  }
}
