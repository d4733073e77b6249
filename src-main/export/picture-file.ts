// Writes a picture beside its place and then puts it there.
import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { AppError } from '@shared/errors/app-error'

/**
 * Write a file that appears under its name only when it is complete.
 *
 * @param content  text is written as UTF-8
 * @throws AppError `disk.full`, `file.failed`; a file that stood there is untouched then
 */
export async function writePicture(path: string, content: Uint8Array | string): Promise<void> {
  const partPath = `${path}.${randomUUID().slice(0, 8)}.part`
  try {
    const file = await open(partPath, 'wx')
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(partPath, path)
  } catch (cause) {
    await rm(partPath, { force: true })
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    const facts = { path }
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      throw new AppError('disk.full', 'The picture was not written because the disk is full.', { cause, facts })
    }
    const reason = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause)
    throw new AppError('file.failed', `The picture could not be written: ${reason}`, { cause, facts })
  }
}
