// The questions that are measured, each with the SQL that asks plain DuckDB the same.
import type { Query } from '@shared/query/query'
import { condition, group, query as withParts } from '../support/sample-table'

/** So many ids are asked for at once. */
const idCount = 5_000

/** A question, another one with each run; `order` is that of the SQL, where it is not the table's own. */
export type Case = {
  readonly name: string
  readonly query: (run: number) => Query
  readonly sql: (run: number) => string
  readonly order?: string
}

/** The questions over so many rows. */
export const cases = (rowCount: number): Case[] => {
  const ids = (run: number) =>
    Array.from({ length: idCount }, (_, at) => `R${String((at * 251 + run * 13) % rowCount).padStart(7, '0')}`)
  const samples = (run: number, count: number) => Array.from({ length: count }, (_, at) => `S${run + at}`)
  return [
    {
      name: 'equals on text',
      query: (run) => withParts({}, condition('name', 'equals', `name ${run * 17}`)),
      sql: (run) => `c1 = 'name ${run * 17}'`,
    },
    {
      name: 'range of numbers',
      query: (run) => withParts({}, condition('depth', 'range', `${run * 500}`, `${run * 500 + 9_000}`)),
      sql: (run) => `c5 BETWEEN ${run * 500} AND ${run * 500 + 9_000}`,
    },
    {
      name: 'half of the rows, sorted by text',
      query: (run) =>
        withParts(
          { sort: [{ attribute: 'name', direction: 'ascending' }] },
          condition('depth', 'less', `${50_000 + run}`),
        ),
      sql: (run) => `c5 < ${50_000 + run}`,
      order: 'c1',
    },
    {
      name: 'contains',
      query: (run) => withParts({}, condition('name', 'contains', `E ${100 + run}`)),
      sql: (run) => `c1 ILIKE '%E ${100 + run}%'`,
    },
    {
      name: `one of ${idCount.toLocaleString('en')} ids`,
      query: (run) => withParts({}, condition('id', 'in', ...ids(run))),
      sql: (run) =>
        `c0 IN (${ids(run)
          .map((id) => `'${id}'`)
          .join(', ')})`,
    },
    {
      name: 'one of 200 in lists of references',
      query: (run) => withParts({}, condition('samples', 'in', ...samples(run, 200))),
      sql: (run) =>
        `list_has_any(c11, [${samples(run, 200)
          .map((id) => `'${id}'`)
          .join(', ')}])`,
    },
    {
      name: 'one of 2 in lists of references',
      query: (run) => withParts({}, condition('samples', 'in', ...samples(run, 2))),
      sql: (run) =>
        `list_has_any(c11, [${samples(run, 2)
          .map((id) => `'${id}'`)
          .join(', ')}])`,
    },
    {
      name: 'alternatives in a group',
      query: (run) =>
        withParts(
          {},
          condition('done', 'equals', 'true'),
          group('or', condition('snp', 'equals', `rs${run * 31}`), condition('ratio', 'greater', `0.9${run}`)),
        ),
      sql: (run) => `c4 AND (c10 = 'rs${run * 31}' OR c7 > 0.9${run})`,
    },
    {
      name: 'search for a word that has a common one beside it',
      query: (run) => withParts({ search: `donor ${1000 + run * 37}` }),
      sql: (run) => `c2 ILIKE '%donor ${1000 + run * 37}%'`,
    },
    {
      name: 'search for a word of every row',
      // Signs between words mean nothing; with them no question is answered from memory.
      query: (run) => withParts({ search: `sample${' .'.repeat(run)}` }),
      sql: () => `c2 ILIKE '%sample%' OR len(list_filter(l11, lambda v: v ILIKE '%sample%')) > 0`,
    },
    {
      name: 'search for a word of many rows',
      query: (run) => withParts({ search: `${['blood', 'tissue', 'plasma', 'serum'][run % 4]}${' .'.repeat(run)}` }),
      sql: (run) => `c2 ILIKE '%${['blood', 'tissue', 'plasma', 'serum'][run % 4]}%'`,
    },
    {
      name: 'search for a number',
      query: (run) => withParts({ search: `${run * 7}` }),
      sql: (run) =>
        `c1 ILIKE '% ${run * 7}' OR c5 = ${run * 7} OR c6 = ${run * 7} OR c7 = ${run * 7} OR l10 ILIKE '% ${run * 7}'`,
    },
  ]
}
