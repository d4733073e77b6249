// Values that every server refuses are said at the cell; what a server may take is left to it.
import { cellProblem, requiredProblem, rowProblems } from '@shared/edit/check-cell'
import type { Column } from '@shared/table/table'
import type { Cell } from '@shared/table/table-slice'
import { valueTypes, type ValueType } from '@shared/table/value-type'
import { describe, expect, it } from 'vitest'
import { column, table } from '../../../support/sample-table'

const problem = (type: ValueType, cell: Cell, more: Partial<Column> = {}) =>
  cellProblem(column('c', type, { label: 'Column', ...more }), cell)
const ref = (id: string, label = id) => ({ id, label })

describe('a value', () => {
  it('is fine when there is none', () => {
    for (const type of valueTypes) expect(problem(type, null)).toBeNull()
    expect(problem('references', [])).toBeNull()
    expect(problem('email', '')).toBeNull()
  })

  it('must be within the range', () => {
    const range = { min: 0, max: 120 }
    expect(problem('int', 120, { range })).toBeNull()
    expect(problem('int', 121, { range })).toBe('121 is not between 0 and 120.')
    expect(problem('long', '-1', { range: { min: 0, max: null } })).toBe('-1 is less than 0, the least allowed.')
    expect(problem('long', '9223372036854775807', { range: { min: null, max: 2 ** 60 } })).toBeNull()
    expect(problem('decimal', 500, { range })).toBeNull()
  })

  it('must be of the type', () => {
    expect(problem('int', 1.5)).toBe("'1.5' is not a whole number.")
    expect(problem('int', 2147483648)).toContain('not between')
    expect(problem('long', '9223372036854775808')).toContain('not between')
    expect(problem('long', '1 000')).toContain('not a whole number')
    expect(problem('decimal', Infinity)).toContain('not a number')
    expect(problem('bool', 'yes')).toContain('neither yes nor no')
    expect(problem('date', '2021-02-29')).toContain('calendar')
    expect(problem('date', '31 Jan 2020')).toContain('is not a day')
    expect(problem('date-time', '2020-01-31T10:00:00Z')).toBeNull()
    expect(problem('date-time', '2020-01-31T10:00:00.5Z')).toContain('whole seconds')
    expect(problem('string', ref('a'))).toBe('Column holds no references.')
    expect(problem('reference', [ref('a'), ref('b')])).toBe('Column holds one reference.')
    expect(problem('reference', 'a')).toBe('Column holds references.')
  })

  it('must not be longer than is kept', () => {
    expect(problem('string', 'x'.repeat(255))).toBeNull()
    expect(problem('string', 'x'.repeat(256))).toBe('This has 256 characters; at most 255 are kept.')
    expect(problem('string', 'x'.repeat(300), { maxLength: 500 })).toBeNull()
    expect(problem('text', 'x'.repeat(65_535))).toBeNull()
    expect(problem('text', 'x'.repeat(65_536))).toContain('65535')
    expect(problem('text', 'x\u0000')).toContain('NUL')
    expect(problem('text', 'x\ud83e')).toContain('half of a character')
    expect(problem('text', '🧬')).toBeNull()
  })

  it('must be one of the choices of an enum, and may be any category', () => {
    const choices = [ref('a', 'Alpha')]
    expect(problem('enum', 'a', { choices })).toBeNull()
    expect(problem('enum', 'Alpha', { choices })).toBe("'Alpha' is not one of the choices.")
    expect(problem('enum', 'z', { choices: [] })).toBeNull()
    expect(problem('category', ref('z'), { choices })).toBeNull()
  })

  it('must look like an address where it is one', () => {
    for (const mail of ["o'brien+tag@example.co.uk", 'a@b', 'é@exämple.org', '"a b"@example.org', 'a@[127.0.0.1]']) {
      expect([mail, problem('email', mail)]).toEqual([mail, null])
    }
    for (const mail of [
      'z',
      '@b',
      'a@',
      'a b@c',
      'a@b c',
      'a@.b',
      'a..b@c',
      'a@b@c',
      'a@b..c',
      `${'x'.repeat(65)}@b`,
    ]) {
      expect([mail, problem('email', mail)]).toEqual([
        mail,
        `'${mail.slice(0, 60)}${mail.length > 60 ? '…' : ''}' is not an e-mail address.`,
      ])
    }
    for (const link of [
      'https://example.org/?q=%22#c',
      'example',
      '/a/b',
      'mailto:a@b',
      'http://[::1]/',
      'http://ü.de',
    ]) {
      expect([link, problem('hyperlink', link)]).toEqual([link, null])
    }
    for (const link of ['a b', 'http://x/"', 'http://x/%zz', '100%', 'http:', ':x', 'a\\b', '{x}']) {
      expect([link, problem('hyperlink', link)]).toEqual([link, `'${link}' is not a link.`])
    }
  })

  it('must not hold a reference twice', () => {
    expect(problem('references', [ref('a'), ref('b')])).toBeNull()
    expect(problem('categories', [ref('a', 'A'), ref('b'), ref('a', 'A')])).toBe("'A' is there twice.")
  })
})

describe('a value that is missing', () => {
  const required = (change: Partial<Column>, isNew = true, type: ValueType = 'string') =>
    requiredProblem(table('T', [column('id')]), column('c', type, { isNullable: false, ...change }), isNew)

  it('is said where it is required', () => {
    expect(required({})).toBe('This needs a value.')
    expect(required({}, true, 'references')).toBe('This needs at least one reference.')
    expect(required({ isId: true })).toBe('A row needs an id.')
    expect(required({ isNullable: true })).toBeNull()
  })

  it('is left to the server where it fills in or has a rule', () => {
    const rules = { visible: null, nullable: null, validation: null }
    expect(required({ defaultValue: '1' })).toBeNull()
    expect(required({ defaultValue: '1' }, false)).toBe('This needs a value.')
    expect(required({ isAuto: true, isId: true })).toBeNull()
    expect(required({ isComputed: true })).toBeNull()
    expect(required({ rules: { ...rules, nullable: '{a} empty' } })).toBeNull()
    expect(required({ rules: { ...rules, visible: '{a} empty' } })).toBeNull()
    expect(required({}, true, 'back-references')).toBeNull()
  })
})

describe('a row', () => {
  const place = table('T', [
    column('id'),
    column('n', 'int', { range: { min: 1, max: null } }),
    column('must', 'string', { isNullable: false }),
  ])

  it('that is new is looked at whole', () => {
    expect(rowProblems(place, { n: 0 }, true)).toEqual({
      id: 'A row needs an id.',
      n: '0 is less than 1, the least allowed.',
      must: 'This needs a value.',
    })
    expect(rowProblems(place, { id: 'a', must: 'x' }, true)).toEqual({})
  })

  it('that is there is looked at where it changes', () => {
    expect(rowProblems(place, { n: 1 }, false)).toEqual({})
    expect(rowProblems(place, { must: null }, false)).toEqual({ must: 'This needs a value.' })
    // Empty text is not kept, so it is no value either.
    expect(rowProblems(place, { must: '' }, false)).toEqual({ must: 'This needs a value.' })
  })
})
