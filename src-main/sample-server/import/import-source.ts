// A file that was sent to be imported, read into sheets by its kind.
import { ServerRefusal } from '../model/server-refusal'
import type { UploadedFile } from '../write/convert-value'
import { breathe } from '../write/in-slices'
import { readCsv } from './csv-rows'
import type { Sheet } from './sheet'
import { readXlsx } from './xlsx-sheets'
import { readZip } from './zip-entries'

const KINDS = ['csv', 'txt', 'tsv', 'zip', 'xlsx'] as const
type Kind = (typeof KINDS)[number]

/** The kind of a file by the ending of its name. Throws ServerRefusal 400 for one that cannot be imported. */
export function kindOf(fileName: string): Kind {
  const ending = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase()
  const kind = KINDS.find((one) => one === ending)
  if (kind !== undefined) return kind
  throw new ServerRefusal(400, `Can not import file. No suitable importer found for [${fileName}]`)
}

/**
 * The sheets of a file. A text file is one sheet by its name without the ending; the name of a file in an archive
 * counts without its folder.
 *
 * @throws ServerRefusal 400 for a file that cannot be read
 */
export async function readSheets({ name, bytes }: UploadedFile): Promise<readonly Sheet[]> {
  const kind = kindOf(name)
  if (kind === 'xlsx') return readXlsx(bytes)
  if (kind !== 'zip') return [await readText(name, bytes)]
  const sheets: Sheet[] = []
  for (const [path, content] of await readZip(bytes)) {
    const fileName = path.slice(path.lastIndexOf('/') + 1)
    // Folders, and what some systems put beside the files.
    if (fileName === '' || fileName.startsWith('.') || path.startsWith('__MACOSX/')) continue
    const inner = kindOf(fileName)
    if (inner === 'zip' || inner === 'xlsx')
      throw new ServerRefusal(400, `Can not import file [${fileName}] in an archive`)
    sheets.push(await readText(fileName, content))
  }
  return sheets
}

async function readText(fileName: string, bytes: Uint8Array): Promise<Sheet> {
  const name = fileName.replace(/\.[^.]+$/, '')
  return readCsv(name, await decoded(bytes), kindOf(fileName) === 'tsv' ? '\t' : ',')
}

const PIECE = 1024 * 1024

/** UTF-8 as text, a piece at a time, letting others work in between. */
async function decoded(bytes: Uint8Array): Promise<string> {
  const decoder = new TextDecoder()
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += PIECE) {
    await breathe()
    parts.push(decoder.decode(bytes.subarray(at, at + PIECE), { stream: true }))
  }
  parts.push(decoder.decode())
  await breathe()
  return parts.join('')
}
