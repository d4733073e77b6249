// Short ways to send files to the import wizard and to wait for the end of a run.
import { strToU8, zipSync } from 'fflate'
import { vi } from 'vitest'
import type { Answer, Ask } from '../asking'

/** A file to send: text, or bytes. */
export type Sent = { readonly name: string; readonly content: string | Uint8Array<ArrayBuffer> }

/** An archive of text files. */
export function zipOf(files: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const packed = zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
  return new Uint8Array(packed)
}

/** Send a file to the import wizard. */
export function send(
  ask: Ask,
  token: string,
  file: Sent,
  fields: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const data = new FormData()
  data.set('file', new File([file.content], file.name))
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return ask('/plugin/importwizard/importFile', { token, data })
}

/** How a run ended. */
export type Ended = { readonly status: unknown; readonly message: unknown; readonly tables: unknown }

/** Import a file; gives the end of its run, or the refusal to begin. */
export async function importFile(
  ask: Ask,
  token: string,
  file: Sent,
  fields?: Readonly<Record<string, string>>,
): Promise<Ended> {
  const { text, status } = await send(ask, token, file, fields)
  if (status !== 201) return { status, message: text, tables: undefined }
  return vi.waitFor(async () => {
    const { json } = await ask(text, { token })
    if (json['status'] === 'RUNNING') throw new Error('The import has not ended.')
    return { status: json['status'], message: json['message'], tables: json['importedEntities'] }
  })
}

const CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'

/** A workbook of one sheet per name; cells are written as XML. */
export function workbook(
  sheets: Readonly<Record<string, string>>,
  shared: readonly string[] = [],
): Uint8Array<ArrayBuffer> {
  const names = Object.keys(sheets)
  const relations = names.map(
    (_, at) => `<Relationship Id="rId${String(at + 1)}" Target="worksheets/s${String(at)}.xml"/>`,
  )
  const listed = names.map(
    (name, at) => `<sheet name="${name}" sheetId="${String(at + 1)}" r:id="rId${String(at + 1)}"/>`,
  )
  const main =
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
  return zipOf({
    '[Content_Types].xml': CONTENT_TYPES,
    'xl/workbook.xml': `<?xml version="1.0"?><workbook ${main}><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join('')}</Relationships>`,
    'xl/sharedStrings.xml': `<sst ${main}>${shared.join('')}</sst>`,
    'xl/styles.xml': `<styleSheet ${main}><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(
      names.map((name, at) => [
        `xl/worksheets/s${String(at)}.xml`,
        `<?xml version="1.0"?><worksheet ${main}><sheetData>${sheets[name] ?? ''}</sheetData></worksheet>`,
      ]),
    ),
  })
}

/** Rows of a sheet in which every cell is a text written in place. */
export function textRows(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string =>
    `<c t="inlineStr"><is><t>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></is></c>`
  return rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('')
}
