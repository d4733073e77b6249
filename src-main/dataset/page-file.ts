// Brings the body of a page to the disk as it comes, without reading it.
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { pipeline } from 'node:stream/promises'
import { AppError, isCancelled } from '@shared/errors/app-error'

/**
 * Stream a body into a file; the disk sets the pace.
 *
 * @returns size in bytes
 * @throws AppError `network.interrupted` when the body breaks off, `disk.full`, `file.failed`, `cancelled`
 */
export async function savePage(response: Response, path: string, signal: AbortSignal): Promise<number> {
  if (!response.body) throw new AppError('server.answer-malformed', 'The server sent an empty page.')
  const file = createWriteStream(path)
  try {
    // The tests' type checker knows the browser's streams as well; these are Node's.
    await pipeline(Readable.fromWeb(response.body as ReadableStream<Uint8Array>), file, { signal })
    return file.bytesWritten
  } catch (error) {
    await rm(path, { force: true })
    throw toPageFailure(error)
  }
}

function toPageFailure(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (isCancelled(error)) return new AppError('cancelled', 'Cancelled.')
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return (
    diskFailure(code, error) ??
    new AppError('network.interrupted', 'The connection broke off within a page.', { cause: error })
  )
}

/** The error for a failure of the disk; null when the code does not tell of one. */
export function diskFailure(code: string, cause: unknown): AppError | null {
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError('disk.full', 'The copy was not kept because the disk is full. Free some space and try again.', {
      cause,
    })
  }
  if (/^(EACCES|EPERM|EROFS|ENOENT|EIO|EBUSY|EMFILE)$/.test(code)) {
    return new AppError('file.failed', `The copy could not be written to the folder of the application (${code}).`, {
      cause,
    })
  }
  return null
}
