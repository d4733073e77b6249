// Reads RSQL. Written by hand because the place of an error, what was expected there, and the levels of groups are
// needed, and because the parser packages know an escape character that the servers do not.
import { AppError } from '../errors/app-error'
import { rsqlTokenAt, type RsqlToken } from './rsql-token'
import { isListOperator, rsqlOperators, type RsqlComparison, type RsqlNode, type RsqlOperator } from './rsql-tree'

/** Groups may lie this deep; the servers fail somewhat beyond. */
const maxDepth = 500

const otherSigns: Readonly<Record<string, RsqlOperator>> = { '<': '=lt=', '<=': '=le=', '>': '=gt=', '>=': '=ge=' }

type Reader = { readonly text: string; token: RsqlToken; depth: number }

/**
 * Read a filter in RSQL.
 *
 * AND binds tighter than OR. There is no escape character: a value with one kind of quotes stands in the other.
 *
 * @throws AppError `query.invalid` at the first place where it cannot be read; facts: `position` and `length` (UTF-16
 *   units from 0; the length is 0 at the end of the text), `expected` (in words), `found` (the text there)
 * @source the servers' grammar: rsql-parser 2.0.0
 */
export function parseRsql(text: string): RsqlNode {
  const reader: Reader = { text, token: rsqlTokenAt(text, 0), depth: 0 }
  const node = readOr(reader)
  if (peek(reader).kind !== 'end') throw unexpected(reader.token, [';', ',', 'the end'])
  return node
}

/** The next token, which stays where it is. */
const peek = (reader: Reader): RsqlToken => reader.token

function take(reader: Reader): RsqlToken {
  const { token } = reader
  reader.token = rsqlTokenAt(reader.text, token.end)
  return token
}

const readOr = (reader: Reader): RsqlNode => readJoined(reader, 'or', readAnd)
const readAnd = (reader: Reader): RsqlNode => readJoined(reader, 'and', readPart)

function readJoined(reader: Reader, joint: 'and' | 'or', read: (reader: Reader) => RsqlNode): RsqlNode {
  const first = read(reader)
  const parts = [first]
  while (peek(reader).kind === joint) {
    take(reader)
    parts.push(read(reader))
  }
  const last = parts.at(-1) ?? first
  return parts.length === 1 ? first : { kind: 'group', joint, parts, start: first.start, end: last.end }
}

function readPart(reader: Reader): RsqlNode {
  if (peek(reader).kind !== '(') return readComparison(reader)
  const open = take(reader)
  reader.depth += 1
  if (reader.depth > maxDepth) throw invalid(`Groups lie more than ${maxDepth} deep.`, open, 'fewer groups')
  const node = readOr(reader)
  if (peek(reader).kind !== ')') throw unexpected(reader.token, [')', ';', ','])
  const close = take(reader)
  reader.depth -= 1
  // A single condition in parentheses is no group to the server.
  return node.kind === 'group' ? { ...node, start: open.start, end: close.end } : node
}

function readComparison(reader: Reader): RsqlComparison {
  if (peek(reader).kind !== 'word') throw unexpected(reader.token, ['an attribute', '('])
  const selector = take(reader)
  if (peek(reader).kind !== 'operator') throw unexpected(reader.token, ['an operator'])
  const sign = take(reader)
  const operator = otherSigns[sign.text] ?? rsqlOperators.find((each) => each === sign.text)
  if (!operator) {
    throw invalid(`${sign.text} is no operator of this language.`, sign, `one of ${rsqlOperators.join(' ')}`)
  }
  const { values, end } = readArguments(reader)
  const [, second] = values
  if (second && !isListOperator(operator)) {
    throw invalid(`${sign.text} takes one value, not a list.`, second, 'one value')
  }
  return {
    kind: 'comparison',
    selector: selector.text,
    operator,
    values: values.map((value) => value.text),
    places: { selector: spanOf(selector), operator: spanOf(sign), values: values.map(spanOf) },
    start: selector.start,
    end,
  }
}

const spanOf = ({ start, end }: RsqlToken) => ({ start, end })

function readArguments(reader: Reader): { values: RsqlToken[]; end: number } {
  if (peek(reader).kind !== '(') {
    const value = readArgument(reader, ['a value', '('])
    return { values: [value], end: value.end }
  }
  take(reader)
  const values = [readArgument(reader, ['a value'])]
  while (peek(reader).kind === 'or') {
    take(reader)
    values.push(readArgument(reader, ['a value']))
  }
  if (peek(reader).kind !== ')') throw unexpected(reader.token, [',', ')'])
  return { values, end: take(reader).end }
}

function readArgument(reader: Reader, expected: readonly string[]): RsqlToken {
  const { kind } = peek(reader)
  if (kind !== 'word' && kind !== 'quoted') throw unexpected(reader.token, expected)
  return take(reader)
}

function unexpected(token: RsqlToken, expected: readonly string[]): AppError {
  const words = inWords(expected)
  if (token.kind === 'end') return invalid(`The filter ends too early: ${words} should follow.`, token, words)
  if (token.kind === 'bad' && /^["']/.test(token.text)) {
    return invalid(`The quote ${token.text.charAt(0)} is never closed.`, token, `a closing ${token.text.charAt(0)}`)
  }
  return invalid(`${token.text.trim()} cannot stand here: ${words} should.`, token, words)
}

function inWords(expected: readonly string[]): string {
  const last = expected.at(-1) ?? ''
  return expected.length === 1 ? last : `${expected.slice(0, -1).join(' or ')} or ${last}`
}

const invalid = (message: string, { start, end, text }: RsqlToken, expected: string): AppError =>
  new AppError('query.invalid', message, { facts: { position: start, length: end - start, expected, found: text } })
