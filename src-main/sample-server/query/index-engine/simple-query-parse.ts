// The small query language of `=sq=`: words that must all be there, `|` for either, `-` for not, "phrases",
// `beginnings*`, `spelling~1` and parentheses. Nothing in it is an error; what makes no sense is read as less.

/** A parsed query. `isEither` joins by 'or', else by 'and'. */
export type SimpleQuery =
  | { readonly kind: 'word'; readonly text: string; readonly edits: number }
  | { readonly kind: 'beginning'; readonly text: string }
  | { readonly kind: 'phrase'; readonly text: string; readonly slop: number }
  | { readonly kind: 'not'; readonly part: SimpleQuery }
  | { readonly kind: 'join'; readonly isEither: boolean; readonly parts: readonly SimpleQuery[] }

/** Edits of a word that the index follows at most. */
const MOST_EDITS = 2
const DEEPEST_NESTING = 100

type Reader = { readonly text: string; at: number; depth: number }

/** Parse a query; `undefined` where it asks for nothing. Operators are taken from left to right, none binds tighter. */
export function parseSimpleQuery(text: string): SimpleQuery | undefined {
  return readLevel({ text, at: 0, depth: 0 })
}

function readLevel(reader: Reader): SimpleQuery | undefined {
  let result: SimpleQuery | undefined
  let isEither = false
  let isNegated = false
  while (reader.at < reader.text.length) {
    const sign = reader.text.charAt(reader.at)
    if (sign === ')' && reader.depth > 0) break
    if (/[\s+|)-]/.test(sign)) {
      if (sign === '|') isEither = true
      if (sign === '+') isEither = false
      isNegated = sign === '-' && !isNegated
      reader.at += 1
      continue
    }
    const part = readPart(reader, sign)
    if (part !== undefined) {
      result = joined(result, isEither, isNegated ? { kind: 'not', part } : part)
    }
    isEither = false
    isNegated = false
  }
  return result
}

function joined(before: SimpleQuery | undefined, isEither: boolean, part: SimpleQuery): SimpleQuery {
  if (before === undefined) return part
  if (before.kind === 'join' && before.isEither === isEither) return { ...before, parts: [...before.parts, part] }
  return { kind: 'join', isEither, parts: [before, part] }
}

function readPart(reader: Reader, sign: string): SimpleQuery | undefined {
  if (sign === '(') return readGroup(reader)
  if (sign === '"') return readPhrase(reader)
  return readWord(reader)
}

function readGroup(reader: Reader): SimpleQuery | undefined {
  reader.at += 1
  if (reader.depth >= DEEPEST_NESTING) return undefined
  reader.depth += 1
  const group = readLevel(reader)
  reader.depth -= 1
  reader.at += 1
  return group
}

function readPhrase(reader: Reader): SimpleQuery | undefined {
  const match = /"((?:[^"\\]|\\[\s\S])*)("(?:~(\d{1,3}))?)?/y
  match.lastIndex = reader.at
  const found = match.exec(reader.text)
  reader.at += found?.[0].length ?? 1
  // A quotation mark that is never closed is just left out.
  if (found?.[2] === undefined) return readWordText(found?.[1] ?? '')
  return { kind: 'phrase', text: unescaped(found[1] ?? ''), slop: Number(found[3] ?? 0) }
}

function readWord(reader: Reader): SimpleQuery | undefined {
  const match = /(?:\\[\s\S]|[^\s"()|\\+])+|\\/y
  match.lastIndex = reader.at
  const found = match.exec(reader.text)?.[0] ?? ''
  reader.at += Math.max(found.length, 1)
  return readWordText(found)
}

function readWordText(raw: string): SimpleQuery | undefined {
  if (raw === '') return undefined
  if (/[^\\]\*$/.test(raw)) return { kind: 'beginning', text: unescaped(raw.slice(0, -1)) }
  const fuzzy = /^(.+)~(\d{0,3})$/s.exec(raw)
  if (fuzzy === null) return { kind: 'word', text: unescaped(raw), edits: 0 }
  const edits = fuzzy[2] === '' ? MOST_EDITS : Math.min(Number(fuzzy[2]), MOST_EDITS)
  return { kind: 'word', text: unescaped(fuzzy[1] ?? ''), edits }
}

function unescaped(text: string): string {
  return text.replace(/\\([\s\S])/g, '$1')
}
