// The rows of a sheet as texts: dates in ISO form, numbers with all their digits, texts as they are.
import { AppError } from '@shared/errors/app-error'
import type { FileCell } from '@shared/import/file-reading'
import type { Parsed } from '../text/csv-parser'
import { numberText, type NumberForm } from './number-format'
import { readNumberForms, readSharedTexts, unescaped, type Workbook } from './workbook'
import { xmlWalk } from './xml-walk'

type CellHead = { readonly column: number; readonly type: string; readonly form: NumberForm }

/** The rows of a sheet in pieces. @throws AppError `input.invalid` for a sheet that is not there, or damaged */
export async function* readSheet(workbook: Workbook, sheet: string): AsyncGenerator<Parsed> {
  const path = workbook.sheets.get(sheet)
  if (path === undefined) throw new AppError('input.invalid', `The workbook has no sheet named ${sheet}.`)
  const reader = new SheetReader(
    await readSharedTexts(workbook),
    await readNumberForms(workbook),
    workbook.startsIn1904,
  )
  for await (const piece of workbook.zip.text(path)) {
    reader.push(piece)
    if (reader.isFull) yield reader.take()
  }
  reader.push(null)
  yield reader.take()
}

const fullRows = 1_000

class SheetReader {
  readonly push: (piece: string | null) => void
  private parsed: Parsed = { lines: [], faults: [] }
  private line = 0
  private cells: FileCell[] = []
  private fault: string | null = null
  private cell: CellHead | null = null
  private text = ''
  private isValue = false

  constructor(
    private readonly texts: readonly string[],
    private readonly forms: readonly NumberForm[],
    private readonly startsIn1904: boolean,
  ) {
    this.push = xmlWalk({
      open: (name, attributes) => this.open(name, attributes),
      text: (text) => {
        if (this.isValue) this.text += text
      },
      close: (name) => this.close(name),
    })
  }

  get isFull(): boolean {
    return this.parsed.lines.length >= fullRows
  }

  take(): Parsed {
    const { parsed } = this
    this.parsed = { lines: [], faults: [] }
    return parsed
  }

  private open(name: string, { r, t, s }: Readonly<Record<string, string>>): void {
    if (name === 'row') {
      this.line = r === undefined ? this.line + 1 : Number(r)
      this.cells = []
      this.fault = null
    } else if (name === 'c') {
      const column = r === undefined ? this.cells.length : columnIndex(r)
      this.cell = { column, type: t ?? 'n', form: this.forms[Number(s ?? 0)] ?? { kind: 'number' } }
      this.text = ''
    } else if (this.cell !== null && (name === 'v' || name === 't')) this.isValue = true
    // What is read aloud is no part of the text.
    else if (name === 'rPh') this.isValue = false
  }

  private close(name: string): void {
    if (name === 'v' || name === 't') this.isValue = false
    else if (name === 'c' && this.cell) {
      const value = this.value(this.cell, this.text)
      if (value !== null) {
        while (this.cells.length < this.cell.column) this.cells.push(null)
        this.cells[this.cell.column] = value
      }
      this.cell = null
    } else if (name === 'row') this.endRow()
  }

  private endRow(): void {
    const { line, cells, fault } = this
    if (fault !== null) this.parsed.faults.push({ line, reason: fault, cells })
    else if (cells.some((cell) => cell !== null)) this.parsed.lines.push({ line, cells })
  }

  private value({ type, form, column }: CellHead, text: string): FileCell {
    if (text === '') return null
    if (type === 's') return this.texts[Number(text)] ?? null
    if (type === 'inlineStr' || type === 'str') return unescaped(text)
    if (type === 'b') return text === '1' ? 'true' : 'false'
    if (type === 'd') return text
    if (type === 'e') {
      this.fault = `The cell ${columnName(column)}${this.line} holds the error ${text} of a formula.`
      return text
    }
    return numberText(text, form, this.startsIn1904)
  }
}

/** 0 for A, 26 for AA. */
function columnIndex(reference: string): number {
  let index = 0
  for (const letter of reference) {
    const value = letter.charCodeAt(0) - 64
    if (value < 1 || value > 26) break
    index = index * 26 + value
  }
  return Math.max(0, index - 1)
}

function columnName(index: number): string {
  const rest = Math.floor(index / 26)
  return (rest > 0 ? columnName(rest - 1) : '') + String.fromCharCode(65 + (index % 26))
}
