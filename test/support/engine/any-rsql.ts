// Filters in RSQL as nobody would write them: any operator on any attribute, with values that fit and some that do not.
import fc from 'fast-check'
import { pools } from './all-types'

const values: Readonly<Record<string, fc.Arbitrary<string>>> = {
  b: fc.constantFrom('true', 'false', 'TRUE', 'yes'),
  i: fc.oneof(fc.constantFrom(...pools.int.map(String)), fc.constantFrom('007', '+2', '2147483648', '1.5', 'ten')),
  l: fc.oneof(fc.constantFrom(...pools.long.map(String)), fc.constantFrom('9223372036854775808', '1.0')),
  d: fc.oneof(
    fc.constantFrom(...pools.decimal.map(String)),
    fc.constantFrom('0.10', '1e-1', '3', ' 10 ', '1e400', 'x'),
  ),
  e: fc.oneof(fc.constantFrom(...pools.option), fc.constantFrom('RED', 'ed')),
  dt: fc.oneof(fc.constantFrom(...pools.date), fc.constantFrom('2015-02-30', '2015', '2016-01-01T10:00:00Z')),
  ts: fc.oneof(
    fc.constantFrom(...pools.dateTime),
    fc.constantFrom('2015-12-31T23:59:59+0100', '2015-12-31T23:59:59.250+01:00', '2015-12-31', '22:59'),
  ),
  em: fc.constantFrom(...pools.email, 'example', 'A@EXAMPLE.ORG', 'last@ex'),
  hy: fc.constantFrom(...pools.link, 'example.org', 'http', 'org/A'),
  x: fc.constantFrom(...pools.refId, 'rs', 'none'),
  c: fc.constantFrom(...pools.numberId.map(String), '05', '7', 'one'),
}

const sentence = fc
  .array(fc.tuple(fc.constantFrom(...pools.word), fc.constantFrom(...pools.sign)), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.map(([word, sign], at) => (at === parts.length - 1 ? word : word + sign)).join(''))
const texts = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...pools.word) },
  { weight: 3, arbitrary: sentence },
  {
    weight: 2,
    arbitrary: fc.constantFrom('%', '_', '%un%', 'r_n', 'ru', 't', 'th', 'q', '(', '', 'tiss', 'STRA', '<b>'),
  },
)

const kinds: Readonly<Record<string, string>> = { m: 'x', cm: 'c', one: 'c', some: 'c', key: 'x', number: 'c' }
const inner = ['key', 'b', 'i', 'l', 'd', 's', 't', 'h', 'e', 'dt', 'ts', 'em', 'hy', 'one', 'some', 'nosuch']
const own = ['id', 'b', 'i', 'l', 'd', 's', 't', 'h', 'sc', 'e', 'dt', 'ts', 'em', 'hy', 'x', 'c', 'm', 'cm']
const selector = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...own) },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom('x', 'm'), fc.constantFrom(...inner)).map((path) => path.join('.')),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('c.number', 'c.title', 'cm.number', 'cm.title', 'x.one.title', 's.a', 'nosuch'),
  },
  { weight: 2, arbitrary: fc.constant('*') },
)

const signs = ['==', '!=', '=in=', '=lt=', '<=', '=gt=', '=ge=', '=rng=', '=like=', '=notlike=', '=q=']

/** One comparison. Most values are of the attribute's type, some are any text. */
const comparison = selector.chain((name) => {
  const last = name.split('.').at(-1) ?? name
  const fitting = values[kinds[last] ?? last] ?? texts
  const value = fc.oneof(
    { weight: 12, arbitrary: fitting },
    { weight: 1, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: texts },
  )
  // The built-in server looks for the text of a numbered id among numbers, and finds none.
  const offered = name === 'c' || name === 'cm' ? signs.filter((sign) => sign !== '=q=') : signs
  const operator = name === '*' ? fc.constant('=q=') : fc.constantFrom(...offered)
  return fc
    .tuple(operator, fc.array(name === '*' ? texts : value, { minLength: 2, maxLength: 3 }))
    .map(([sign, given]) => {
      const isList = sign === '=in=' || sign === '=rng='
      // The built-in server's index does not look at the calendar; a real one does.
      const list = sign === '=q=' ? given.map((text) => text.replace('02-30', '02-28')) : given
      return `${name}${sign}${isList ? `(${list.map(quoted).join(',')})` : quoted(list[0] ?? '')}`
    })
})

/** A value in the quotes that it does not hold; what holds both loses one kind, which no text here does. */
const quoted = (value: string): string => (value.includes('"') ? `'${value}'` : `"${value}"`)

type Made = { readonly text: string; readonly isLevel: boolean }

const filter = fc.letrec<{ node: Made; group: Made; leaf: Made }>((tie) => ({
  leaf: comparison.map((text) => ({ text, isLevel: false })),
  group: fc
    .tuple(fc.constantFrom(';', ','), fc.array(tie('node'), { minLength: 2, maxLength: 4 }), fc.boolean())
    .map(([joint, parts]) => ({
      text: parts.map((part) => (part.isLevel ? `(${part.text})` : part.text)).join(joint),
      isLevel: true,
    })),
  node: fc.oneof({ maxDepth: 3, withCrossShrink: true }, tie('leaf'), tie('group')),
}))

/** Any filter. */
export const anyRsql: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: filter.leaf.map(({ text }) => text) },
  { weight: 3, arbitrary: filter.group.map(({ text }) => text) },
)
