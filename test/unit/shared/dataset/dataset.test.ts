// Kept copies of earlier releases must stay readable: what a table tells since then has a value for them too.
import { datasetSchema } from '@shared/dataset/dataset'
import { emptyQuery } from '@shared/query/query'
import { describe, expect, it } from 'vitest'
import { column, table } from '../../../support/sample-table'

describe('a kept copy of an earlier release', () => {
  it('is read with columns and rights that say nothing about editing', () => {
    const { rights, columns, ...rest } = table('T', [column('id'), column('n', 'int')])
    const older = {
      id: 'copy',
      formatVersion: 1,
      serverId: 'server',
      serverName: 'Server',
      serverAddress: null,
      userName: null,
      query: emptyQuery(),
      keptAtIso: '2026-01-02T03:04:05.000Z',
      rowCount: 3,
      sizeBytes: 1_000,
      table: {
        ...rest,
        columns: columns.map(({ isAuto, defaultValue, rules, ...known }) => {
          expect([isAuto, defaultValue, rules.visible]).toEqual([false, null, null])
          return known
        }),
      },
    }
    const read = datasetSchema.parse(older)
    expect(read.table.rights).toEqual(rights)
    expect(read.table.columns).toEqual(columns)
  })
})
