// Reads ids out of pasted text. One line may be one id with commas in it, or several ids: which of the two it is, the
// server's rows tell.
import { bareValue } from '../../query/editor/value-list'

/** A line of pasted text: as one id, and as several where it can be read so. */
export type IdLine = { readonly whole: string; readonly parts: readonly string[] }

/** What was pasted, read as ids. */
export type IdList = {
  /** Ids in the order of the text, each once. */
  readonly ids: readonly string[]
  /** Ids that were there more than once. */
  readonly doubleCount: number
  /** Lines that were read as several ids although they could be one. */
  readonly splitLines: readonly string[]
}

const filled = (texts: readonly string[]): string[] => texts.map(bareValue).filter((text) => text !== '')

/** The lines of pasted text. A tab always separates; commas and semicolons may. */
export function idLines(text: string): IdLine[] {
  return text
    .split(/[\r\n\t]+/)
    .map((line) => ({ line: line.trim(), parts: filled(line.split(/[,;]/)) }))
    .filter(({ parts }) => parts.length > 0)
    .map(({ line, parts }) => {
      // A comma at the end of a line only ends it.
      const whole = bareValue(line.replace(/[,;\s]+$/, ''))
      return { whole, parts: parts.length === 1 && parts[0] === whole ? [] : parts }
    })
}

/** All that may be ids, each once: what the server is to be asked about. */
export const candidates = (lines: readonly IdLine[]): string[] => [
  ...new Set(lines.flatMap(({ whole, parts }) => [whole, ...parts])),
]

/**
 * The ids that were meant.
 *
 * A line is one id if there is such a row, or if none of its parts is one either and it stands among other lines; else
 * its parts are ids.
 *
 * @param isThere  whether the server has a row with that id
 */
export function readIds(lines: readonly IdLine[], isThere: (id: string) => boolean): IdList {
  const ids = new Set<string>()
  const splitLines: string[] = []
  let doubleCount = 0
  const put = (id: string): void => {
    if (ids.has(id)) doubleCount += 1
    else ids.add(id)
  }
  for (const { whole, parts } of lines) {
    const isSplit = parts.length > 0 && !isThere(whole) && (lines.length === 1 || parts.some(isThere))
    if (isSplit) parts.forEach(put)
    else put(whole)
    if (isSplit && lines.length > 1) splitLines.push(whole)
  }
  return { ids: [...ids], doubleCount, splitLines }
}
