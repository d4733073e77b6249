// RSQL over copies: what is said where it cannot be answered, what a copy of referenced rows adds, and the corners of
// word search that recordings have none of.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CopyRef } from '@main/engine/messages'
import { AppError } from '@shared/errors/app-error'
import { emptyQuery, type FilterNode, type Operator } from '@shared/query/query'
import { cellId } from '@shared/table/table-slice'
import { column, condition, group, query as queryOf, table } from '../support/sample-table'
import { startTestEngine, type TestEngine } from '../support/engine/test-engine'

const target = {
  tableId: 'Genes',
  tableLabel: 'Genes',
  idColumn: 'gene',
  labelColumn: 'name',
  idType: 'string' as const,
}
const genes = table('Genes', [column('gene'), column('name'), column('length', 'int'), column('notes', 'text')])
const snps = table('Snps', [
  column('id'),
  column('words'),
  column('text', 'text'),
  column('share', 'decimal'),
  column('reads', 'long'),
  column('g', 'reference', { target }),
  column('gs', 'references', { target }),
])

const manyWords = Array.from({ length: 80 }, (_, at) => `w${String(at).padStart(3, '0')}`)
const longText = Array.from({ length: 40 }, (_, at) => `word${at}`).join(' ')
const gene = (id: string) => ({ gene: id, name: `name of ${id}` })

let engine: TestEngine
let copy: CopyRef
let geneCopy: CopyRef

beforeAll(async () => {
  engine = await startTestEngine()
  geneCopy = await engine.copyOfRows(genes, [
    { gene: 'G1', name: 'name of G1', length: 100, notes: 'a kinase of the liver' },
    { gene: 'G2', name: 'name of G2', length: 2000, notes: 'binds zinc' },
    // No row refers to this one: its words are no words of the server's index for the other table.
    { gene: 'G3', name: manyWords.map((word) => `zz${word}`).join(' '), length: 3000, notes: 'liver' },
    { gene: 'G4', name: 'zzz last', length: 4, notes: '' },
  ])
  copy = await engine.copyOfRows(snps, [
    { id: 'a', words: 'w000 alpha', text: longText, share: 829568, reads: '9007199254740993', g: gene('G1'), gs: [] },
    {
      id: 'b',
      words: manyWords.join(' '),
      text: longText.replace('word39', 'other'),
      share: 0.5,
      reads: '9223372036854775807',
      g: gene('G2'),
      gs: [gene('G1'), gene('G2')],
    },
    { id: 'c', words: 'w079', share: 7.5e-14, reads: '10', gs: [gene('G4')] },
    { id: 'd', words: 'x', text: 'zinc', gs: [] },
  ])
})
afterAll(() => engine.close())

async function idsOf(rsql: string, references: readonly CopyRef[] = [geneCopy]): Promise<string[]> {
  const query = { ...emptyQuery(), rsql, columns: ['id'] }
  const slice = await engine.engine.ask('view.rows', { copy, references, query, offset: 0, limit: 100 })
  return (slice.data[0] ?? []).map(cellId)
}

async function failureOf(rsql: string, references: readonly CopyRef[] = [geneCopy]): Promise<AppError> {
  const error = await idsOf(rsql, references).catch((thrown: unknown) => thrown)
  if (error instanceof AppError) return error
  throw new Error(`${rsql} was answered`)
}

describe('references', () => {
  test.each([
    ['g.length=gt=500', ['b']],
    ['gs.length=lt=500', ['b', 'c']],
    ['g.length!=100', ['b', 'c', 'd']],
    ['g.notes=q=livers', ['a']],
    ['gs.gene==G2', ['b']],
    ["gs.gene==''", ['a', 'd']],
    ['*=q=liver', ['a', 'b']],
    ['*=q=zinc', ['b', 'd']],
    ['*=q=2000', ['b']],
    ['gs.name=like="last"', ['c']],
    // 80 words that begin alike belong to a row that nothing refers to: they do not count among the fifty.
    ['gs.name=like=zz', ['c']],
  ])('%s', async (rsql, ids) => {
    expect(await idsOf(rsql)).toEqual(ids)
  })

  test('without a copy of the referenced table only its ids and labels are known', async () => {
    expect(await idsOf('g.gene==G1', [])).toEqual(['a'])
    expect(await idsOf('g.name=like="of G2"', [])).toEqual(['b'])
    expect(await idsOf('*=q="name of G1"', [])).toEqual(['a', 'b'])
    expect(await failureOf('g.length=gt=500', [])).toMatchObject({
      code: 'query.refused',
      message: 'g.length needs a copy of Genes as well. Keep one, and ask again.',
      facts: { attribute: 'g.length', tableId: 'Genes', position: 0, length: 15 },
    })
  })

  test('a copy that is read beside another one can be closed and asked again', async () => {
    expect(await idsOf('g.length=gt=500')).toEqual(['b'])
    await engine.engine.ask('copy.close', { copy: geneCopy })
    expect(await idsOf('g.length=gt=500')).toEqual(['b'])
    expect(await idsOf('g.length=gt=500;id==b')).toEqual(['b'])
  })

  test('a copy that is gone is said to be', async () => {
    const gone: CopyRef = { kind: 'job', jobId: 'gone' }
    expect(await failureOf('g.length=gt=500', [gone])).toMatchObject({ code: 'dataset.missing' })
  })
})

