import { toTable } from '@main/server/molgenis-classic/map-table'
import { entityTypeSchema } from '@main/server/molgenis-classic/wire'
import { describe, expect, it } from 'vitest'

const table = (meta: unknown) => toTable(entityTypeSchema.parse(meta), 'pack')

describe('metadata', () => {
  it('become a table; compounds become groups of their parts', () => {
    const { columns, ...rest } = table({
      name: 'p_T',
      label: 'T',
      description: 'D',
      idAttribute: 'id',
      labelAttribute: 'name',
      writable: true,
      attributes: [
        { name: 'id', fieldType: 'STRING', nillable: false, unique: true, readOnly: true, maxLength: 255 },
        {
          name: 'outer',
          fieldType: 'COMPOUND',
          label: 'Outer',
          attributes: [
            { name: 'name', fieldType: 'TEXT', label: 'Name', description: 'What', visible: false },
            {
              name: 'inner',
              fieldType: 'COMPOUND',
              attributes: [{ name: 'n', fieldType: 'INT', range: { min: 0 }, expression: '{x}' }],
            },
          ],
        },
      ],
    })
    expect(rest).toEqual({
      id: 'p_T',
      label: 'T',
      description: 'D',
      packageId: 'pack',
      idColumn: 'id',
      labelColumn: 'name',
      isWritable: true,
      rights: { canAdd: true, canChange: true, canDelete: true },
    })
    expect(columns.map(({ name, type, groups }) => [name, type, groups])).toEqual([
      ['id', 'string', []],
      ['name', 'text', ['Outer']],
      ['n', 'int', ['Outer', 'inner']],
    ])
    expect(columns[0]).toMatchObject({
      isId: true,
      isLabel: false,
      isNullable: false,
      isUnique: true,
      isReadOnly: true,
      maxLength: 255,
    })
    expect(columns[1]).toMatchObject({
      label: 'Name',
      description: 'What',
      isLabel: true,
      isVisible: false,
      isNullable: true,
    })
    expect(columns[2]).toMatchObject({ isComputed: true, range: { min: 0, max: null } })
  })

  it('tell where references lead and what may be chosen', () => {
    const refEntity = {
      hrefCollection: '/api/v2/my%20Ref',
      idAttribute: 'code',
      attributes: [{ name: 'code', fieldType: 'LONG' }],
    }
    const { columns } = table({
      name: 'T',
      idAttribute: 'e',
      attributes: [
        { name: 'x', fieldType: 'XREF', refEntity },
        { name: 'c', fieldType: 'CATEGORICAL', refEntity, categoricalOptions: [{ id: 1, label: 'One' }, { id: 2 }] },
        { name: 'e', fieldType: 'ENUM', enumOptions: ['a', 'b'] },
        { name: 'f', fieldType: 'FILE' },
        { name: 'o', fieldType: 'ONE_TO_MANY', refEntity },
        { name: 'm', fieldType: 'IMAGE' },
        { name: 'z', fieldType: 'HOLOGRAM', refEntity },
        { name: 'a', fieldType: 'BOOL', aggregateable: true },
      ],
    })
    const target = { tableId: 'my Ref', tableLabel: 'my Ref', idColumn: 'code', labelColumn: 'code', idType: 'long' }
    expect(columns.map(({ type }) => type)).toEqual([
      'reference',
      'category',
      'enum',
      'file',
      'back-references',
      'string',
      'reference',
      'bool',
    ])
    expect(columns[0]?.target).toEqual(target)
    expect(columns[1]?.choices).toEqual([
      { id: '1', label: 'One' },
      { id: '2', label: '2' },
    ])
    expect(columns[2]?.choices).toEqual([
      { id: 'a', label: 'a' },
      { id: 'b', label: 'b' },
    ])
    expect(columns[3]?.target).toMatchObject({ tableId: 'sys_FileMeta', labelColumn: 'filename' })
    expect(columns[5]?.target).toBeNull()
    expect(columns[7]?.isAggregatable).toBe(true)
  })

  it('tell what the server fills in itself and which rules only it can apply', () => {
    const { columns } = table({
      name: 'T',
      idAttribute: 'id',
      attributes: [
        { name: 'id', fieldType: 'STRING', auto: true },
        { name: 'd', fieldType: 'INT', defaultValue: '5' },
        { name: 'b', fieldType: 'BOOL', defaultValue: true },
        {
          name: 'r',
          fieldType: 'INT',
          visibleExpression: "$('d').value()",
          nullableExpression: '{d} empty',
          validationExpression: '{r} > 0',
        },
      ],
    })
    expect(columns.map(({ isAuto, defaultValue }) => [isAuto, defaultValue])).toEqual([
      [true, null],
      [false, '5'],
      [false, 'true'],
      [false, null],
    ])
    expect(columns[0]?.rules).toEqual({ visible: null, nullable: null, validation: null })
    expect(columns[3]?.rules).toEqual({ visible: "$('d').value()", nullable: '{d} empty', validation: '{r} > 0' })
  })

  it('tell what may be done with rows by permissions, and by writable where there are none', () => {
    const rightsOf = (more: object) => {
      const { canAdd, canChange, canDelete } = table({ name: 'T', attributes: [], ...more }).rights
      return [canAdd, canChange, canDelete]
    }
    expect(rightsOf({ writable: true })).toEqual([true, true, true])
    expect(rightsOf({ writable: false })).toEqual([false, false, false])
    expect(rightsOf({ writable: false, permissions: ['READ_METADATA', 'READ_DATA'] })).toEqual([false, false, false])
    expect(rightsOf({ writable: true, permissions: ['ADD_DATA', 'UPDATE_DATA'] })).toEqual([true, true, false])
    expect(rightsOf({ writable: false, permissions: ['ADD_DATA'] })).toEqual([true, false, false])
    // A right to update a table that is not writable: its store takes no changes.
    expect(rightsOf({ writable: false, permissions: ['ADD_DATA', 'UPDATE_DATA', 'DELETE_DATA'] })).toEqual([
      false,
      false,
      false,
    ])
  })

  it('without a name or a list of attributes are refused', () => {
    for (const meta of [{ attributes: [] }, { name: 'T' }, { name: 'T', attributes: { a: { href: '/x' } } }]) {
      expect(() => table(meta)).toThrow(expect.objectContaining({ code: 'server.answer-malformed' }))
    }
  })
})
