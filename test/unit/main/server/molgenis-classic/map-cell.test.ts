import { parseJsonText } from '@main/server/json-text'
import { toCell, toSlice } from '@main/server/molgenis-classic/map-cell'
import { toNumber } from '@main/server/molgenis-classic/rows/numbers'
import { collectionSchema } from '@main/server/molgenis-classic/wire'
import type { ValueType } from '@shared/table/value-type'
import { describe, expect, it } from 'vitest'
import { column } from './made-up-table'

const cell = (type: ValueType, value: unknown) => toCell(value, column('x', type))

describe('a value of the server', () => {
  it.each<[ValueType, unknown, unknown]>([
    ['string', '', ''],
    ['string', ' T ', ' T '],
    ['string', 5, '5'],
    ['string', '9007199254740993', '9007199254740993'],
    ['int', -2147483648, -2147483648],
    ['int', '12', 12],
    ['decimal', '9007199254740993', 9007199254740992],
    ['long', 5, '5'],
    ['long', '9223372036854775807', '9223372036854775807'],
    ['long', '-9223372036854775808', '-9223372036854775808'],
    ['bool', true, true],
    ['bool', 'false', false],
    ['date', '0001-01-01', '0001-01-01'],
    ['date', '2020-02-29T00:00:00Z', '2020-02-29'],
    ['date-time', '2016-03-21T12:00:00Z', '2016-03-21T12:00:00Z'],
    ['date-time', '2016-03-21T13:00:00+0100', '2016-03-21T12:00:00Z'],
    ['date-time', '2016-01-01T00:30:00+01:00', '2015-12-31T23:30:00Z'],
    ['date-time', '10000-01-01T00:59:59+0100', '9999-12-31T23:59:59Z'],
    ['date-time', '2016-03-21T12:00:00.250Z', '2016-03-21T12:00:00.250Z'],
    ['date-time', '2016-03-21T12:00:00.000Z', '2016-03-21T12:00:00Z'],
    ['date-time', '2016-03-21T12:00', '2016-03-21T12:00:00Z'],
    ['reference', { _href: '/api/v2/Ref/a', code: 'a', name: 'A' }, { id: 'a', label: 'A' }],
    ['reference', { _href: '/api/v2/Ref/7', code: 7, name: 3.5 }, { id: '7', label: '3.5' }],
    ['reference', { _href: '/api/v2/Ref/a%2Fb', name: 'A' }, { id: 'a/b', label: 'A' }],
    ['category', { code: 'a' }, { id: 'a', label: 'a' }],
    ['reference', { code: 'a', name: { _href: '/api/v2/Other/z' } }, { id: 'a', label: 'z' }],
    ['references', [], []],
    [
      'references',
      [{ code: 'b' }, { code: 'a', name: 'A' }],
      [
        { id: 'b', label: 'b' },
        { id: 'a', label: 'A' },
      ],
    ],
    ['categories', { href: '/x', total: 1, items: [{ href: '/y', code: 'b' }] }, [{ id: 'b', label: 'b' }]],
  ])('of type %s that is %j is the cell %j', (type, value, expected) => expect(cell(type, value)).toEqual(expected))

  it('that is missing is null, and no references for a list', () => {
    for (const value of [undefined, null]) {
      expect([cell('string', value), cell('long', value), cell('reference', value)]).toEqual([null, null, null])
      expect([cell('references', value), cell('back-references', value)]).toEqual([[], []])
    }
  })

  it.each<[ValueType, unknown]>([
    ['string', { a: 1 }],
    ['int', 'many'],
    ['int', ''],
    ['int', true],
    ['long', 1.5],
    ['long', '1e3'],
    ['bool', 1],
    ['date', '21-03-2016'],
    ['date-time', '2016-03-21 12:00'],
    ['date-time', 1458561600],
    ['reference', 'a'],
    ['references', 'a'],
    ['references', ['a']],
  ])('of type %s that is %j is an error that names the column', (type, value) => {
    expect(() => cell(type, value)).toThrow(
      expect.objectContaining({ code: 'server.answer-malformed', facts: { attribute: 'x' } }),
    )
  })
})

describe('attributes called as what every object has', () => {
  const names = ['id', 'constructor', 'toString', '__proto__']
  const columns = names.map((name) => column(name, 'string'))
  const read = (text: string) => collectionSchema.parse(parseJsonText(text)).items

  it.each(['', ',"big":9007199254740993'])('are read where they are, and are empty where not %s', (more) => {
    const full = names.map((name) => `"${name}":"value of ${name}"`).join(',')
    const items = read(`{"total":2,"items":[{${full}${more}},{"id":"b"}]}`)
    expect(toSlice(items, columns, 0, 2).data).toEqual(
      names.map((name) => [`value of ${name}`, name === 'id' ? 'b' : null]),
    )
  })

  it('may be id and label of what is referred to', () => {
    const target = { tableId: 'T', tableLabel: 'T', idColumn: '__proto__', labelColumn: 'constructor' }
    const reference = column('x', 'reference', { target: { ...target, idType: 'string' } })
    const [row] = read('{"total":1,"items":[{"x":{"__proto__":"7"}}]}')
    expect(toCell(row?.['x'], reference)).toEqual({ id: '7', label: '7' })
  })
})

describe('a cell as a number', () => {
  it.each<[string | number | boolean | null, number]>([
    ['130', 130],
    [' 1.5e3 ', 1500],
    ['-.5', -0.5],
    ['7.', 7],
    [5, 5],
    ['9007199254740993', 9007199254740992],
    ['', NaN],
    ['0x10', NaN],
    ['1,5', NaN],
    ['NaN', NaN],
    ['Infinity', NaN],
    ['1e999', NaN],
    ['12 reads', NaN],
    [true, NaN],
    [null, NaN],
  ])('%j is %d', (value, expected) => expect(toNumber(value)).toBe(expected))
})
