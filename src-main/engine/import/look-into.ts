// Looks into a file: what it is, how it is to be read, and its first rows.
import { stat } from 'node:fs/promises'
import type { FileCount, FileLook, FileReading } from '@shared/import/file-reading'
import type { AskOptions } from '../messages'
import { kindOf, readFile, RowShaper, startOf } from './read-file'
import type { Parsed } from './text/csv-parser'
import { delimiterLine, linesOf, sniffCells, sniffDelimiter, type CellClues } from './text/sniff-text'
import { decoderOf, encodingOfStart, isUtf8 } from './text/text-encoding'
import { readSheet } from './workbook/sheet-rows'
import { openWorkbook } from './workbook/workbook'

const sniffBytes = 2 ** 18
const previewRows = 50

type LookRequest = {
  readonly filePath: string
  readonly reading: FileReading | null
  readonly names: readonly string[]
}

/** @throws AppError `input.invalid` for what holds no rows, `file.failed`, `cancelled` */
export async function lookInto({ filePath, reading, names }: LookRequest, options: AskOptions): Promise<FileLook> {
  const { size } = await stat(filePath).catch(() => ({ size: 0 }))
  const known = new Set(names.map((name) => name.trim().toLowerCase()))
  const isKnown = (heading: string) => known.has(heading.trim().toLowerCase())
  const kind = await kindOf(filePath)
  const found =
    kind === 'workbook'
      ? await startOfSheet(filePath, reading, isKnown)
      : await startOfText(filePath, reading, isKnown, options.signal)
  const shaper = new RowShaper(found.reading.hasHeadings, kind === 'workbook')
  const { headings, lines, faults } = shaper.shape(found.parsed)
  return {
    kind,
    sizeBytes: size,
    reading: found.reading,
    sheets: found.sheets,
    hasAmbiguousDates: found.clues.hasAmbiguousDates,
    headings,
    preview: lines.slice(0, previewRows),
    faults: faults.slice(0, previewRows).map(({ line, reason }) => ({ line, reason })),
  }
}

/** Count the rows of a whole file. */
export async function countRows(
  { filePath, reading }: { readonly filePath: string; readonly reading: FileReading },
  { signal }: AskOptions,
): Promise<FileCount> {
  let rowCount = 0
  let faultCount = 0
  for await (const { lines, faults } of readFile(filePath, await kindOf(filePath), reading, signal)) {
    rowCount += lines.length
    faultCount += faults.length
  }
  return { rowCount, faultCount }
}

type Start = {
  readonly reading: FileReading
  readonly sheets: readonly string[]
  readonly parsed: Parsed
  readonly clues: CellClues
}

async function startOfText(
  path: string,
  given: FileReading | null,
  isKnown: (heading: string) => boolean,
  signal: AbortSignal | undefined,
): Promise<Start> {
  const bytes = await startOf(path, sniffBytes)
  const encoding =
    given?.encoding ?? encodingOfStart(bytes) ?? ((await isUtf8(path, signal)) ? 'utf-8' : 'windows-1252')
  const decode = decoderOf(encoding)
  const isWhole = bytes.length < sniffBytes
  const text = decode(bytes) + (isWhole ? decode(null) : '')
  const delimiter = given?.delimiter ?? sniffDelimiter(text, path, isWhole)
  const told = delimiterLine.exec(text)
  const found = linesOf(text.slice(told?.[0].length ?? 0), delimiter, isWhole)
  const parsed = told ? shifted(found) : found
  const clues = sniffCells(
    parsed.lines.map(({ cells }) => cells),
    delimiter,
    isKnown,
  )
  const { decimalSign, dateOrder, hasHeadings } = clues
  const reading = given ?? { encoding, delimiter, decimalSign, dateOrder, hasHeadings, sheet: null }
  return { reading, sheets: [], parsed, clues }
}

const shifted = ({ lines, faults }: Parsed): Parsed => ({
  lines: lines.map((line) => ({ ...line, line: line.line + 1 })),
  faults: faults.map((fault) => ({ ...fault, line: fault.line + 1 })),
})

async function startOfSheet(
  path: string,
  given: FileReading | null,
  isKnown: (heading: string) => boolean,
): Promise<Start> {
  const workbook = await openWorkbook(path)
  const sheets = [...workbook.sheets.keys()]
  const sheet = given?.sheet ?? sheets[0] ?? ''
  let parsed: Parsed = { lines: [], faults: [] }
  for await (const part of readSheet(workbook, sheet)) {
    parsed = { lines: [...parsed.lines, ...part.lines], faults: [...parsed.faults, ...part.faults] }
    if (parsed.lines.length > previewRows) break
  }
  const clues = sniffCells(
    parsed.lines.map(({ cells }) => cells),
    null,
    isKnown,
  )
  const { dateOrder, hasHeadings } = clues
  // Numbers of a workbook are numbers already and are written with a point.
  const reading = given ?? {
    encoding: 'utf-8',
    delimiter: ',',
    decimalSign: '.',
    dateOrder,
    hasHeadings,
    sheet,
  }
  return { reading, sheets, parsed, clues }
}
