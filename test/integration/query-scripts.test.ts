// Scripts that give a question's rows, run against the sample server: the same ids in the same order as the program's.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyQuery, type Query } from '@shared/query/query'
import { scriptLanguages } from '@shared/query/script/query-script'
import { condition, query } from '../support/sample-table'
import { createScriptWorld, runnable, type ScriptWorld } from '../support/script-world'

let world: ScriptWorld
beforeAll(async () => {
  world = await createScriptWorld({ snpCount: 1200, samplesPerSnp: 10 })
})
afterAll(() => world.close())

const questions: readonly (readonly [name: string, tableId: string, asked: Query])[] = [
  ['all rows in more than one page', 'SampleAse', emptyQuery()],
  [
    'a nested filter with an order',
    'ASE',
    query(
      { sort: [{ attribute: 'Pos', direction: 'descending' }] },
      condition('Chr', 'not-equals', '9'),
      condition('Pos', 'greater', '1000'),
    ),
  ],
  [
    'quotes and signs',
    'AllTypes',
    query({}, condition('xstring', 'not-in', `it's $HOME \`id\` \\n`, 'say "no"', 'é\u2028ø', 'a\nb')),
  ],
  [
    'the index in more than one page',
    'SampleAse',
    query({}, condition('SNP_ID.Chr', 'not-in', '1', '2', '3', '4', '5', '6', '7', '8')),
  ],
  ['words', 'Tissue', { ...emptyQuery(), search: 'cortex' }],
  [
    'a text',
    'AllTypes',
    { ...emptyQuery(), rsql: 'xint=ge=0,xbool==true', sort: [{ attribute: 'xint', direction: 'ascending' }] },
  ],
  [
    'thousands of values',
    'ASE',
    query({}, condition('SNP_ID', 'in', 'rs12460890', ...Array.from({ length: 3000 }, (_, at) => `rs${at}`))),
  ],
  [
    'thousands of long values',
    'ASE',
    query(
      {},
      condition('SNP_ID', 'in', 'rs12460890', ...Array.from({ length: 5000 }, (_, at) => `it's the one at ${at} 100%`)),
    ),
  ],
]

describe.each(scriptLanguages)('the script for %s', (language) => {
  test.skipIf(!runnable[language]).each(questions)(
    'gives the rows of %s',
    { timeout: 60_000 },
    async (_, id, asked) => {
      const table = await world.tableOf(id)
      const ids = await world.idsHere(table, asked)
      expect(ids.length).toBeGreaterThan(0)
      expect(await world.idsOfScript(language, table, asked)).toEqual(ids)
    },
  )
})
