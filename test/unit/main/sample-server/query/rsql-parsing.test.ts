// Filter text: what parses, into what, and that nothing but a refusal ever comes out of text that does not.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ServerRefusal } from '@main/sample-server/model/server-refusal'
import { queryRulesFromJson } from '@main/sample-server/query/query-rule'
import { parseRsql } from '@main/sample-server/query/rsql-level'
import type { RsqlNode } from '@main/sample-server/query/rsql-level'
import { recordedCatalogue } from './recorded-tables'
import { answerTo } from './small-table'

function short(node: RsqlNode): string {
  if (node.kind === 'condition') return `${node.selector}${node.operator}${node.values.join('|')}`
  return `${node.kind}[${node.parts.map(short).join(' ')}]`
}

function refusalOf(act: () => unknown): ServerRefusal | undefined {
  try {
    act()
    return undefined
  } catch (error) {
    if (error instanceof ServerRefusal) return error
    throw error
  }
}

describe('filter text', () => {
  it.each([
    ['a==1', 'a==1'],
    ['a==1;b!=2,c=lt=3', 'or[and[a==1 b!=2] c=lt=3]'],
    ['a==1 and b==2 or c==3', 'or[and[a==1 b==2] c==3]'],
    ['(a==1)', 'a==1'],
    ['((a==1));b==2', 'and[a==1 b==2]'],
    ['(a==1;b==2);c==3', 'and[and[a==1 b==2] c==3]'],
    ['(a==1,b==2),(c==3,(d==4))', 'or[or[a==1 b==2] or[c==3 d==4]]'],
    ['a=in=(1,"x,y",\'(z)\')', 'a=in=1|x,y|(z)'],
    ['a<1;b<=2;c>3;d>=4', 'and[a<1 b<=2 c>3 d>=4]'],
    ['a=="back\\slash"', 'a==back\\slash'],
    ['a=="ends in\\"', 'a==ends in\\'],
    ['a=="";b==\'say "hi"\'', 'and[a== b==say "hi"]'],
    ['*=q=x;a.b==y', 'and[*=q=x a.b==y]'],
  ])('%s', (text, expected) => {
    expect(short(parseRsql(text))).toBe(expected)
  })

  it.each(['', 'a', 'a==', '==1', 'a==1;', '(a==1', 'a==1)', 'a=in=()', 'a=="x', 's=="say \\"hi\\""', 'a==b=c', 'a=1'])(
    '%s is refused as text that does not parse',
    (text) => {
      const refusal = refusalOf(() => parseRsql(text))
      expect(refusal).toMatchObject({ status: 400, code: 'typeMismatch' })
      expect(refusal?.message).toMatch(/^Field 'q' of 'entityCollectionRequestV2' Failed to convert/)
    },
  )

  it('says where it stopped, as the server does', () => {
    expect(refusalOf(() => parseRsql('Chr=='))?.message).toContain('Encountered "<EOF>" at line 1, column 5.')
    expect(refusalOf(() => parseRsql('xint=in=()'))?.message).toContain('Encountered " ")" ") "" at line 1, column 10.')
    const rest = 'Lexical error at line 1, column 34.  Encountered: <EOF> after : "=c".'
    expect(refusalOf(() => parseRsql('xhyper==https://example.org/a?b=c'))?.message).toContain(rest)
  })

  it('never fails but by a refusal, whatever the text', () => {
    const piece = fc.constantFrom('a', 'x.Pos', '==', '!=', '=in=', '=q=', '=XX=', '(', ')', ';', ',', '"', "'", '\\', ' ', ' and ', ' or ', '1', '\n', '=', '~', '\uE000', '😀') // prettier-ignore
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 25 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, (rsql) => {
        const refusal = refusalOf(() => parseRsql(rsql))
        expect(refusal === undefined || refusal.status === 400).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })

  it('keeps every tree that is written down', () => {
    const value = fc.string().filter((text) => !(text.includes('"') && text.includes("'")))
    const condition = fc.record({
      kind: fc.constant('condition' as const),
      selector: fc.constantFrom('a', 'b_1', 'x.Pos'),
      operator: fc.constantFrom('==', '!=', '=in=', '=like='),
      values: fc.array(value, { minLength: 1, maxLength: 3 }),
    })
    const { node } = fc.letrec<{ node: RsqlNode }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        condition,
        fc.record({
          kind: fc.constantFrom('and' as const, 'or' as const),
          parts: fc.array(tie('node'), { minLength: 2, maxLength: 3 }),
        }),
      ),
    }))
    fc.assert(
      fc.property(node, (tree) => {
        expect(parseRsql(written(tree))).toEqual(tree)
      }),
    )
  })

  it('takes long lists and flat levels of thousands of conditions, and refuses absurd nesting', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `a==${index}`)
    const tree = parseRsql(many.join(','))
    expect(tree.kind === 'or' && tree.parts.length).toBe(20_000)
    const nested = `${'('.repeat(5000)}a==1${')'.repeat(5000)}`
    expect(refusalOf(() => parseRsql(nested))?.status).toBe(500)
  })
})

