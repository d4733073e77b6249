// Filter text into a tree whose groups are kept. A group in parentheses is a level of its own to the server and there
// is no escape character; the parser library sees both otherwise. So each level is scanned here: its groups are set
// aside behind a mark, its backslashes doubled, and the flat rest is handed to the library.
import { parse } from '@rsql/parser'
import { lexicalRefusal, operatorRefusal, serverFailure, syntaxRefusal } from './refusals'

/** One condition as written, its values unquoted. */
export type RsqlCondition = {
  readonly kind: 'condition'
  readonly selector: string
  readonly operator: string
  readonly values: readonly string[]
}

/** A level of two or more parts joined by one operator. */
export type RsqlJoin = { readonly kind: 'and' | 'or'; readonly parts: readonly RsqlNode[] }

export type RsqlNode = RsqlCondition | RsqlJoin

type LibraryNode = ReturnType<typeof parse>

/** The text, where the scan stands, and a character that the text does not use. */
type Scan = { readonly text: string; readonly mark: string; at: number }

/** A level made safe for the library; `origins[i]` is where its character i stands in the whole text. */
type Level = { text: string; readonly origins: number[]; readonly groups: RsqlNode[] }

const DEEPEST_NESTING = 500

const TOKEN_KINDS = new Map([
  ['(', '"("'],
  [')', '")"'],
  [';', '<AND>'],
  [',', '<OR>'],
  ['"', '<DOUBLE_QUOTED_STR>'],
  ["'", '<SINGLE_QUOTED_STR>'],
])

/**
 * Parse filter text.
 *
 * AND binds tighter than OR. A single condition in parentheses is that condition; a group of several is one node.
 *
 * @throws ServerRefusal 400 `typeMismatch` for text that does not parse, 500 for groups nested beyond reason
 */
export function parseRsql(rsql: string): RsqlNode {
  const scan: Scan = { text: rsql, mark: unusedCharacter(rsql), at: 0 }
  const node = parseLevel(scan, 0)
  if (scan.at < rsql.length) throw unexpectedAt(scan.text, scan.at)
  return node
}

/** Scan to the end of the text or to the parenthesis that closes this level, and parse what lies between. */
function parseLevel(scan: Scan, depth: number): RsqlNode {
  if (depth > DEEPEST_NESTING) throw serverFailure('Unknown error')
  const level: Level = { text: '', origins: [], groups: [] }
  let expectsPart = true
  let isInList = false
  while (scan.at < scan.text.length) {
    const character = scan.text.charAt(scan.at)
    const separator = separatorAt(scan)
    if (character === '"' || character === "'") {
      copyQuoted(scan, level, character)
    } else if (separator !== undefined) {
      add(level, separator.symbol, scan.at)
      scan.at += separator.length
      expectsPart = !isInList
      continue
    } else if (character === '(' && expectsPart) {
      copyGroup(scan, level, depth)
    } else if (character === ')' && !isInList) {
      break
    } else if ('=!<>'.includes(character) && !isInList) {
      copyOperator(scan, level)
    } else {
      if (character === '(') isInList = true
      if (character === ')') isInList = false
      add(level, character, scan.at)
      scan.at += 1
    }
    if (character !== ' ') expectsPart = false
  }
  return fromLibrary(scan, level)
}

function separatorAt(scan: Scan): { symbol: string; length: number } | undefined {
  const character = scan.text.charAt(scan.at)
  if (character === ';' || character === ',') return { symbol: character, length: 1 }
  if (character !== ' ') return undefined
  // The blank behind the word may be the one in front of the next word, so only the first is taken with it.
  if (scan.text.startsWith(' and ', scan.at)) return { symbol: ';', length: 5 }
  if (scan.text.startsWith(' or ', scan.at)) return { symbol: ',', length: 4 }
  return undefined
}

function copyQuoted(scan: Scan, level: Level, quote: string): void {
  const end = scan.text.indexOf(quote, scan.at + 1)
  if (end < 0) throw lexicalRefusal(scan.text, scan.text.slice(scan.at))
  add(level, scan.text.slice(scan.at, end + 1).replaceAll('\\', '\\\\'), scan.at)
  scan.at = end + 1
}