describe('the builder’s conditions on referenced rows', () => {
  const foundBy = async (...nodes: FilterNode[]) => {
    const asked = { copy, references: [geneCopy], query: queryOf({ columns: ['id'] }, ...nodes), offset: 0, limit: 100 }
    return ((await engine.engine.ask('view.rows', asked)).data[0] ?? []).map(cellId)
  }

  test.each<[Operator, string[], string[]]>([
    ['equals', ['100'], ['a']],
    ['not-equals', ['100'], ['b', 'c', 'd']],
    ['in', ['100', '2000'], ['a', 'b']],
    ['not-in', ['2000', '5'], ['a', 'c', 'd']],
    ['less', ['2000'], ['a']],
    ['range', ['100', '2000'], ['a', 'b']],
    ['contains', ['00'], ['a', 'b']],
    ['not-contains', ['1'], ['b', 'c', 'd']],
    ['search', ['2000'], ['b']],
    ['empty', [], ['c', 'd']],
    ['not-empty', [], ['a', 'b']],
  ])('g.length %s %j', async (operator, values, ids) => {
    expect(await foundBy(condition('g.length', operator, ...values))).toEqual(ids)
  })

  test('lists, words and groups', async () => {
    expect(await foundBy(condition('gs.notes', 'search', 'livers'))).toEqual(['b'])
    expect(await foundBy(condition('gs.notes', 'contains', 'KINASE OF'))).toEqual(['b'])
    expect(await foundBy(condition('g.name', 'equals', 'name of G1'), condition('id', 'not-equals', 'b'))).toEqual([
      'a',
    ])
    const either = group('or', condition('g.length', 'greater', '500'), condition('gs.length', 'less', '50'))
    expect(await foundBy(either)).toEqual(['b', 'c'])
  })

  test('values of the wrong type are refused', async () => {
    await expect(foundBy(condition('g.length', 'greater', 'large'))).rejects.toMatchObject({ code: 'query.invalid' })
    await expect(foundBy(condition('g.length', 'greater'))).rejects.toMatchObject({ code: 'query.invalid' })
    await expect(foundBy(condition('g.nosuch', 'equals', 'a'))).rejects.toMatchObject({ code: 'query.refused' })
  })
})

describe('words', () => {
  test.each([
    // Fifty words of the index are tried for a beginning: w079 is not among the first fifty.
    ['words=like=w0;words=q=alpha', ['a']],
    ['words=like=w;text=q=word1', ['a', 'b']],
    ['words=like=w07;*=q=w079', ['b', 'c']],
    ['words=like=w;*=q=w079', ['b']],
    // Phrases longer than one statement can look up.
    [`text=q=word0;*=q="${longText}"`, ['a']],
    [`*=q="${longText.replace('word39', 'other')}"`, ['b']],
    [`*=q="${longText.replace('word0 ', '').replace('word39', 'word38')}"`, []],
    [`text=q=nothing,words=like="${manyWords.slice(0, 40).join(' ')} w0"`, ['b']],
    ['*=q=829568', ['a']],
    ['*=q=829568.0', ['a']],
    ['*=q="7.5E-14"', ['c']],
    ['reads=q=10.0', ['c']],
    ['reads=q=1e1', ['c']],
    ['reads=q=10.5', []],
    ['reads=q=9007199254740993.0', ['a']],
    ['reads=q=9223372036854775808', []],
    ['*=q=10.0', ['c']],
    ['*=q="14"', []],
    ['*=q="(!)"', []],
  ])('%s', async (rsql, ids) => {
    expect(await idsOf(rsql)).toEqual(ids)
  })
})

describe('what cannot be answered', () => {
  test.each([
    ['id==', 'query.invalid', { position: 4, length: 0, expected: 'a value or (', found: '' }],
    ['id==a;nosuch==1', 'query.invalid', { attribute: 'nosuch', position: 6, length: 9 }],
    ['share=gt=large', 'query.refused', { attribute: 'share', reason: 'value' }],
    ['text=like=x;g.gene==G1', 'query.refused', { attribute: 'text', reason: 'words-of-type', position: 0 }],
    ['words!=x;g.gene==G1;id==a', 'query.refused', { attribute: 'words', reason: 'mixed-denials' }],
    ['words=sq="a b"', 'query.refused', { attribute: 'words' }],
  ])('%s', async (rsql, code, facts) => {
    expect(await failureOf(rsql)).toMatchObject({ code, facts })
  })

  test('a text of blanks is no filter, and a text counts, sorts and plots like any query', async () => {
    expect(await idsOf('  ')).toEqual(['a', 'b', 'c', 'd'])
    const query = {
      ...emptyQuery(),
      rsql: 'share=gt=0',
      sort: [{ attribute: 'share', direction: 'descending' as const }],
    }
    expect(await engine.engine.ask('view.count', { copy, query })).toBe(3)
    expect(await engine.engine.ask('view.position', { copy, query, id: 'b' })).toBe(1)
    const asked = { copy, query, columns: ['share'], labelColumn: null, maxRows: 10 }
    expect((await engine.engine.ask('view.numbers', asked)).ids).toEqual(['a', 'b', 'c'])
  })

  test('values never become part of a statement', async () => {
    for (const value of ["'); DROP TABLE rows; --", '$1', '%', '\\', '日本', "''"]) {
      expect(await idsOf(`words=="${value}"`)).toEqual([])
      expect(await idsOf(`words=q="${value}"`)).toEqual([])
    }
    expect(await idsOf('id=in=(a,b)')).toEqual(['a', 'b'])
  })

  test('thousands of ids are looked up at once', async () => {
    const ids = Array.from({ length: 5000 }, (_, at) => `n${at}`)
    expect(await idsOf(`id=in=(${[...ids, 'c'].join(',')})`)).toEqual(['c'])
    expect(await idsOf(`g=in=(${[...ids, 'G2'].join(',')});*=q=w000`)).toEqual(['b'])
    expect(await idsOf(`gs=in=(${[...ids, 'G4'].join(',')})`)).toEqual(['c'])
    expect(await idsOf(`share=in=(${[...ids.map((_, at) => at), '0.5'].join(',')})`)).toEqual(['b'])
  })
})
