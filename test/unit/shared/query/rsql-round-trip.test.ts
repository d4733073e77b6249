// From the builder to RSQL and back.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '@shared/errors/app-error'
import { engineOf, type ServerEngine } from '@shared/rsql/foresee-rsql'
import { parseRsql } from '@shared/rsql/parse-rsql'
import {
  activeFilter,
  emptyQuery,
  type Condition,
  type FilterNode,
  type Operator,
  type Query,
} from '@shared/query/query'
import { toRsql } from '@shared/query/rsql'
import { rsqlToQuery } from '@shared/query/rsql-to-query'
import { column, condition, group, query, table } from '../../../support/sample-table'

const target = { tableId: 'Ref', tableLabel: 'Ref', idColumn: 'id', labelColumn: 'id', idType: 'string' as const }
const samples = table('T', [
  column('id'),
  column('n', 'int'),
  column('b', 'bool'),
  column('day', 'date'),
  column('when', 'date-time'),
  column('s'),
  column('x', 'reference', { target }),
  column('m', 'references', { target }),
])

let lastId = 0
const reading = { table: samples, findTable: () => undefined, newId: () => `t${(lastId += 1)}` }
const read = (text: string) => rsqlToQuery(parseRsql(text), reading)
const readQuery = (text: string): Query => {
  const found = read(text)
  if (!found) throw new Error(`${text} cannot be shown`)
  return { ...emptyQuery(), ...found }
}

/** What a filter says, without ids and without groups of one. */
function plain(node: FilterNode | null): unknown {
  if (node === null) return null
  if (node.kind === 'condition') return [node.attribute, node.operator, ...node.values]
  return { [node.joint]: node.children.map(plain) }
}
const said = ({ filter, search }: Query) => ({ search, filter: plain(activeFilter(filter)) })

describe('rsqlToQuery', () => {
  it.each([
    [
      's!=a',
      {
        and: [
          ['s', 'not-equals', 'a'],
          ['s', 'not-empty'],
        ],
      },
    ],
    ["s!=a,s==''", ['s', 'not-equals', 'a']],
    ["(s!=a;s!=b),s==''", ['s', 'not-in', 'a', 'b']],
    [
      "s=notlike=a,s=='',n==1",
      {
        or: [
          ['s', 'not-contains', 'a'],
          ['n', 'equals', '1'],
        ],
      },
    ],
    [
      "s!=a,n==''",
      {
        or: [
          {
            and: [
              ['s', 'not-equals', 'a'],
              ['s', 'not-empty'],
            ],
          },
          ['n', 'empty'],
        ],
      },
    ],
    ['id!=a;id!=b', ['id', 'not-in', 'a', 'b']],
    ['b!=true', ['b', 'not-equals', 'true']],
    ['x.id!=rs1', ['x.id', 'not-equals', 'rs1']],
  ])('tells of %s what becomes of empty values', (text, filter) => {
    expect(said(readQuery(text)).filter).toEqual(filter)
  })

  it('shows what the builder knows', () => {
    expect(said(readQuery(`n=ge=1;(s=like=x,s!='',b==TRUE);day=ge=2020-01-01;day=le=2020-02-01;s!=a;s!=b`))).toEqual({
      search: '',
      filter: {
        and: [
          ['n', 'greater-or-equal', '1'],
          {
            or: [
              ['s', 'contains', 'x'],
              ['s', 'not-empty'],
              ['b', 'equals', 'true'],
            ],
          },
          ['day', 'range', '2020-01-01', '2020-02-01'],
          ['s', 'not-in', 'a', 'b'],
          ['s', 'not-empty'],
        ],
      },
    })
    expect(said(readQuery('*=q="liver cell";(n==1,n==2)'))).toEqual({
      search: 'liver cell',
      filter: {
        or: [
          ['n', 'equals', '1'],
          ['n', 'equals', '2'],
        ],
      },
    })
    expect(said(readQuery('x.id==rs1'))).toEqual({ search: '', filter: ['x.id', 'equals', 'rs1'] })
  })

  it.each([
    'n==1,*=q=word',
    '*=q=a;*=q=b',
    's=sq=word',
    'n=out=(1,2)',
    's=in=(a,"")',
    "s=like=''",
    'nosuch==1',
    'n=rng=1',
    // The index denies what follows a NOT: the builder has no such thing.
    's!=a;s=q=word',
    '*=q=word;s!=a;(n==1,n==2)',
    's=q=word,s!=a',
    // Words where the builder means signs, wild cards, and 'has another one'.
    's=like=a;n=ge=1;s=q=b',
    's=like=a%',
    'm!=rs1',
  ])('leaves %s as text', (text) => {
    expect(read(text)).toBeNull()
  })

  it('gives each denial of an alternative a level of its own where the index answers', () => {
    const asked = query(
      { search: 'word' },
      group('or', condition('n', 'equals', '1'), condition('s', 'not-equals', 'a')),
    )
    expect(toRsql(asked, samples)).toBe('*=q=word;(n==1,(s!=a;s!=a))')
    expect(said(readQuery('*=q=word;(n==1,(s!=a;s!=a))'))).toEqual(said(asked))
  })
})

// Neighbours that the text tells no other way are one condition; denials stand last in an AND.
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.constantFrom('and', 'or', ' a ', "it's", 'say "hi"', '\\', 'a\\"', '\n', '日本', ';,()'),
  ) // prettier-ignore
  .filter((value) => !(value.includes('"') && value.includes("'")))

