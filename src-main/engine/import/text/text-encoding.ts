// Finds out in which encoding a text file is, and turns its bytes into text piece by piece.
import { createReadStream } from 'node:fs'
import { AppError, throwIfCancelled } from '@shared/errors/app-error'
import type { Encoding } from '@shared/import/file-reading'

const marks: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/**
 * The encoding that the first bytes tell: by their mark, or by the zeros that stand between Latin letters in UTF-16.
 *
 * @returns null when they tell nothing
 * @throws AppError `input.invalid` for what is no text at all
 */
export function encodingOfStart(start: Uint8Array): Encoding | null {
  const marked = marks.find(([, bytes]) => bytes.every((byte, index) => start[index] === byte))
  if (marked) return marked[0]
  const zeros: [number, number] = [0, 0]
  for (const [index, byte] of start.entries()) if (byte === 0) zeros[index % 2 === 0 ? 0 : 1] += 1
  const [even, odd] = zeros
  if (even + odd === 0) return null
  const half = start.length / 2
  if (odd > half * 0.3 && even < half * 0.05) return 'utf-16le'
  if (even > half * 0.3 && odd < half * 0.05) return 'utf-16be'
  throw new AppError('input.invalid', 'This file holds no text. Files of rows are CSV, TSV or XLSX.')
}

/** True when the whole file is valid UTF-8. */
export async function isUtf8(path: string, signal: AbortSignal | undefined): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const bytes of pieces(path)) {
      throwIfCancelled(signal)
      decoder.decode(bytes, { stream: true })
    }
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

const pieceBytes = 2 ** 18

/** The bytes of a file, in pieces. */
export async function* pieces(path: string, byteCount = Infinity): AsyncGenerator<Buffer> {
  const end = Number.isFinite(byteCount) ? byteCount - 1 : Infinity
  for await (const piece of createReadStream(path, { highWaterMark: pieceBytes, end })) yield piece as Buffer
}

/** Turns bytes into text; a sign may be cut in two by the end of a piece. The mark at the start is left out. */
export type PieceDecoder = (bytes: Uint8Array | null) => string

/** A decoder; its last call gets null. */
export function decoderOf(encoding: Encoding): PieceDecoder {
  if (encoding === 'windows-1252') return (bytes) => (bytes === null ? '' : westernText(bytes))
  const decoder = new TextDecoder(encoding === 'utf-8' ? 'utf-8' : 'utf-16le')
  const decode: PieceDecoder = (bytes) => (bytes === null ? decoder.decode() : decoder.decode(bytes, { stream: true }))
  return encoding === 'utf-16be' ? swapping(decode) : decode
}

/** The platform's decoder is sure to know UTF-16 only with the low byte first. */
function swapping(decode: PieceDecoder): PieceDecoder {
  let rest: Uint8Array = new Uint8Array()
  return (bytes) => {
    if (bytes === null) return decode(rest) + decode(null)
    const whole = Buffer.concat([rest, bytes])
    const evenLength = whole.length - (whole.length % 2)
    rest = whole.subarray(evenLength)
    return decode(whole.subarray(0, evenLength).swap16())
  }
}

/** What Windows-1252 has in the place of control signs. @source WHATWG Encoding Standard, index windows-1252 */
const western = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function westernText(bytes: Uint8Array): string {
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return latin.replaceAll(/[\u0080-\u009f]/g, (sign) => western[sign.charCodeAt(0) - 0x80] ?? sign)
}
