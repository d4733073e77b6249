// The files in a ZIP archive, taken out piece by piece so that nothing else has to wait for a large one.
import { Unzip, UnzipInflate } from 'fflate'
import { ServerRefusal } from '../model/server-refusal'
import { breathe } from '../write/in-slices'

const PIECE = 64 * 1024
/** Archives that hold more than this are refused: a small file may unpack to more than there is memory. */
const MOST_BYTES = 512 * 1024 * 1024

/** The files of an archive by their path in it. Throws ServerRefusal 400 for a file that is none. */
export async function readZip(bytes: Uint8Array): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array[]>()
  let failure: Error | undefined
  let size = 0
  const unzip = new Unzip((file) => {
    const pieces: Uint8Array[] = []
    files.set(file.name, pieces)
    file.ondata = (error, piece) => {
      failure ??= error ?? undefined
      size += piece.length
      pieces.push(piece)
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  try {
    for (let at = 0; at < bytes.length; at += PIECE) {
      unzip.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length)
      if (failure !== undefined) throw failure
      if (size > MOST_BYTES) throw new Error('The archive is too large.')
      await breathe()
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ServerRefusal(400, `The file is not a ZIP archive that can be read: ${reason}`)
  }
  if (files.size === 0) throw new ServerRefusal(400, 'The file is not a ZIP archive that can be read.')
  return new Map([...files].map(([name, pieces]) => [name, joined(pieces)]))
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
