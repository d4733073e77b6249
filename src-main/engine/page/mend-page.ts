// Makes a page readable that holds halves of characters or bytes that are no text: they become U+FFFD, as in the window.
import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { mendSurrogates } from '@shared/table/well-formed'

/** True for what the database says of a page that holds such characters. */
export const isBrokenText = (error: unknown): boolean =>
  error instanceof Error && /surrogate in string|invalid UTF-8 encoding/i.test(error.message)

/** Two escapes in a row belong together, so that many signs may have to wait for what follows them. */
const longestEscape = 12

/** Replace a page file by one whose text is whole. */
export async function mendPage(path: string): Promise<void> {
  const mendedPath = `${path}.mended`
  try {
    await pipeline(createReadStream(path, { highWaterMark: 2 ** 18 }), mended, createWriteStream(mendedPath))
    await rename(mendedPath, path)
  } catch (error) {
    await rm(mendedPath, { force: true })
    throw error
  }
}

async function* mended(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let waiting = ''
  for await (const bytes of source) {
    const text = waiting + decoder.decode(bytes, { stream: true })
    const end = stretchEnd(text)
    waiting = text.slice(end)
    yield mendSurrogates(text.slice(0, end))
  }
  yield mendSurrogates(waiting + decoder.decode())
}

/** Where a stretch may end: behind a sign that is no part of an escape. */
function stretchEnd(text: string): number {
  for (let end = text.length - longestEscape; end > 0; end -= 1) {
    const before = text.slice(Math.max(0, end - longestEscape), end + longestEscape)
    if (!before.includes('\\') && !isLowHalf(text, end)) return end
  }
  return 0
}

/** True within a character of two units. */
const isLowHalf = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00