function written(node: RsqlNode): string {
  if (node.kind !== 'condition') {
    return node.parts
      .map((part) => (part.kind === 'condition' ? written(part) : `(${written(part)})`))
      .join(node.kind === 'and' ? ';' : ',')
  }
  const values = node.values.map((value) => (value.includes('"') ? `'${value}'` : `"${value}"`))
  return `${node.selector}${node.operator}${values.length === 1 ? (values[0] ?? '') : `(${values.join(',')})`}`
}

describe('refusals of filter text on a table', () => {
  const catalogue = recordedCatalogue()
  const table = catalogue.table('ASE')
  if (table === undefined) throw new Error('the recorded table is missing')

  it.each([
    ['nosuch==1', "404 Unknown attribute 'nosuch' of entity type 'ASE'. [D04]"],
    ['nosuch=q=1', "404 Unknown attribute 'nosuch' of entity type 'ASE'. [D04]"],
    ['nosuch=like=1', "400 Unknown attribute 'nosuch' of entity type 'ASE'."],
    ['Pos==abc', '500 For input string: "abc"'],
    ['Pos==2147483648', '500 For input string: "2147483648"'],
    ['Pos=rng=5', '500 Index 1 out of bounds for length 1'],
    ['Chr=out=(17,19)', '500 Unknown rsql operator: =out='],
    ['Pos=like=abc', '400 Attribute [Pos] value [abc] cannot be converter to type [Integer]'],
  ])('%s', (rsql, expected) => {
    expect(answerTo(catalogue, table, { rsql })).toBe(expected)
  })

  it.each(['SNP_ID=sw=rs1', 'Chr=isnull=true', 'Chr=LIKE=1'])(
    '%s is an operator that the server does not know',
    (rsql) => {
      const operator = /=[A-Za-z]+=/.exec(rsql)?.[0] ?? ''
      const answer = answerTo(catalogue, table, { rsql })
      expect(answer).toMatch(/^400 .*\[typeMismatch\]$/)
      expect(answer).toContain(`UnknownQueryOperatorException: Invalid query operator ${operator}.`)
    },
  )

  it('compares order only where there is one', () => {
    expect(answerTo(catalogue, table, { rsql: 'Chr=lt=5' })).toMatch(/^500 .*\[WEB03\]$/)
  })

  it('reads rules from JSON and refuses operators that do not exist', () => {
    const rules = [{ operator: 'NESTED', nestedRules: [{ field: 'a', operator: 'IN', value: ['x', 1, null, 2n] }] }]
    expect(queryRulesFromJson(rules)).toEqual(rules)
    expect(queryRulesFromJson(undefined)).toEqual([])
    expect(refusalOf(() => queryRulesFromJson([{ operator: 'EQUAL', field: 'a' }]))?.status).toBe(500)
    expect(refusalOf(() => queryRulesFromJson({ operator: 'AND' }))?.status).toBe(500)
  })
})
