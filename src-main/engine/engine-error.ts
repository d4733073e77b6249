// Turns what the database and the file system say into the application's errors.
import { AppError, isCancelled } from '@shared/errors/app-error'

/** True for the error that an interrupted statement ends with. */
const isInterrupted = (message: string): boolean => /^INTERRUPT/i.test(message)

const isDiskFull = (message: string): boolean => /no space left|disk full|not enough space|ENOSPC|EDQUOT/i.test(message)

const isCorrupt = (message: string): boolean =>
  /not a valid DuckDB database|corrupt|checksum|Serialization Error|newer version of DuckDB|older .*version/i.test(
    message,
  )

/**
 * The application's error for whatever was thrown inside the engine.
 *
 * @param doing  what was being done, to begin the sentence with: `Reading the copy`
 */
export function toEngineError(error: unknown, doing: string): AppError {
  if (error instanceof AppError) return error
  if (isCancelled(error)) return new AppError('cancelled', 'Cancelled.')
  const message = error instanceof Error ? error.message : String(error)
  if (isInterrupted(message)) return new AppError('cancelled', 'Cancelled.')
  if (isDiskFull(message)) {
    return new AppError('disk.full', `${doing} failed because the disk is full. Free some space and try again.`, {
      cause: error,
    })
  }
  if (isCorrupt(message)) {
    return new AppError('dataset.corrupt', 'The file of this copy is damaged. Delete the copy and keep it again.', {
      cause: error,
    })
  }
  if (/^Out of Memory/i.test(message)) {
    return new AppError('internal', `${doing} needs more memory than the engine may use. Narrow the filter or sort.`, {
      cause: error,
    })
  }
  return new AppError('internal', `${doing} failed: ${firstLine(message)}`, { cause: error })
}

/**
 * The application's error for a file that could not be written.
 *
 * @param path  the file as the person chose it
 */
export function toFileError(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error
  if (isCancelled(error)) return new AppError('cancelled', 'Cancelled.')
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const facts = { path }
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError(
      'disk.full',
      'The file was not written because the disk is full. Free some space and try again.',
      {
        cause: error,
        facts,
      },
    )
  }
  const reason = fileReasons[code] ?? (error instanceof Error ? firstLine(error.message) : String(error))
  return new AppError('file.failed', `The file could not be written: ${reason}. Choose another place.`, {
    cause: error,
    facts,
  })
}

const fileReasons: Readonly<Record<string, string>> = {
  EACCES: 'this folder may not be written to',
  EPERM: 'this folder may not be written to',
  EROFS: 'this disk can only be read',
  ENOENT: 'the folder does not exist',
  ENOTDIR: 'the folder does not exist',
  EISDIR: 'a folder with this name exists',
  EBUSY: 'another program has the file open',
  ENAMETOOLONG: 'the name is too long',
}

const firstLine = (message: string): string => message.split('\n', 1)[0] ?? message
