// Views as files: JSON with a form and a version, read only through the schema. Nothing in such a file is ever run.
import { AppError } from '@shared/errors/app-error'
import { viewFileSchema, type ViewFile } from '@shared/settings/saved-view'
import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'

/** A larger file is no view: views with 100,000 values are smaller. */
const mostBytes = 20_000_000

/**
 * Write a view; the file appears under its name only when it is complete.
 *
 * @throws AppError `disk.full`, `file.failed`
 */
export async function writeViewFile(path: string, file: ViewFile): Promise<void> {
  const partPath = `${path}.${randomUUID().slice(0, 8)}.part`
  try {
    await writeFile(partPath, `${JSON.stringify(file, null, 2)}\n`, { flag: 'wx', flush: true })
    await rename(partPath, path)
  } catch (cause) {
    await rm(partPath, { force: true }).catch(() => undefined)
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      throw new AppError('disk.full', 'The view was not written because the disk is full.', { cause, facts: { path } })
    }
    const reason = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause)
    throw new AppError('file.failed', `The view could not be written: ${reason}`, { cause, facts: { path } })
  }
}

/**
 * Read a view.
 *
 * @throws AppError `file.failed` when the file cannot be read; `input.invalid` when it holds no view of a version that
 *   this program knows
 */
export async function readViewFile(path: string): Promise<ViewFile> {
  const text = await readText(path)
  const value = parsed(text)
  const file = checked(value)
  if (file !== null) return file
  const facts = { path }
  if (isViewOfLaterVersion(value)) {
    throw new AppError(
      'input.invalid',
      'The view was saved by a newer version of the program, which is needed to open it.',
      { facts },
    )
  }
  throw new AppError('input.invalid', 'The file holds no view of a table. Choose one that was saved as a view file.', {
    facts,
  })
}

async function readText(path: string): Promise<string> {
  try {
    if ((await stat(path)).size > mostBytes) return ''
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new AppError('file.failed', 'The file could not be read. Look whether it is still there and may be read.', {
      cause,
      facts: { path },
    })
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return null
  }
}

/** Null too where groups are nested so deeply that no check gets to their end. */
function checked(value: unknown): ViewFile | null {
  try {
    return viewFileSchema.safeParse(value).data ?? null
  } catch {
    return null
  }
}

const isViewOfLaterVersion = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'format' in value &&
  value.format === 'molgenis-desktop-view' &&
  'version' in value &&
  typeof value.version === 'number' &&
  value.version > 1
