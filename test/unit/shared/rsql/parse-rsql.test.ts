// Reading RSQL: the tree, the levels, and the place of an error with what was expected there.
import { parse } from '@rsql/parser'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '@shared/errors/app-error'
import { parseRsql } from '@shared/rsql/parse-rsql'
import { rsqlOperators, type RsqlNode } from '@shared/rsql/rsql-tree'

/** A tree in one line: `and(a==1, or(b==2, c==3))`. */
const shape = (node: RsqlNode): string =>
  node.kind === 'comparison'
    ? `${node.selector}${node.operator}${node.values.join('|')}`
    : `${node.joint}(${node.parts.map(shape).join(', ')})`

function failureOf(text: string): { position: unknown; expected: unknown; message: string } {
  try {
    parseRsql(text)
  } catch (error) {
    if (error instanceof AppError) {
      return { position: error.facts['position'], expected: error.facts['expected'], message: error.message }
    }
    throw error
  }
  throw new Error(`${text} was read`)
}

describe('parseRsql', () => {
  it.each([
    ['a==1', 'a==1'],
    ['a==1;b==2,c==3', 'or(and(a==1, b==2), c==3)'],
    ['a==1 and b==2 or c==3', 'or(and(a==1, b==2), c==3)'],
    ['a == 1 ;  b=in=( x , "y z" )', 'and(a==1, b=in=x|y z)'],
    ['(a==1)', 'a==1'],
    ['((a==1;b==2))', 'and(a==1, b==2)'],
    ['a==1;(b==2;c==3)', 'and(a==1, and(b==2, c==3))'],
    ['(a==1,b==2),c==3', 'or(or(a==1, b==2), c==3)'],
    ['a>=1;b<2', 'and(a=ge=1, b=lt=2)'],
    [`s=="it's";t=='say "hi"'`, `and(s==it's, t==say "hi")`],
    ['s=="back\\slash\\"', 's==back\\slash\\'],
    ['s=="line one\nline two"', 's==line one\nline two'],
    ["a==''", 'a=='],
    ['*=q=words', '*=q=words'],
    ['x.Pos=rng=(1,2)', 'x.Pos=rng=1|2'],
    ['naïve==日本', 'naïve==日本'],
    ['a=in=b', 'a=in=b'],
    ['a==(b)', 'a==b'],
  ])('%s', (text, tree) => {
    expect(shape(parseRsql(text))).toBe(tree)
  })

  it('tells where each part stands', () => {
    const node = parseRsql('(a==1, b=in=("x",y))')
    expect(node).toMatchObject({ kind: 'group', start: 0, end: 20 })
    expect(node.kind === 'group' && node.parts[1]).toMatchObject({
      start: 7,
      end: 19,
      places: {
        selector: { start: 7, end: 8 },
        operator: { start: 8, end: 12 },
        values: [
          { start: 13, end: 16 },
          { start: 17, end: 18 },
        ],
      },
    })
  })

  it.each([
    ['', 0, 'an attribute or ('],
    ['a', 1, 'an operator'],
    ['a==', 3, 'a value or ('],
    ['a==1;', 5, 'an attribute or ('],
    ['a==1 b==2', 5, '; or , or the end'],
    ['(a==1', 5, ') or ; or ,'],
    ['a==1)', 4, '; or , or the end'],
    ['a=in=()', 6, 'a value'],
    ['a=in=(1;2)', 7, ', or )'],
    ['a==(1,2)', 6, 'one value'],
    ['xhyper==https://example.org/a?b=c', 31, '; or , or the end'],
    ['s=="say \\"hi\\""', 10, '; or , or the end'],
    ['s=="open', 3, 'a closing "'],
    ['a==1,;b==2', 5, 'an attribute or ('],
    ['a=sw=1', 1, `one of ${rsqlOperators.join(' ')}`],
    ['a=LT=1', 1, `one of ${rsqlOperators.join(' ')}`],
    ['a=1', 1, 'an operator'],
  ])('marks what is wrong in %s', (text, position, expected) => {
    const failure = failureOf(text)
    expect(failure).toMatchObject({ position, expected })
    expect(failure.message).toMatch(/^.{10,}\.$/s)
  })

  it('refuses groups beyond all reason instead of failing', () => {
    expect(failureOf(`${'('.repeat(2000)}a==1${')'.repeat(2000)}`).message).toContain('500')
  })

  it('reads thousands of values and conditions', () => {
    const ids = Array.from({ length: 20_000 }, (_, at) => `rs${at}`).join(',')
    expect(parseRsql(`id=in=(${ids})`)).toMatchObject({ values: { length: 20_000 } })
    expect(parseRsql(Array.from({ length: 5000 }, () => 'a==1').join(';'))).toMatchObject({ parts: { length: 5000 } })
  })

  // The parser package knows an escape character and no levels; without either the two must say the same.
  it('reads what the parser package reads, and refuses what it refuses', () => {
    const piece = fc.constantFrom('a', 'b.c', '==', '!=', '=in=', '=q=', '<', '>=', '(', ')', ';', ',', ' ', ' and ', ' or ', '"x y"', "'z'", '1', '~', '=', '!', 'é') // prettier-ignore
    const wellFormed = fc
      .array(
        fc.tuple(
          fc.constantFrom('a==1', 'b!="x y"', 'c=in=(1,2)', '(a==1,b<2)', 'd=q=é'),
          fc.constantFrom(';', ',', ' and ', ' or '),
        ),
        { minLength: 1, maxLength: 6 },
      ) // prettier-ignore
      .map((parts) => parts.map(([part, joint], at) => (at === 0 ? part : joint + part)).join(''))
    const text = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
      wellFormed,
    )
    let readCount = 0
    fc.assert(
      fc.property(text, (rsql) => {
        const ours = attempt(() => leaves(parseRsql(rsql)))
        const theirs = attempt(() => libraryLeaves(parse(rsql)))
        if (theirs !== null && ours !== null) readCount += 1
        // Lists behind operators for one value are refused by the servers, not by the package.
        fc.pre(!(theirs !== null && ours === null && /(==|!=|=q=|<|>=)\s*\(/.test(rsql)))
        expect(ours).toEqual(theirs)
      }),
      { numRuns: 3000 },
    )
    expect(readCount).toBeGreaterThan(500)
  })
})

const attempt = <T>(read: () => T): T | null => {
  try {
    return read()
  } catch {
    return null
  }
}

const leaves = (node: RsqlNode): string[] =>
  node.kind === 'comparison' ? [`${node.selector} ${node.values.join('|')}`] : node.parts.flatMap(leaves)

function libraryLeaves(node: ReturnType<typeof parse>): string[] {
  if (node.type === 'LOGIC') return [...libraryLeaves(node.left), ...libraryLeaves(node.right)]
  const { value } = node.right
  return [`${node.left.selector} ${Array.isArray(value) ? value.join('|') : value}`]
}
