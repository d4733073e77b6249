// What a server does with a filter, foreseen: every recorded refusal with its reason, every recorded answer with none.
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { foreseeRsql, type ForeseenAnswer } from '@shared/rsql/foresee-rsql'
import { parseRsql } from '@shared/rsql/parse-rsql'
import type { Table } from '@shared/table/table'
import { filterSchema, readLines, readReferences, readTable, type RecordedFilter } from '../../../parity/recording'

const folder = fileURLToPath(new URL('../../../fixtures/recorded', import.meta.url))
const { table, meta } = readTable(`${folder}/filters-table.json`)
const referred = readReferences(`${folder}/filters-references.json`, meta)
const tables = new Map(referred.map((each) => [each.table.id, each.table]))
const findTable = (id: string): Table | undefined => tables.get(id)
const filters = readLines(`${folder}/filters.jsonl`, filterSchema)

/** Engine and reason in short; `syntax` for a text that cannot be read. */
function foreseen(rsql: string): string {
  let node
  try {
    node = parseRsql(rsql)
  } catch {
    return 'syntax'
  }
  const answer: ForeseenAnswer = foreseeRsql(node, table, findTable)
  return answer.kind === 'answered' ? `answered by ${answer.engine}` : `${answer.engine}: ${answer.reason}`
}

/** The reason that the server's own words give. */
function recordedReason({ status, error = '' }: RecordedFilter): string {
  if (status === 400) return 'syntax'
  if (error.startsWith('Mixing query operators')) return 'index: mixed-denials'
  if (error.startsWith('Unsupported data type')) return 'index: words-of-type'
  if (error.startsWith('Query value must be of type')) return 'index: range-of-date'
  if (error.includes('bad SQL grammar')) return 'database: range-of-date'
  throw new Error(`Unknown words: ${error}`)
}

describe('foreseeRsql', () => {
  it('recognises all recorded refusals, each with the reason that the server gave', () => {
    const refused = filters.filter(({ status }) => status !== undefined)
    expect(refused.length).toBe(132)
    const different = refused.filter((filter) => foreseen(filter.q) !== recordedReason(filter))
    expect(different.map(({ q, error }) => [q, foreseen(q), error])).toEqual([])
  })

  it('foresees an answer for all that was answered', () => {
    const answered = filters.filter(({ ids }) => ids !== undefined)
    expect(answered.map(({ q }) => foreseen(q)).filter((each) => !each.startsWith('answered by'))).toEqual([])
  })

  it.each([
    ['i==1', 'answered by database'],
    ['x.Pos==1', 'answered by index'],
    ['x.SNP_ID==rs1', 'answered by index'],
    ['*=q=a', 'answered by index'],
    ['nosuch==1', 'database: unknown-attribute'],
    ['x.nosuch==1', 'index: unknown-attribute'],
    ['s.a==1', 'index: not-a-reference'],
    ['x.Genes==a', 'index: too-deep'],
    ['x.Genes.Ensembl_ID==a', 'index: too-deep'],
    ['i==1.5', 'database: value'],
    ['i==2147483648', 'database: value'],
    ['e==yellow', 'database: value'],
    ['e=like=re', 'database: value'],
    ['dt==2015-02-30', 'database: value'],
    ['b==perhaps', 'answered by database'],
    ['b=like=perhaps', 'database: value'],
    ['b=q=true', 'index: words-of-type'],
    ['i=q=one', 'index: value'],
    ['i=q=10.0', 'answered by index'],
    ['l=q=10.0', 'answered by index'],
    ['l=q=ten', 'index: value'],
    ['s=gt=a', 'database: operator'],
    ['i=out=(1,2)', 'database: operator'],
    ['dt=rng=(2015-01-01,2016-01-01)', 'answered by database'],
    ['dt=rng=(2015-01-01,2016-01-01);*=q=a', 'index: range-of-date'],
    ['i=like=1;*=q=a', 'index: words-of-type'],
    ['s!=a;*=q=b', 'answered by index'],
    ['s!=a;*=q=b;i==1', 'index: mixed-denials'],
    ['s!=a;(*=q=b;i==1)', 'answered by index'],
  ])('%s: %s', (rsql, expected) => {
    expect(foreseen(rsql)).toBe(expected)
  })

  it.each([
    ['s==a;i==abc', 'abc'],
    ['i=in=(1,2,abc,4)', 'abc'],
    ['i=="a b"', '"a b"'],
    ["i=rng=('1',ten)", 'ten'],
    ['l=q=ten', 'ten'],
    ["x.Pos=gt=''", "''"],
    ['nosuch==1;i==1', 'nosuch==1'],
    ['s==a;s=gt=b', 's=gt=b'],
  ])('%s is refused at %s', (rsql, marked) => {
    const answer = foreseeRsql(parseRsql(rsql), table, findTable)
    expect(answer.kind === 'refused' && rsql.slice(answer.start, answer.end)).toBe(marked)
  })

  it('names the attribute, the place and the way out', () => {
    const rsql = 's==a;ts=rng=("2000-01-01","2001-01-01")'
    const answer = foreseeRsql(parseRsql(rsql), table, findTable)
    expect(answer).toEqual({
      kind: 'refused',
      engine: 'database',
      reason: 'range-of-date',
      attribute: 'ts',
      start: 5,
      end: rsql.length,
      message: 'The server cannot answer =rng= on ts. Write ts=ge=…;ts=le=… instead.',
    })
  })

  it('says that it cannot tell where the metadata of a referenced table are missing', () => {
    const unknown = () => undefined
    expect(foreseeRsql(parseRsql('x.Pos==1'), table, unknown)).toMatchObject({
      reason: 'unknown-table',
      attribute: 'x.Pos',
    })
    expect(foreseeRsql(parseRsql('x.SNP_ID==a'), table, unknown)).toEqual({ kind: 'answered', engine: 'index' })
  })
})
