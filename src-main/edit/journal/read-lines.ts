// Reads a file line by line, with the place where each line ends; the last one may be torn.
import { createReadStream } from 'node:fs'

/** A line without its end. `endByte` is where the next one begins; a torn line has no end. */
export type FileLine = { readonly text: string; readonly endByte: number; readonly isTorn: boolean }

const newLine = 0x0a

/** The lines of a file in their order. */
export async function* readLines(path: string): AsyncGenerator<FileLine> {
  let left: Buffer[] = []
  let endByte = 0
  for await (const piece of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const bytes = piece as Buffer
    let from = 0
    for (let at = bytes.indexOf(newLine); at >= 0; at = bytes.indexOf(newLine, from)) {
      const line = Buffer.concat([...left, bytes.subarray(from, at)])
      left = []
      from = at + 1
      endByte += line.length + 1
      yield { text: line.toString('utf8'), endByte, isTorn: false }
    }
    if (from < bytes.length) left.push(bytes.subarray(from))
  }
  const rest = Buffer.concat(left)
  if (rest.length > 0) yield { text: rest.toString('utf8'), endByte, isTorn: true }
}
