// Cuts RSQL into its tokens, as the servers' parser does: no escape character, blanks between tokens, nothing else.
import type { Span } from './rsql-tree'

/** What a token is. `bad` is a sign that begins no token, or a quote that is never closed. */
export type RsqlTokenKind = 'word' | 'quoted' | 'and' | 'or' | '(' | ')' | 'operator' | 'bad' | 'end'

/** A token: `text` is what it says, without quotes. */
export type RsqlToken = Span & { readonly kind: RsqlTokenKind; readonly text: string }

// The blank behind `and` may be the one in front of the next word, so each takes its own blanks with it.
const joints = [
  { kind: 'and', text: ';' },
  { kind: 'or', text: ',' },
  { kind: 'and', text: ' and ' },
  { kind: 'or', text: ' or ' },
] as const

const word = /[^"'();,=<>!~ ]+/y
const operator = /=[A-Za-z]*=|!=|[<>]=?/y

/** Signs that end a word that has no quotes. */
export const reservedSigns = /["'();,=<>!~ ]/

/** The token at a place, blanks before it skipped. Behind the last one comes `end`, again and again. */
export function rsqlTokenAt(text: string, from: number): RsqlToken {
  let start = from
  for (; start < text.length; start += 1) {
    const joint = joints.find((each) => text.startsWith(each.text, start))
    if (joint) return { kind: joint.kind, text: joint.text, start, end: start + joint.text.length }
    if (text[start] !== ' ') break
  }
  const sign = text[start]
  if (sign === undefined) return { kind: 'end', text: '', start: text.length, end: text.length }
  if (sign === '(' || sign === ')') return { kind: sign, text: sign, start, end: start + 1 }
  if (sign === '"' || sign === "'") return quoted(text, start, sign)
  return matched(text, start, word, 'word') ?? matched(text, start, operator, 'operator') ?? bad(text, start, start + 1)
}

function quoted(text: string, start: number, quote: string): RsqlToken {
  const close = text.indexOf(quote, start + 1)
  if (close === -1) return bad(text, start, text.length)
  return { kind: 'quoted', text: text.slice(start + 1, close), start, end: close + 1 }
}

function matched(text: string, start: number, pattern: RegExp, kind: RsqlTokenKind): RsqlToken | null {
  pattern.lastIndex = start
  const found = pattern.exec(text)?.[0]
  return found === undefined ? null : { kind, text: found, start, end: start + found.length }
}

const bad = (text: string, start: number, end: number): RsqlToken => ({
  kind: 'bad',
  text: text.slice(start, end),
  start,
  end,
})
