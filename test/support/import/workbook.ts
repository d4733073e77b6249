// Small XLSX workbooks for tests, written by hand: texts, numbers, dates, padded numbers, yes or no, errors.
import { strToU8, zipSync } from 'fflate'

/** `style` is a place in `styles`: 1 a date, 2 a date with a time, 3 five digits, 4 a custom date, 5 a time. */
export type BookCell =
  string | number | boolean | null | { readonly raw: string; readonly style: number } | { readonly error: string }
type Rows = readonly (readonly BookCell[])[]

const xml = (text: string) => strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`)
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

const styles = `<styleSheet ${main}><numFmts count="3"><numFmt numFmtId="164" formatCode="00000"/>
<numFmt numFmtId="165" formatCode="[$-409]d\\ mmm\\ yyyy;@"/><numFmt numFmtId="166" formatCode="#,##0.00 &quot;days&quot;"/></numFmts>
<cellXfs count="7"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="21"/><xf numFmtId="166"/></cellXfs></styleSheet>`

function columnName(index: number): string {
  return (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))
}

/** A workbook of these sheets; even texts are shared, odd ones stand in their cells. */
export function workbook(sheets: Readonly<Record<string, Rows>>, startsIn1904 = false): Uint8Array {
  const shared: string[] = []
  const cell = (value: BookCell, at: string): string => {
    if (value === null) return ''
    if (typeof value === 'number') return `<c r="${at}"><v>${String(value)}</v></c>`
    if (typeof value === 'boolean') return `<c r="${at}" t="b"><v>${value ? '1' : '0'}</v></c>`
    if (typeof value === 'object') {
      if ('error' in value) return `<c r="${at}" t="e"><v>${value.error}</v></c>`
      return `<c r="${at}" s="${String(value.style)}"><v>${value.raw}</v></c>`
    }
    if (value.length % 2 === 1)
      return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`
    return `<c r="${at}" t="s"><v>${String(shared.push(value) - 1)}</v></c>`
  }
  const names = Object.keys(sheets)
  const files: Record<string, Uint8Array> = {}
  for (const [index, rows] of Object.values(sheets).entries()) {
    const lines = rows.map((row, line) => {
      const at = line + 1
      return `<row r="${String(at)}">${row.map((value, column) => cell(value, `${columnName(column)}${String(at)}`)).join('')}</row>`
    })
    files[`xl/worksheets/sheet${String(index + 1)}.xml`] = xml(
      `<worksheet ${main}><sheetData>${lines.join('')}</sheetData></worksheet>`,
    )
  }
  const texts = shared.map(
    (text) =>
      `<si><r><t>${escaped(text.slice(0, 1))}</t></r><r><t xml:space="preserve">${escaped(text.slice(1))}</t></r></si>`,
  )
  return zipSync({
    'xl/workbook.xml': xml(
      `<workbook ${main} xmlns:r="${relations}"><workbookPr${startsIn1904 ? ' date1904="1"' : ''}/><sheets>${names
        .map(
          (name, index) =>
            `<sheet name="${escaped(name)}" sheetId="${String(index + 1)}" r:id="rId${String(index + 1)}"/>`,
        )
        .join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': xml(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${names
        .map(
          (_, index) =>
            `<Relationship Id="rId${String(index + 1)}" Type="${relations}/worksheet" Target="worksheets/sheet${String(index + 1)}.xml"/>`,
        )
        .join('')}</Relationships>`,
    ),
    'xl/styles.xml': xml(styles),
    'xl/sharedStrings.xml': xml(`<sst ${main}>${texts.join('')}</sst>`),
    ...files,
  })
}
