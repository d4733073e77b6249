// Rights and metadata decide what may be edited, and each no says why.
import { cellEditability, columnNotes, isFilledByServer, rowEditability } from '@shared/edit/editability'
import type { Column, Table } from '@shared/table/table'
import { describe, expect, it } from 'vitest'
import { column, table } from '../../../support/sample-table'

const rights = { canAdd: true, canChange: true, canDelete: true }
const editable = (columns: Column[], more: Partial<Table> = {}): Table => ({
  ...table('Samples', columns),
  rights,
  ...more,
})
const reason = (answer: ReturnType<typeof rowEditability>) => (answer.canEdit ? null : answer.reason)

describe('rows', () => {
  it('follow each right by itself', () => {
    const reader = editable([column('id')], { rights: { canAdd: false, canChange: false, canDelete: false } })
    expect(reason(rowEditability(reader, 'add'))).toBe('Your rights on this server do not let you add rows to Samples.')
    expect(reason(rowEditability(reader, 'change'))).toContain('not change them')
    expect(reason(rowEditability(reader, 'delete'))).toContain('not delete them')
    const adder = editable([column('id')], { rights: { canAdd: true, canChange: false, canDelete: false } })
    expect(rowEditability(adder, 'add').canEdit).toBe(true)
    expect(rowEditability(adder, 'change').canEdit).toBe(false)
  })

  it('of a table without an id can be added only', () => {
    const nameless = editable([column('a')], { idColumn: '' })
    expect(rowEditability(nameless, 'add').canEdit).toBe(true)
    expect(reason(rowEditability(nameless, 'delete'))).toContain('no id')
  })
})

describe('cells', () => {
  const both = (change: Partial<Column>, type: Column['type'] = 'string') => {
    const one = column('c', type, change)
    const place = editable([column('id'), one])
    return [reason(cellEditability(place, one, true)), reason(cellEditability(place, one, false))]
  }

  it('that are plain are edited in new rows and in old ones, hidden ones too', () => {
    expect(both({})).toEqual([null, null])
    expect(both({ isVisible: false, isUnique: true, isNullable: false })).toEqual([null, null])
  })

  it('that the server computes, fills in or keeps at the other end are not edited', () => {
    expect(both({ isComputed: true })).toEqual(Array(2).fill('The server computes this column.'))
    expect(both({ isAuto: true }, 'date')).toEqual(Array(2).fill('The server fills this in when the row is added.'))
    expect(both({}, 'back-references')[1]).toContain('at the other end')
  })

  it('that are read-only or the id are given with a new row and stay then', () => {
    expect(both({ isReadOnly: true })).toEqual([null, 'The server lets this column be read, not changed.'])
    expect(both({ isId: true, isReadOnly: true })).toEqual([
      null,
      'The id of a row cannot be changed. Add a new row instead.',
    ])
    expect(both({ isId: true, isAuto: true })[0]).toBeNull()
  })

  it('are not edited where the row may not be', () => {
    const one = column('c')
    const place = editable([column('id'), one], { rights: { ...rights, canChange: false } })
    expect(cellEditability(place, one, true).canEdit).toBe(true)
    expect(reason(cellEditability(place, one, false))).toContain('not change them')
  })
})

describe('notes', () => {
  it('tell the rules that only the server can apply', () => {
    expect(columnNotes(column('a'))).toEqual([])
    const rules = { visible: '{b} notempty', nullable: '{b} empty', validation: '{a} > 0' }
    expect(columnNotes(column('a', 'int', { rules })).join('\n')).toMatch(/\{b\} notempty[^]*\{b\} empty[^]*\{a\} > 0/)
    expect(columnNotes(column('a', 'string', { isId: true, isAuto: true }))).toEqual([
      'Left empty, the server makes an id.',
    ])
  })

  it('tell what the server puts in', () => {
    expect(isFilledByServer(column('a'))).toBe(false)
    expect(isFilledByServer(column('a', 'int', { defaultValue: '3' }))).toBe(true)
    expect(isFilledByServer(column('a', 'date', { isAuto: true }))).toBe(true)
  })
})
