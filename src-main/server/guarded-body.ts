// Bodies of answers under watch: they end with our own errors when they stall, break off or are cancelled.
import { AppError } from '@shared/errors/app-error'
import { toNetworkFailure } from './network-failure'

/** How a body is watched. */
export type BodyWatch = {
  readonly idleMs: number
  readonly signal: AbortSignal
  readonly host: string
  /** Bytes that the server announced; null when it did not, or when they were packed. */
  readonly expectedBytes: number | null
}

const cancelled = () => new AppError('cancelled', 'Cancelled.')

/** A promise, or `cancelled` as soon as the signal fires, also where the promise itself does not listen to it. */
export function orCancelled<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) {
    promise.catch(() => undefined)
    return Promise.reject(cancelled())
  }
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(cancelled())
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/**
 * The same bytes, read only as fast as they are taken.
 *
 * Ends with AppError `network.timeout` when nothing comes for `idleMs` while somebody waits, `network.interrupted`
 * when the connection breaks or fewer bytes come than were announced, `cancelled` when the signal fires.
 */
export function guardBody(body: ReadableStream<Uint8Array>, watch: BodyWatch): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  let received = 0
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await readInTime(reader, watch)
        if (!done) {
          received += value.byteLength
          controller.enqueue(value)
          return
        }
        if (watch.expectedBytes !== null && received < watch.expectedBytes) throw brokenOff(watch.host)
        controller.close()
      } catch (error) {
        reader.cancel().catch(() => undefined)
        controller.error(toBodyFailure(error, watch.host))
      }
    },
    cancel: (reason) => reader.cancel(reason),
  })
}

/** A whole body as text. */
export async function readText(body: ReadableStream<Uint8Array>, watch: BodyWatch): Promise<string> {
  const decoder = new TextDecoder()
  const parts: string[] = []
  for await (const chunk of guardBody(body, watch)) parts.push(decoder.decode(chunk, { stream: true }))
  parts.push(decoder.decode())
  return parts.join('')
}

type ReadResult =
  { readonly done: true; readonly value?: Uint8Array } | { readonly done: false; readonly value: Uint8Array }

async function readInTime(reader: ReadableStreamDefaultReader<Uint8Array>, watch: BodyWatch): Promise<ReadResult> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new AppError('network.timeout', `${watch.host} stopped sending in the middle of an answer.`))
    }, watch.idleMs)
  })
  try {
    return await orCancelled(Promise.race([reader.read(), late]), watch.signal)
  } finally {
    clearTimeout(timer)
  }
}

const brokenOff = (host: string) =>
  new AppError('network.interrupted', `The connection to ${host} broke off in the middle of an answer.`)

function toBodyFailure(error: unknown, host: string): AppError {
  const failure = toNetworkFailure(error, host)
  // Whatever tears an answer apart once it has begun is an interruption, also where its name is unknown.
  return failure.code === 'network.unreachable' ? brokenOff(host) : failure
}