function copyGroup(scan: Scan, level: Level, depth: number): void {
  const start = scan.at
  scan.at += 1
  const group = parseLevel(scan, depth + 1)
  if (scan.text.charAt(scan.at) !== ')') throw unexpectedAt(scan.text, scan.at)
  scan.at += 1
  add(level, `${scan.mark}==${level.groups.length}`, start)
  level.groups.push(group)
}

function copyOperator(scan: Scan, level: Level): void {
  const operator = /^(?:=[A-Za-z]*=|!=|[<>]=?)/.exec(scan.text.slice(scan.at, scan.at + 40))?.[0]
  if (operator === undefined) throw lexicalRefusal(scan.text, scan.text.slice(scan.at))
  // The library takes small letters only; the server knows no operator with others.
  if (/[A-Z]/.test(operator)) throw operatorRefusal(scan.text, operator)
  add(level, operator, scan.at)
  scan.at += operator.length
}

function add(level: Level, piece: string, origin: number): void {
  level.text += piece
  for (let index = 0; index < piece.length; index += 1) level.origins.push(origin)
}

function fromLibrary(scan: Scan, level: Level): RsqlNode {
  let parsed: LibraryNode
  try {
    parsed = parse(level.text)
  } catch (error) {
    throw librarySyntaxError(scan, level, error)
  }
  return joined(
    'or',
    partsOf(parsed, [',', 'or']).map((part) => andNode(scan, level, part)),
  )
}

function andNode(scan: Scan, level: Level, node: LibraryNode): RsqlNode {
  return joined(
    'and',
    partsOf(node, [';', 'and']).map((part) => conditionNode(scan, level, part)),
  )
}

function joined(kind: 'and' | 'or', parts: readonly RsqlNode[]): RsqlNode {
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only : { kind, parts }
}

/** The library joins two at a time, leaning left; open that again, without recursion: a level may be long. */
function partsOf(node: LibraryNode, operators: readonly string[]): LibraryNode[] {
  const parts: LibraryNode[] = []
  let current = node
  while (current.type === 'LOGIC' && operators.includes(current.operator)) {
    parts.push(current.right)
    current = current.left
  }
  parts.push(current)
  return parts.reverse()
}

function conditionNode(scan: Scan, level: Level, node: LibraryNode): RsqlNode {
  if (node.type !== 'COMPARISON') throw syntaxRefusal(scan.text, 'Encountered a level that cannot be read.')
  const { selector } = node.left
  const { value } = node.right
  if (selector === scan.mark && typeof value === 'string') {
    const group = level.groups[Number(value)]
    if (group !== undefined) return group
  }
  return { kind: 'condition', selector, operator: node.operator, values: typeof value === 'string' ? [value] : value }
}

function librarySyntaxError(scan: Scan, level: Level, error: unknown): Error {
  const position = error instanceof Error ? /at position (\d+) in/.exec(error.message)?.[1] : undefined
  const origin = position === undefined ? undefined : level.origins[Number(position) - 1]
  return unexpectedAt(scan.text, origin ?? scan.at)
}

/** The server names the kind of what it met and then what it met. */
function unexpectedAt(text: string, at: number): Error {
  if (at >= text.length) return syntaxRefusal(text, `Encountered "<EOF>" at line 1, column ${text.length}.`)
  const token = text.charAt(at)
  const kind = TOKEN_KINDS.get(token) ?? '<UNRESERVED_STR>'
  return syntaxRefusal(text, `Encountered " ${kind} "${token} "" at line 1, column ${at + 1}.`)
}

/** A character of the private area that the text does not use; a text that uses all of them is refused. */
function unusedCharacter(text: string): string {
  for (let code = 0xe000; code <= 0xf8ff; code += 1) {
    const character = String.fromCharCode(code)
    if (!text.includes(character)) return character
  }
  throw syntaxRefusal(text, 'Encountered text that cannot be read.')
}
