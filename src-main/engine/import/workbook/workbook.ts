// What a workbook says of itself: its sheets, shared texts and number formats.
import { AppError } from '@shared/errors/app-error'
import { numberForm, type NumberForm } from './number-format'
import { walkXml } from './xml-walk'
import { ZipFile } from './zip-file'

/** A workbook that was opened. */
export type Workbook = {
  readonly zip: ZipFile
  /** Path within the zip of each sheet by its name, in the order of the tabs. */
  readonly sheets: ReadonlyMap<string, string>
  readonly startsIn1904: boolean
}

/** @throws AppError `input.invalid` for zips that are no XLSX workbook */
export async function openWorkbook(path: string): Promise<Workbook> {
  const zip = await ZipFile.open(path)
  if (!zip.has('xl/workbook.xml')) {
    throw new AppError(
      'input.invalid',
      zip.has('xl/workbook.bin') || zip.has('content.xml')
        ? 'This kind of workbook cannot be read. Save it as XLSX or CSV.'
        : 'This is a zip, not a table. Zips of several tables go to the server’s own importer.',
    )
  }
  const paths = new Map<string, string>()
  await walkXml(zip.text('xl/_rels/workbook.xml.rels'), {
    open: (name, { Id, Target }) => {
      if (name === 'Relationship' && Id !== undefined && Target !== undefined) paths.set(Id, pathOf(Target))
    },
  })
  const sheets = new Map<string, string>()
  let startsIn1904 = false
  await walkXml(zip.text('xl/workbook.xml'), {
    open: (element, { name, id, date1904 }) => {
      if (element === 'workbookPr') startsIn1904 = date1904 === '1' || date1904 === 'true'
      const target = element === 'sheet' && id !== undefined ? paths.get(id) : undefined
      if (name !== undefined && target !== undefined && target.includes('worksheets/')) sheets.set(name, target)
    },
  })
  if (sheets.size === 0) throw new AppError('input.invalid', 'This workbook has no sheet with cells.')
  return { zip, sheets, startsIn1904 }
}

const pathOf = (target: string): string => (target.startsWith('/') ? target.slice(1) : `xl/${target}`)

/** Texts that cells point at by number. */
export async function readSharedTexts({ zip }: Workbook): Promise<string[]> {
  const texts: string[] = []
  if (!zip.has('xl/sharedStrings.xml')) return texts
  let current = ''
  let depth = 0
  let isText = false
  await walkXml(zip.text('xl/sharedStrings.xml'), {
    open: (name) => {
      if (name === 'si') current = ''
      // What is written above the signs, to be read aloud, is no part of the text.
      else if (name === 'rPh') depth += 1
      else if (name === 't') isText = depth === 0
    },
    text: (text) => {
      if (isText) current += text
    },
    close: (name) => {
      if (name === 't') isText = false
      else if (name === 'rPh') depth -= 1
      else if (name === 'si') texts.push(unescaped(current))
    },
  })
  return texts
}

/** Signs that XML cannot hold stand as `_x000D_`. */
export const unescaped = (text: string): string =>
  text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

/** What the numbers of each cell format stand for. */
export async function readNumberForms({ zip }: Workbook): Promise<NumberForm[]> {
  const codes = new Map<number, string>()
  const forms: NumberForm[] = []
  if (!zip.has('xl/styles.xml')) return forms
  let isInCellFormats = false
  await walkXml(zip.text('xl/styles.xml'), {
    open: (name, { numFmtId, formatCode }) => {
      const id = Number(numFmtId)
      if (name === 'numFmt' && formatCode !== undefined) codes.set(id, formatCode)
      else if (name === 'cellXfs') isInCellFormats = true
      else if (name === 'xf' && isInCellFormats) forms.push(numberForm(id, codes.get(id) ?? null))
    },
    close: (name) => {
      if (name === 'cellXfs') isInCellFormats = false
    },
  })
  return forms
}
