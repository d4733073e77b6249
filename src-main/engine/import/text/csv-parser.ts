// Cuts text into lines and cells: quotes, line breaks within quotes, and what is wrong with a line, by its number.
import type { Delimiter, FileCell, FileLine, LineFault } from '@shared/import/file-reading'

/** A line that is no row, with its cells or else its text as one, so that it can be given back. */
export type FaultyLine = LineFault & { readonly cells: readonly FileCell[] }

/** What a piece of text held. */
export type Parsed = { readonly lines: FileLine[]; readonly faults: FaultyLine[] }

/** A quotation mark that is not closed within so many signs was never meant to be closed. */
const mostRecordSigns = 2 ** 20

const quote = 0x22
const lineFeed = 0x0a
const carriageReturn = 0x0d

type FoundRecord = { readonly cells: (string | null)[]; readonly end: number; readonly lineCount: number }
type Quoted = { readonly value: string; readonly end: number } | 'incomplete' | { readonly reason: string }
type Outcome = FoundRecord | 'incomplete' | { readonly reason: string }

/**
 * Parses CSV that comes in pieces.
 *
 * A cell of nothing is null, a pair of quotes is empty text. A line with a fault is told and passed over, and reading
 * goes on with the next line of the file, so that one forgotten quotation mark does not swallow the lines below it.
 */
export class CsvParser {
  private text = ''
  private line = 1
  private readonly delimiterCode: number

  constructor(delimiter: Delimiter) {
    this.delimiterCode = delimiter.charCodeAt(0)
  }

  /** A line was read before that is no row. */
  skipLine(): void {
    this.line += 1
  }

  /** Lines that are complete with this piece; null is the end of the file. */
  push(piece: string | null): Parsed {
    this.text += piece ?? ''
    const isEnd = piece === null
    const parsed: Parsed = { lines: [], faults: [] }
    let at = 0
    while (at < this.text.length) {
      const outcome = this.record(at, isEnd)
      if (outcome === 'incomplete') break
      if ('reason' in outcome) {
        const end = this.endOfLine(at, isEnd)
        if (end === null) break
        parsed.faults.push({ line: this.line, reason: outcome.reason, cells: [this.text.slice(at, end.from)] })
        this.line += 1
        at = end.to
        continue
      }
      if (outcome.cells.some((cell) => cell !== null)) parsed.lines.push({ line: this.line, cells: outcome.cells })
      this.line += outcome.lineCount
      at = outcome.end
    }
    this.text = this.text.slice(at)
    return parsed
  }

  private record(start: number, isEnd: boolean): Outcome {
    const { text, delimiterCode } = this
    const cells: (string | null)[] = []
    let lineCount = 1
    let at = start
    for (;;) {
      if (text.charCodeAt(at) === quote) {
        const quoted = this.quoted(at, start, isEnd)
        if (quoted === 'incomplete' || 'reason' in quoted) return quoted
        cells.push(quoted.value)
        lineCount += quoted.value.includes('\n') || quoted.value.includes('\r') ? breaksIn(quoted.value) : 0
        at = quoted.end
      } else {
        const from = at
        let code = text.charCodeAt(at)
        while (at < text.length && code !== delimiterCode && code !== lineFeed && code !== carriageReturn) {
          at += 1
          code = text.charCodeAt(at)
        }
        if (at === text.length && !isEnd) return 'incomplete'
        cells.push(at === from ? null : text.slice(from, at))
      }
      if (at < text.length && text.charCodeAt(at) === delimiterCode) {
        at += 1
        if (at === text.length && !isEnd) return 'incomplete'
        continue
      }
      const end = this.afterBreak(at, isEnd)
      return end === null ? 'incomplete' : { cells, end, lineCount }
    }
  }

  /** A quoted cell that begins at `open`; `end` is where the sign behind it stands. */
  private quoted(open: number, recordStart: number, isEnd: boolean): Quoted {
    const { text, delimiterCode } = this
    let value = ''
    let from = open + 1
    for (;;) {
      const close = text.indexOf('"', from)
      if (close < 0) {
        const isTooLong = text.length - recordStart > mostRecordSigns
        if (!isEnd && !isTooLong) return 'incomplete'
        return { reason: 'A quotation mark opens a cell that is never closed.' }
      }
      if (close + 1 === text.length && !isEnd) return 'incomplete'
      value += text.slice(from, close)
      if (text.charCodeAt(close + 1) === quote) {
        value += '"'
        from = close + 2
        continue
      }
      let end = close + 1
      while (delimiterCode !== 0x20 && text.charCodeAt(end) === 0x20) end += 1
      const code = text.charCodeAt(end)
      if (end >= text.length) return isEnd ? { value, end } : 'incomplete'
      if (code === delimiterCode || code === lineFeed || code === carriageReturn) return { value, end }
      return { reason: 'There is text between the end of a quoted cell and the next cell.' }
    }
  }

  /** Where the next line starts when this one ends at `at`; null when that is not yet known. */
  private afterBreak(at: number, isEnd: boolean): number | null {
    const { text } = this
    if (at >= text.length) return isEnd ? at : null
    if (text.charCodeAt(at) === lineFeed) return at + 1
    if (at + 1 >= text.length && !isEnd) return null
    return text.charCodeAt(at + 1) === lineFeed ? at + 2 : at + 1
  }

  private endOfLine(start: number, isEnd: boolean): { readonly from: number; readonly to: number } | null {
    const { text } = this
    let at = start
    while (at < text.length && text.charCodeAt(at) !== lineFeed && text.charCodeAt(at) !== carriageReturn) at += 1
    const to = this.afterBreak(at, isEnd)
    return to === null ? null : { from: at, to }
  }
}

const breaksIn = (value: string): number => value.match(/\r\n|\r|\n/g)?.length ?? 0
