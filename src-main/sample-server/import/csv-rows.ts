// CSV as the server's importer reads it: a backslash escapes the character after it, empty is no value, and a blank
// line ends the data without a word.
import { ServerRefusal } from '../model/server-refusal'
import { breathe } from '../write/in-slices'
import type { Sheet, SheetRow } from './sheet'

const ROWS_AT_ONCE = 2000

/**
 * Read CSV text with a line of headings.
 *
 * @param delimiter  comma or tab
 * @throws ServerRefusal 400 for a line of another number of values than there are headings
 */
export async function readCsv(name: string, text: string, delimiter: ',' | '\t'): Promise<Sheet> {
  const lines = csvLines(text.replace(/^\ufeff/, ''), delimiter)
  const first = lines.next()
  const columns = first.done === true ? [] : first.value.map((heading) => (heading ?? '').trim())
  const rows: SheetRow[] = []
  for (const values of lines) {
    if (values.length === 1 && values[0] === null) break
    if (values.length !== columns.length) {
      const counts = `Number of values (${String(values.length)}) doesn't match the number of headers (${String(columns.length)})`
      throw new ServerRefusal(400, `${counts}: [${values.map((value) => value ?? '').join(',')}]`)
    }
    rows.push(values)
    if (rows.length % ROWS_AT_ONCE === 0) await breathe()
  }
  return { name, columns, rows }
}

/** The values of one line after the other; a quoted value may go over several lines of text. */
function* csvLines(text: string, delimiter: string): Generator<SheetRow, undefined> {
  let values: (string | null)[] = []
  let value = ''
  let isQuoted = false
  const special = new RegExp(`["\\\\\\r\\n${delimiter}]`, 'g')
  let at = 0
  while (at < text.length) {
    special.lastIndex = at
    const found = special.exec(text)
    const next = found?.index ?? text.length
    value += text.slice(at, next)
    const mark = found?.[0] ?? ''
    at = next + 1
    if (mark === '\\') {
      // Before anything but a quote or a backslash the escape is dropped all the same.
      value += text.charAt(at)
      at += 1
    } else if (mark === '"') {
      if (isQuoted && text.charAt(at) === '"') {
        value += '"'
        at += 1
      } else isQuoted = !isQuoted
    } else if (isQuoted) value += mark
    else if (mark === delimiter) {
      values.push(value === '' ? null : value)
      value = ''
    } else if (mark !== '') {
      if (mark === '\r' && text.charAt(at) === '\n') at += 1
      yield [...values, value === '' ? null : value]
      values = []
      value = ''
    }
  }
  if (values.length > 0 || value !== '') yield [...values, value === '' ? null : value]
}
