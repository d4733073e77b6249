// The sheets of an XLSX workbook as texts: numbers without a needless `.0`, dates in ISO form, formulas by their last
// result.
import { ServerRefusal } from '../model/server-refusal'
import type { Sheet, SheetRow } from './sheet'
import { dateStyles, dayText } from './xlsx-dates'
import { walkXml } from './xml-walk'
import { readZip } from './zip-entries'

/** The sheets in the order of the workbook. Throws ServerRefusal 400 for a file that is no workbook. */
export async function readXlsx(bytes: Uint8Array): Promise<readonly Sheet[]> {
  const files = await readZip(bytes)
  const text = (path: string): string => new TextDecoder().decode(files.get(path) ?? new Uint8Array())
  if (!files.has('xl/workbook.xml')) throw new ServerRefusal(400, 'The file is not an XLSX workbook.')
  const targets = new Map<string, string>()
  await walkXml(text('xl/_rels/workbook.xml.rels'), (tag, attributes) => {
    if (tag === 'Relationship') targets.set(attributes['Id'] ?? '', pathOf(attributes['Target'] ?? ''))
  })
  const listed: { readonly name: string; readonly path: string }[] = []
  let startsIn1904 = false
  await walkXml(text('xl/workbook.xml'), (tag, attributes) => {
    if (tag === 'workbookPr') startsIn1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '')
    if (tag === 'sheet')
      listed.push({ name: attributes['name'] ?? '', path: targets.get(attributes['r:id'] ?? '') ?? '' })
  })
  const shared = await sharedTexts(text('xl/sharedStrings.xml'))
  const dates = await dateStyles(text('xl/styles.xml'))
  const sheets: Sheet[] = []
  for (const { name, path } of listed) {
    const rows = await sheetRows(text(path), (kind, style, value) => {
      if (kind === 's') return shared[Number(value)] ?? null
      if (kind === 'b') return value === '1' ? 'true' : 'false'
      if (kind === '' || kind === 'n')
        return dates.has(style) ? dayText(Number(value), startsIn1904) : numberText(value)
      return kind === 'e' ? null : value
    })
    sheets.push(sheetOf(name, rows))
  }
  return sheets
}

async function sharedTexts(xml: string): Promise<readonly string[]> {
  const texts: string[] = []
  let isText = false
  let isReading = false
  await walkXml(
    xml,
    (tag) => {
      if (tag === 'si') texts.push('')
      if (tag === 'rPh') isReading = true
      isText = tag === 't' && !isReading
    },
    (tag) => {
      if (tag === 'rPh') isReading = false
      if (tag === 't') isText = false
    },
    (text) => {
      if (isText) texts[texts.length - 1] += text
    },
  )
  return texts
}

/** Rows of a sheet by their number; empty rows are there too. */
async function sheetRows(
  xml: string,
  valueOf: (kind: string, style: number, value: string) => string | null,
): Promise<readonly (string | null)[][]> {
  const rows: (string | null)[][] = []
  let cells: (string | null)[] = []
  let column = -1
  let kind = ''
  let style = 0
  let value: string | null = null
  let isValue = false
  await walkXml(
    xml,
    (tag, attributes) => {
      if (tag === 'row') {
        const number = Number(attributes['r'] ?? rows.length + 1)
        while (rows.length < number - 1 && number < 1_048_577) rows.push([])
        cells = []
        column = -1
      } else if (tag === 'c') {
        const at = /^[A-Z]+/.exec(attributes['r'] ?? '')?.[0]
        column = at === undefined ? column + 1 : columnNumber(at)
        kind = attributes['t'] ?? ''
        style = Number(attributes['s'] ?? 0)
        value = null
      } else isValue = tag === 'v' || tag === 't'
    },
    (tag) => {
      if (tag === 'v' || tag === 't') isValue = false
      if (tag === 'c') {
        while (cells.length < column) cells.push(null)
        cells[column] = value === null ? null : valueOf(kind, style, value)
      }
      if (tag === 'row') rows.push(cells)
    },
    (text) => {
      if (isValue) value = (value ?? '') + text
    },
  )
  return rows
}

function sheetOf(name: string, rows: readonly (string | null)[][]): Sheet {
  const [headings = [], ...others] = rows
  // What stands right of the last heading is nobody's.
  const columns = headings.map((heading) => (heading ?? '').trim())
  while (columns.at(-1) === '') columns.pop()
  const values = others.map((row): SheetRow => columns.map((_, at) => trimmed(row[at] ?? null)))
  return { name, columns, rows: values.filter((row) => row.some((value) => value !== null)) }
}

function trimmed(value: string | null): string | null {
  const text = value?.trim() ?? ''
  return text === '' ? null : text
}

function columnNumber(letters: string): number {
  let number = 0
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64
  return number - 1
}

function numberText(value: string): string {
  const number = Number(value)
  return Number.isFinite(number) ? String(number) : value
}

function pathOf(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}
