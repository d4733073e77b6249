// A block of cells as spreadsheets put it on the clipboard: fields between tabs, rows between line breaks, quotes around
// fields that hold either.

/** The rows of a block, one by one, so that a large one need not be read at a stretch. */
export function* blockRowsOf(text: string): Generator<string[]> {
  let at = 0
  let row: string[] = []
  while (at < text.length) {
    const field = text[at] === '"' ? (quotedField(text, at) ?? plainField(text, at)) : plainField(text, at)
    row.push(field.text)
    at = field.end
    const sign = text[at]
    if (sign === '\t') {
      at += 1
      // A tab at the very end stands before an empty field.
      if (at === text.length) row.push('')
      else continue
    } else at += sign === '\r' && text[at + 1] === '\n' ? 2 : 1
    yield row
    row = []
  }
  if (row.length > 0) yield row
}

/** A block as a whole; rows that are shorter than others are filled up. */
export function readBlock(text: string): string[][] {
  return evenRows([...blockRowsOf(text)])
}

/** Rows filled up with empty fields to the length of the longest. */
export function evenRows(rows: readonly string[][]): string[][] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0)
  return rows.map((row) =>
    row.length === width ? row : [...row, ...Array.from({ length: width - row.length }, () => '')],
  )
}

type Field = { readonly text: string; readonly end: number }

const isEnd = (sign: string | undefined): boolean =>
  sign === undefined || sign === '\t' || sign === '\r' || sign === '\n'

function plainField(text: string, from: number): Field {
  let end = from
  while (!isEnd(text[end])) end += 1
  return { text: text.slice(from, end), end }
}

/** A field in quotes; null where the quotes do not close before a tab, a line break or the end: then they are text. */
function quotedField(text: string, from: number): Field | null {
  let end = from + 1
  for (;;) {
    end = text.indexOf('"', end)
    if (end < 0) return null
    if (text[end + 1] !== '"') break
    end += 2
  }
  if (!isEnd(text[end + 1])) return null
  return { text: text.slice(from + 1, end).replaceAll('""', '"'), end: end + 1 }
}
