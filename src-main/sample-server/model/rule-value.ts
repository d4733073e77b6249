// Rules of attributes (validation, visible, nullable) in a small part of the server's language: comparisons of values,
// `empty` and `notempty`, joined by `and` and `or`. What is not understood does not count as a rule.
import type { CellValue } from './table-model'

/** Whether a rule holds for a row, given the way to its values; null where a value for it is missing. */
export type Rule = (read: (attribute: string) => CellValue) => boolean | null

type Operand = (read: (attribute: string) => CellValue) => CellValue

const TOKEN = /\s*(?:\{([\w-]+)\}|'([^']*)'|(-?\d+(?:\.\d+)?)|(<=|>=|!=|==|=|<|>|\(|\)|[a-z]+))/gy
const known = new Map<string, Rule | undefined>()

/** The rule that a text says; undefined for what is not understood. */
export function readRule(text: string): Rule | undefined {
  if (!known.has(text)) known.set(text, parse(text))
  return known.get(text)
}

type Token = { readonly operand: Operand } | { readonly word: string }

function parse(text: string): Rule | undefined {
  const tokens = tokensOf(text)
  if (tokens === undefined) return undefined
  let at = 0
  const wordAt = (): string | undefined => {
    const token = tokens[at]
    return token !== undefined && 'word' in token ? token.word : undefined
  }
  const operand = (): Operand | undefined => {
    const token = tokens[at]
    if (token === undefined || !('operand' in token)) return undefined
    at += 1
    return token.operand
  }
  const single = (): Rule | undefined => {
    if (wordAt() === '(') {
      at += 1
      const inner = either()
      if (wordAt() !== ')') return undefined
      at += 1
      return inner
    }
    const left = operand()
    const word = wordAt()
    if (left === undefined || word === undefined) return undefined
    at += 1
    if (word === 'empty') return (read) => isEmpty(left(read))
    if (word === 'notempty') return (read) => !isEmpty(left(read))
    const right = operand()
    return right === undefined ? undefined : (read) => compare(word, left(read), right(read))
  }
  const chain = (joint: string, next: () => Rule | undefined, join: Join): Rule | undefined => {
    let rule = next()
    while (wordAt() === joint) {
      at += 1
      const [one, other] = [rule, next()]
      rule = one && other && ((read) => join(one(read), other(read)))
    }
    return rule
  }
  const both = () =>
    chain('and', single, (a, b) => (a === false || b === false ? false : a === null || b === null ? null : true))
  const either = (): Rule | undefined =>
    chain('or', both, (a, b) => (a === true || b === true ? true : a === null || b === null ? null : false))
  const rule = either()
  return at === tokens.length ? rule : undefined
}

type Join = (a: boolean | null, b: boolean | null) => boolean | null

function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  let end = 0
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    end = TOKEN.lastIndex
    const [, name, quoted, number, word] = match
    if (name !== undefined) tokens.push({ operand: (read) => read(name) })
    else if (quoted !== undefined) tokens.push({ operand: () => quoted })
    else if (number !== undefined) tokens.push({ operand: () => Number(number) })
    else if (word === 'true' || word === 'false') tokens.push({ operand: () => word === 'true' })
    else tokens.push({ word: word ?? '' })
  }
  return text.slice(end).trim() === '' ? tokens : undefined
}

const isEmpty = (value: CellValue): boolean =>
  value === null || value === '' || (typeof value === 'object' && value.length === 0)

function compare(operator: string, left: CellValue, right: CellValue): boolean | null {
  if (isEmpty(left) || isEmpty(right) || typeof left === 'object' || typeof right === 'object') return null
  const [a, b] = typeof left === 'string' && typeof right === 'string' ? [left, right] : [Number(left), Number(right)]
  switch (operator) {
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
    case '!=':
      return a !== b
    default:
      return a === b
  }
}
