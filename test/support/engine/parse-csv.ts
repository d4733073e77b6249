// Reads CSV by RFC 4180, and tells nothing (null) from an empty text in quotes ('').

/** The lines of a CSV text; the last line must end with a line feed. */
export function parseCsv(text: string): (string | null)[][] {
  const lines: (string | null)[][] = []
  let line: (string | null)[] = []
  let at = 0
  while (at < text.length) {
    const [cell, next] = readCell(text, at)
    line.push(cell)
    at = next + 1
    if (text[next] === ',') continue
    if (text[next] !== '\n') throw new Error(`Unexpected ${JSON.stringify(text[next])} at ${next}`)
    lines.push(line)
    line = []
  }
  if (line.length > 0) throw new Error('The last line does not end.')
  return lines
}

function readCell(text: string, start: number): [cell: string | null, end: number] {
  if (text[start] !== '"') {
    let end = start
    while (end < text.length && text[end] !== ',' && text[end] !== '\n') end += 1
    return [end === start ? null : text.slice(start, end), end]
  }
  let cell = ''
  let at = start + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote === -1) throw new Error('A quote is never closed.')
    cell += text.slice(at, quote)
    if (text[quote + 1] !== '"') return [cell, quote + 1]
    cell += '"'
    at = quote + 2
  }
}