const oneValue: Operator[] = ['equals', 'not-equals', 'contains', 'not-contains', 'search']
const conditions: fc.Arbitrary<Condition> = fc.oneof(
  fc.tuple(fc.constantFrom('s', 'id', 'x', 'x.id'), fc.constantFrom(...oneValue), text).map(([name, operator, value]) => condition(name, operator, value)), // prettier-ignore
  fc.tuple(fc.constantFrom('s', 'x'), fc.constantFrom<Operator>('in', 'not-in'), fc.uniqueArray(text, { minLength: 1, maxLength: 4 })).map(([name, operator, values]) => condition(name, operator, ...values)), // prettier-ignore
  fc.tuple(fc.constantFrom('s', 'n', 'x.id'), fc.constantFrom<Operator>('empty', 'not-empty')).map(([name, operator]) => condition(name, operator)), // prettier-ignore
  fc.tuple(fc.constantFrom<Operator>('less', 'less-or-equal', 'greater', 'greater-or-equal', 'equals'), fc.integer()).map(([operator, value]) => condition('n', operator, String(value))), // prettier-ignore
  fc.tuple(fc.constantFrom('day', 'when', 'n'), fc.constantFrom('2015-12-31', '2016-01-01')).map(([name, value]) => name === 'n' ? condition('n', 'range', '1', '2') : condition(name, 'range', value, '2020-01-01')), // prettier-ignore
  fc.boolean().map((value) => condition('b', 'equals', String(value))),
)
const { node } = fc.letrec<{ node: FilterNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    conditions,
    fc
      .tuple(fc.constantFrom<'and' | 'or'>('and', 'or'), fc.array(tie('node'), { minLength: 1, maxLength: 4 }))
      .map(([joint, children]) => group(joint, ...children)),
  ),
}))
const queries = fc
  .tuple(
    fc.oneof(
      fc.constant(''),
      text.map((value) => value.trim()),
    ),
    fc.array(node, { maxLength: 4 }),
  )
  .map(([search, children]) => query({ search }, ...children))

/** The text; null where RSQL has no words: wild cards, and 'contains' where the index answers. */
function written(asked: Query): string | null {
  try {
    return toRsql(asked, samples)
  } catch (error) {
    if (error instanceof AppError && error.code === 'query.refused') return null
    throw error
  }
}

/** The builder's filter in the one form that RSQL can tell: what is said stays the same. */
function normal(engine: ServerEngine, filter: FilterNode): FilterNode {
  if (filter.kind === 'condition') {
    const [value = ''] = filter.values
    return filter.operator === 'not-in' && filter.values.length === 1 ? { ...filter, operator: 'not-equals', values: [value] } : filter // prettier-ignore
  }
  const children = filter.children
    .map((child) => normal(engine, child))
    .flatMap((child) => (isAlike(child, filter) ? child.children : [child]))
  return { ...filter, children: filter.joint === 'or' ? children : merged(engine, denialsLast(engine, children)) }
}
const isAlike = (child: FilterNode, filter: FilterNode): child is Extract<FilterNode, { kind: 'group' }> =>
  child.kind === 'group' && filter.kind === 'group' && (child.joint === filter.joint || child.children.length === 1)

/** One comparison that denies; where the database answers, most denials stand in parentheses with their empty values. */
const isDenied = (engine: ServerEngine, child: FilterNode) =>
  child.kind === 'condition' &&
  (child.operator === 'not-empty' || (isDenial(child) && (engine === 'index' || child.attribute === 'id')))
const isDenial = ({ operator }: Condition) => ['not-equals', 'not-in', 'not-contains'].includes(operator)
const denialsLast = (engine: ServerEngine, children: FilterNode[]) => [
  ...children.filter((child) => !isDenied(engine, child)),
  ...children.filter((child) => isDenied(engine, child)),
]

function merged(engine: ServerEngine, children: readonly FilterNode[]): FilterNode[] {
  const result: FilterNode[] = []
  for (const child of children) {
    const last = result.at(-1)
    const joint = last?.kind === 'condition' && child.kind === 'condition' ? joined(engine, last, child) : null
    if (joint) result[result.length - 1] = joint
    else result.push(child)
  }
  return result
}

function joined(engine: ServerEngine, left: Condition, right: Condition): Condition | null {
  const isList = ({ operator }: Condition) => operator === 'not-equals' || operator === 'not-in'
  if (left.attribute !== right.attribute || !isDenied(engine, left) || !isDenied(engine, right)) return null
  if (isList(left) && isList(right)) {
    const values = [...new Set([...left.values, ...right.values])]
    return values.length === 1 ? left : { ...left, operator: 'not-in', values }
  }
  const isTwin = left.operator === right.operator && left.values.join() === right.values.join()
  return isTwin && (left.operator === 'not-contains' || left.operator === 'not-empty') ? left : null
}

describe('the round trip', () => {
  it('is the identity for all that RSQL can say', () => {
    let indexed = 0
    fc.assert(
      fc.property(queries, (asked) => {
        const rsql = written(asked)
        fc.pre(rsql !== null)
        const engine = engineOf(parseRsql(rsql), samples)
        if (engine === 'index') indexed += 1
        const back = readQuery(rsql)
        const expected = activeFilter(normal(engine, { ...asked.filter, children: asked.filter.children.map(active).filter((child) => child !== null) })) // prettier-ignore
        expect(said(back)).toEqual({ search: asked.search.trim(), filter: plain(expected) })
        expect(said(readQuery(written(back) ?? ''))).toEqual(said(back))
      }),
      { numRuns: 1000 },
    )
    expect(indexed).toBeGreaterThan(100)
  })

  it('keeps any value of any script', () => {
    fc.assert(
      fc.property(text, (value) => {
        const rsql = toRsql(query({}, condition('s', 'equals', value)), samples)
        expect(said(readQuery(rsql ?? '')).filter).toEqual(['s', 'equals', value])
      }),
      { numRuns: 1000 },
    )
  })
})

const active = (child: FilterNode): FilterNode | null => activeFilter(child)
