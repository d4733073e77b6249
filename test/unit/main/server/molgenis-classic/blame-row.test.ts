// Each recorded refusal of a real server, blamed on the row and the attribute that caused it.
import { readRefusal } from '@main/server/molgenis-classic/refusal'
import { blameRow } from '@main/server/molgenis-classic/writing/blame-row'
import type { WireRow } from '@main/server/molgenis-classic/writing/write-value'
import type { Table } from '@shared/table/table'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { column } from './made-up-table'

type Recorded = {
  request: { path: string; body: { entities: WireRow[] } }
  response: { status: number; json: unknown }
}
const recorded = (name: string): Recorded =>
  JSON.parse(
    readFileSync(new URL(`../../../../fixtures/recorded/write-v2-${name}.json`, import.meta.url), 'utf8'),
  ) as Recorded

const table = (id: string, idColumn: string, columns: Table['columns']): Table => ({
  id,
  label: id,
  description: null,
  packageId: null,
  idColumn,
  labelColumn: idColumn,
  columns: [column(idColumn, 'string', { isId: true }), ...columns],
  isWritable: true,
  rights: { canAdd: true, canChange: true, canDelete: true },
})
const tables: Readonly<Record<string, Table>> = {
  AseGene: table('AseGene', 'Ensembl_ID', []),
  ASE: table('ASE', 'SNP_ID', [column('Pos', 'int')]),
  SampleAse: table('SampleAse', 'ID', [column('SNP_ID', 'reference')]),
  AllTypes: table('AllTypes', 'id', [column('xemail', 'email'), column('xenum', 'enum')]),
}

function blamed(name: string, before: readonly WireRow[] = []) {
  const { request, response } = recorded(name)
  const tableId = request.path.split('/').at(-1) ?? ''
  const known = tables[tableId]
  if (!known) throw new Error(`No table ${tableId}.`)
  const rows = [...before, ...request.body.entities]
  const error = readRefusal(response.status, response.json, { tableId, isWrite: true })
  const { facts, code, message } = blameRow(error, known, rows)
  return { code, message, attribute: facts['attribute'], rowIndex: facts['rowIndex'] }
}

describe('a refused batch', () => {
  it('is blamed on the attribute and the row that the server means', () => {
    const good = { id: 'good', SNP_ID: 'good', ID: 'good', Ensembl_ID: 'good' }
    expect(blamed('add-bad-email', [good])).toMatchObject({ attribute: 'xemail', rowIndex: 1 })
    expect(blamed('add-bad-enum', [good])).toMatchObject({ attribute: 'xenum', rowIndex: 1 })
    expect(blamed('add-bad-reference', [good])).toMatchObject({ attribute: 'SNP_ID', rowIndex: 1 })
    expect(blamed('add-bad-type', [good])).toMatchObject({ attribute: 'Pos', rowIndex: 1 })
    expect(blamed('add-duplicate')).toMatchObject({ attribute: 'Ensembl_ID', rowIndex: 1 })
    expect(blamed('add-too-long', [good])).toMatchObject({ attribute: 'Ensembl_ID', rowIndex: 1 })
    expect(blamed('add-null')).toMatchObject({ attribute: 'Ensembl_ID', rowIndex: 0 })
  })

  it('says what it means in a sentence of its own, beside the words of the server', () => {
    expect(blamed('add-duplicate')).toMatchObject({
      code: 'server.refused',
      message: 'A value that may be there only once is there already.',
    })
    expect(blamed('add-bad-reference').message).toBe('A reference means a row that is not there.')
  })
})
