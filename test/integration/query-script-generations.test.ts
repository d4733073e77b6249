// Scripts for servers of older generations: they give the rows that the program gets there, or are not written at all.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GenerationName } from '@main/sample-server/generation'
import type { Query } from '@shared/query/query'
import { scriptLanguages } from '@shared/query/script/query-script'
import { condition, group, query } from '../support/sample-table'
import { createScriptWorld, runnable, type ScriptWorld } from '../support/script-world'

const generations: readonly GenerationName[] = ['1.14', '2', '4', '7', '10.2']

/** A question, and the generations to which it cannot be put in words. */
type Case = readonly [name: string, tableId: string, asked: Query, without: readonly GenerationName[]]

const cases: readonly Case[] = [
  ['moments', 'AllTypes', query({}, condition('xdatetime', 'greater-or-equal', '2015-12-31T22:59:59Z')), []],
  [
    'moments between others',
    'AllTypes',
    query({}, condition('xdatetime', 'range', '1999-01-01T00:00:00+01:00', '2021-03-28T01:30:00.000Z')),
    [],
  ],
  ['other moments', 'AllTypes', query({}, condition('xdatetime', 'not-equals', '2000-02-29T12:00:00Z')), []],
  ['moments that move', 'AllTypes', query({}, condition('xdatetime', 'less', 'today-30d')), []],
  [
    'denials among alternatives',
    'AllTypes',
    query({}, group('or', condition('xint', 'not-in', '1', '2'), condition('xbool', 'equals', 'true'))),
    [],
  ],
  ['a denial beside words', 'AllTypes', query({ search: 'a' }, condition('xenum', 'not-equals', 'b')), []],
  ['digits in a text', 'AllTypes', query({}, condition('id', 'contains', '1')), ['1.14']],
  ['letters in a text', 'AllTypes', query({}, condition('id', 'contains', 'Date')), ['1.14', '2', '4', '7']],
  ['letters not in a text', 'AllTypes', query({}, condition('id', 'not-contains', 'DATE')), ['1.14', '2', '4', '7']],
  ['columns of other tables', 'SampleAse', query({}, condition('SNP_ID.Chr', 'equals', '19')), ['1.14', '2']],
]

describe.each(generations)('a server of generation %s', (generation) => {
  let world: ScriptWorld
  beforeAll(async () => {
    world = await createScriptWorld({ generation, snpCount: 40, samplesPerSnp: 3 })
  })
  afterAll(() => world.close())

  const said = cases.filter(([, , , without]) => !without.includes(generation))
  const unsaid = cases.filter(([, , , without]) => without.includes(generation))

  for (const language of scriptLanguages) {
    test.skipIf(!runnable[language]).each(said)(
      `answers a script for ${language} with the rows of %s`,
      async (_, tableId, asked) => {
        const table = await world.tableOf(tableId)
        const ids = await world.idsHere(table, asked)
        expect(ids.length).toBeGreaterThan(0)
        expect(await world.idsOfScript(language, table, asked)).toEqual(ids)
      },
    )
  }

  if (unsaid.length > 0) {
    test.each(unsaid)('has no script for %s, and the reason is told', async (_, tableId, asked) => {
      const table = await world.tableOf(tableId)
      const { text, problem } = world.scriptOf('curl', table, asked)
      expect([text, problem]).toEqual([null, expect.stringContaining('this server')])
      expect((await world.idsHere(table, asked)).length).toBeGreaterThan(0)
    })
  }
})
