// The rows of a file, whatever its kind: headings first, then lines with as many cells as there are headings, and faults.
import { open } from 'node:fs/promises'
import { AppError, throwIfCancelled } from '@shared/errors/app-error'
import type { FileCell, FileLine, FileReading } from '@shared/import/file-reading'
import { CsvParser, type FaultyLine, type Parsed } from './text/csv-parser'
import { delimiterLine } from './text/sniff-text'
import { decoderOf, pieces } from './text/text-encoding'
import { readSheet } from './workbook/sheet-rows'
import { openWorkbook } from './workbook/workbook'

/** Some rows of a file. */
export type RowsPart = {
  readonly headings: readonly string[]
  readonly lines: readonly FileLine[]
  readonly faults: readonly FaultyLine[]
}

export type FileKind = 'text' | 'workbook'

/** What kind of file this is, by its first bytes. @throws AppError `input.invalid`, `file.failed` */
export async function kindOf(path: string): Promise<FileKind> {
  const start = await startOf(path, 8)
  if (start.length === 0) throw new AppError('input.invalid', 'This file is empty.')
  if (start.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 3, 4]))) return 'workbook'
  if (start.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) {
    throw new AppError(
      'input.invalid',
      'This is a workbook of an old kind (XLS), or one that is locked by a password. Save it as XLSX or CSV.',
    )
  }
  return 'text'
}

/** The first bytes of a file. @throws AppError `file.failed` */
export async function startOf(path: string, byteCount: number): Promise<Buffer> {
  try {
    const file = await open(path, 'r')
    try {
      const buffer = Buffer.alloc(byteCount)
      const { bytesRead } = await file.read(buffer, 0, byteCount, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (cause) {
    throw new AppError('file.failed', 'The file could not be read. Look whether it is still there and may be read.', {
      cause,
      facts: { path },
    })
  }
}

/** Read a whole file in parts. @throws AppError `cancelled`, `input.invalid`, `file.failed` */
export async function* readFile(
  path: string,
  kind: FileKind,
  reading: FileReading,
  signal?: AbortSignal,
): AsyncGenerator<RowsPart> {
  const shaper = new RowShaper(reading.hasHeadings, kind === 'workbook')
  const parts = kind === 'workbook' ? sheetParts(path, reading) : textParts(path, reading)
  for await (const part of parts) {
    throwIfCancelled(signal)
    yield shaper.shape(part)
  }
  if (shaper.headings === null) throw new AppError('input.invalid', 'There are no rows in this file.')
}

async function* sheetParts(path: string, { sheet }: FileReading): AsyncGenerator<Parsed> {
  const workbook = await openWorkbook(path)
  yield* readSheet(workbook, sheet ?? [...workbook.sheets.keys()][0] ?? '')
}

async function* textParts(path: string, { encoding, delimiter }: FileReading): AsyncGenerator<Parsed> {
  const decode = decoderOf(encoding)
  const parser = new CsvParser(delimiter)
  let isStart = true
  for await (const bytes of pieces(path)) {
    const text = decode(bytes)
    yield parser.push(isStart ? withoutDelimiterLine(text, parser) : text)
    isStart = false
  }
  yield parser.push(decode(null))
  yield parser.push(null)
}

function withoutDelimiterLine(text: string, parser: CsvParser): string {
  const told = delimiterLine.exec(text)
  if (!told) return text
  parser.skipLine()
  return text.slice(told[0].length)
}

/** Gives every line as many cells as there are headings, or says that it has others. */
export class RowShaper {
  headings: readonly string[] | null = null

  constructor(
    private readonly hasHeadings: boolean,
    /** Sheets leave out empty cells at the end of a row. */
    private readonly mayBeShort: boolean,
  ) {}

  shape({ lines, faults }: Parsed): RowsPart {
    let rest: readonly FileLine[] = lines
    const [first] = lines
    if (this.headings === null && first) {
      this.headings = this.headingsOf(first.cells)
      if (this.hasHeadings) rest = lines.slice(1)
    }
    const headings = this.headings ?? []
    const all = [...faults]
    const shaped: FileLine[] = []
    for (const line of rest) {
      const cells = this.fitted(line.cells, headings.length)
      if (cells) shaped.push(cells === line.cells ? line : { line: line.line, cells })
      else all.push({ line: line.line, reason: widthReason(line.cells.length, headings.length), cells: line.cells })
    }
    return { headings, lines: shaped, faults: all }
  }

  private headingsOf(cells: readonly FileCell[]): string[] {
    const count = this.hasHeadings
      ? cells.findLastIndex((cell) => cell !== null && cell.trim() !== '') + 1
      : cells.length
    return Array.from({ length: count }, (_, index) => {
      const text = this.hasHeadings ? (cells[index] ?? '').trim() : ''
      return text === '' ? `Column ${String(index + 1)}` : text
    })
  }

  /** Null when the cells are not as many as they should be. */
  private fitted(cells: readonly FileCell[], count: number): readonly FileCell[] | null {
    if (cells.length === count) return cells
    if (cells.length > count) return cells.slice(count).every((cell) => cell === null) ? cells.slice(0, count) : null
    if (!this.mayBeShort) return null
    return [...cells, ...Array.from({ length: count - cells.length }, () => null)]
  }
}

const widthReason = (count: number, expected: number): string =>
  `The line has ${cellsInWords(count)} where ${String(expected)} ${expected === 1 ? 'is' : 'are'} expected.`

const cellsInWords = (count: number): string => (count === 1 ? '1 cell' : `${String(count)} cells`)
