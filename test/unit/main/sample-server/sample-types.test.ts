// The table of every data type holds what it promises.
import { describe, expect, it } from 'vitest'
import { allTypesTable } from '@main/sample-server/sample/types/all-types-table'
import { referredTables } from '@main/sample-server/sample/types/referred-tables'
import type { CellValue, FieldType, TableModel } from '@main/sample-server/model/table-model'

const table = allTypesTable()
const others = new Map<string, TableModel>(referredTables('http://sample').map((other) => [other.id, other]))
const rows = Array.from({ length: table.rowCount }, (_, row) => row)
const values = (attribute: string) => rows.map((row) => table.value(row, attribute))

const TYPES: readonly FieldType[] = [
  ...(['STRING', 'TEXT', 'INT', 'LONG', 'DECIMAL', 'BOOL', 'DATE', 'DATE_TIME', 'ENUM', 'EMAIL', 'HYPERLINK'] as const),
  ...([
    'HTML',
    'SCRIPT',
    'XREF',
    'MREF',
    'CATEGORICAL',
    'CATEGORICAL_MREF',
    'ONE_TO_MANY',
    'FILE',
    'COMPOUND',
  ] as const),
]

const FORMS: Partial<Record<FieldType, (value: Exclude<CellValue, null>) => boolean>> = {
  INT: (value) => Number.isInteger(value) && Math.abs(Number(value)) <= 2147483648,
  LONG: (value) => typeof value === 'bigint' && BigInt.asIntN(64, value) === value,
  DECIMAL: (value) => typeof value === 'number' && Number.isFinite(value),
  BOOL: (value) => typeof value === 'boolean',
  DATE: (value) => /^\d{4}-\d{2}-\d{2}$/.test(String(value)),
  DATE_TIME: (value) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(String(value)),
  STRING: (value) => typeof value === 'string' && value.length <= 255,
  ENUM: (value) => ['a', 'b', 'c'].includes(String(value)),
}

describe('AllTypes', () => {
  it('has every data type, each with values and with missing ones', () => {
    const types = new Set([...table.attributes, ...table.tree].map(({ type }) => type))
    expect([...TYPES].filter((type) => !types.has(type))).toEqual([])
    expect(table.rowCount).toBeGreaterThan(60)
    for (const { name, isId } of table.attributes) {
      const filled = values(name).filter((value) => value !== null && !(Array.isArray(value) && value.length === 0))
      expect([name, filled.length > 0]).toEqual([name, true])
      expect([name, filled.length < rows.length]).toEqual([name, !isId])
    }
  })

  it('holds values of the form that their type wants', () => {
    for (const { name, type } of table.attributes) {
      const isGood = FORMS[type] ?? (() => true)
      expect([name, values(name).filter((value) => value !== null && !isGood(value))]).toEqual([name, []])
    }
  })

  it('has the edges of its types, and empty text beside missing text', () => {
    expect(values('xlong')).toEqual(
      expect.arrayContaining([9223372036854775807n, -9223372036854775808n, 9007199254740993n]),
    )
    expect(values('xint')).toEqual(expect.arrayContaining([2147483647, -2147483648, 0]))
    expect(values('xdecimal')).toEqual(expect.arrayContaining([1e-300, 5e-324, Number.MAX_VALUE]))
    expect(values('xdate')).toEqual(expect.arrayContaining(['0001-01-01', '2000-02-29', '9999-12-31']))
    expect(values('xstring')).toEqual(expect.arrayContaining(['', null]))
  })

  it('refers to rows that exist, and is referred back to', () => {
    for (const { name, refTable } of table.attributes) {
      const target = others.get(refTable ?? '')
      if (target === undefined) continue
      for (const id of values(name).flat())
        if (id !== null) expect([id, target.rowOf(String(id))]).not.toEqual([id, undefined])
    }
    const remarks = others.get('Remark')
    rows.forEach((row) => {
      for (const id of table.value(row, 'xonetomany') as string[]) {
        expect(remarks?.value(remarks.rowOf(id) ?? -1, 'about')).toBe(table.value(row, 'id'))
      }
    })
  })
})
