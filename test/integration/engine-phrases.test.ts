// Phrases whose words a text repeats: found or not, with an effort that does not grow with each repetition.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AppError } from '@shared/errors/app-error'
import type { CopyRef } from '@main/engine/messages'
import { holdsPhrase } from '@main/engine/rsql/holds-phrase'
import { analyse } from '@main/engine/text/analyse'
import { emptyQuery } from '@shared/query/query'
import { column, table } from '../support/sample-table'
import { startTestEngine, type TestEngine } from '../support/engine/test-engine'

const repeated = (words: string, times: number) => `${words} `.repeat(times)
const notes = table('Notes', [column('id'), column('note'), column('text', 'text')])
const rows = [
  { id: 'many', note: repeated('run', 60), text: repeated('the role of a gene in the cell of the mouse and', 40) },
  { id: 'few', note: 'run run', text: 'The mouse and the cell: the role of a gene' },
  { id: 'apart', note: `run ${repeated('far', 20)} run run`, text: `the role ${repeated('x', 30)} of the gene` },
]

let engine: TestEngine
let copy: CopyRef
beforeAll(async () => {
  engine = await startTestEngine()
  copy = await engine.copyOfRows(notes, rows)
})
afterAll(() => engine.close())

async function found(rsql: string): Promise<string[]> {
  const query = { ...emptyQuery(), rsql }
  try {
    const slice = await engine.engine.ask('view.rows', { copy, query, offset: 0, limit: 10 })
    return (slice.data[0] ?? []).map(String)
  } catch (error) {
    return [error instanceof AppError ? error.message : String(error)]
  }
}

test('a word that is asked for as often as it has to stand', async () => {
  expect(await found('*=q="run run"')).toEqual(['many', 'few', 'apart'])
  expect(await found(`*=q="${repeated('run', 3)}"`)).toEqual(['many'])
  expect(await found(`*=q="${repeated('run', 12)}"`)).toEqual(['many'])
  expect(await found(`note=like="${repeated('run', 8)}ru";note=q=run`)).toEqual(['many'])
  expect(await found(`note=like="run ru";note=q=run`)).toEqual(['many', 'few', 'apart'])
}, 60_000)

test('a sentence of words that a text holds often', async () => {
  expect(await found('*=q="the role of a gene in the cell of the mouse and"')).toEqual(['many'])
  expect(await found('*=q="role of a gene"')).toEqual(['many', 'few'])
  expect(await found('*=q="the role of the gene"')).toEqual(['many', 'few'])
}, 60_000)

test('a rare word among words that all texts hold', async () => {
  const common = ['the', 'of', 'gene', 'in', 'role', 'cell']
  const texts = Array.from({ length: 8000 }, (_, row) => ({
    id: `r${row}`,
    note: `n${row} ${Array.from({ length: 60 }, (__, at) => common[(row * 7 + at * at) % common.length]).join(' ')}`,
  }))
  const large = await engine.copyOfRows(notes, texts)
  const query = { ...emptyQuery(), search: 'n77 the of the of the gene' }
  const slice = await engine.engine.ask('view.rows', { copy: large, query, offset: 0, limit: 10 })
  const phrase = analyse(query.search).map(({ term }) => term)
  const fitting = texts.filter(({ note }) => holdsPhrase(analyse(note), phrase))
  expect(slice.data[0]).toEqual(fitting.map(({ id }) => id))
}, 120_000)
