// Rows as the zip of CSV files that the servers' importer reads. Pure but for packing.
import { AppError } from '@shared/errors/app-error'
import type { RowValues, WriteValue } from '@main/server/table-access'

/**
 * One `<table>.csv` per table, packed.
 *
 * The servers' reader takes a backslash for an escape and splits lists at commas, so backslashes are doubled and ids
 * with a comma in a list are refused. Empty text and no value are the same to it.
 *
 * @throws AppError `input.invalid` for what CSV cannot say
 */
export async function packTables(tables: Readonly<Record<string, readonly RowValues[]>>): Promise<Blob> {
  const files: PackedFile[] = []
  for (const [tableId, rows] of Object.entries(tables)) {
    const bytes = new TextEncoder().encode(toCsv(tableId, rows))
    files.push({ name: `${tableId}.csv`, bytes, packed: await deflate(bytes) })
  }
  return zipOf(files)
}

function toCsv(tableId: string, rows: readonly RowValues[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  if (names.length === 0) throw new AppError('input.invalid', `There are no values for ${tableId}.`)
  const lines = rows.map((row) => names.map((name) => cell(row[name] ?? null, name)).join(','))
  return `${[names.map(quoted).join(','), ...lines].join('\n')}\n`
}

function cell(value: WriteValue, name: string): string {
  if (value === null) return ''
  if (!Array.isArray(value)) return quoted(String(value))
  const ids = value.map(String)
  if (!ids.some((id) => id.includes(','))) return quoted(ids.join(','))
  throw new AppError('input.invalid', `An id in ${name} holds a comma, at which the importer would split it.`, {
    facts: { attribute: name },
  })
}

const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '""')}"`

type PackedFile = { readonly name: string; readonly bytes: Uint8Array; readonly packed: Uint8Array }

async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const packed = new Blob([Uint8Array.from(bytes)]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}

/** A zip of deflated files; sizes below 4 GiB. @source PKWARE's APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16 */
function zipOf(files: readonly PackedFile[]): Blob {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const directory: Uint8Array<ArrayBuffer>[] = []
  let offset = 0
  for (const { name, bytes, packed } of files) {
    const nameBytes = Uint8Array.from(new TextEncoder().encode(name))
    // Version 2.0, names in UTF-8, deflated, no date, checksum and sizes.
    const entry: Field[] = [
      [20, 2],
      [0x0800, 2],
      [8, 2],
      [0, 2],
      [0x21, 2],
      [crc32(bytes), 4],
      [packed.length, 4],
      [bytes.length, 4],
      [nameBytes.length, 2],
      [0, 2],
    ]
    const head = fields([[0x04034b50, 4], ...entry])
    parts.push(head, nameBytes, Uint8Array.from(packed))
    directory.push(fields([[0x02014b50, 4], [20, 2], ...entry, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]]), nameBytes)
    offset += head.length + nameBytes.length + packed.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const count = files.length
  const end = fields([
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [size, 4],
    [offset, 4],
    [0, 2],
  ])
  return new Blob([...parts, ...directory, end], { type: 'application/zip' })
}

/** A number and the bytes that it takes, lowest first. */
type Field = readonly [value: number, byteCount: 2 | 4]

const fields = (list: readonly Field[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    list.flatMap(([value, byteCount]) => Array.from({ length: byteCount }, (_, at) => (value >>> (8 * at)) & 0xff)),
  )

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1
  return rest
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] ?? 0)
  return (crc ^ 0xffffffff) >>> 0
}
