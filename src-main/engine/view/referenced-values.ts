// Counts the most frequent of the values that rows come by through a reference.
import { topValues } from '@shared/query/distribution/count-cells'
import { longestValue, mostValues, type ValueCount, type ValueCounts } from '@shared/query/distribution/distribution'
import { plainText } from '../query/value-text'
import { textOf } from '../store/read-value'
import { countOf } from './axis-ends'
import { farSql, heldSql, isSeveral, unnestedSql, type Ask, type ReferencedColumn } from './referenced-pairs'
import { marksSql, mostMarks } from './row-marks'

/** The values with the rows that come by each, a row once for each value. */
export async function referencedValues(asked: ReferencedColumn, ask: Ask): Promise<ValueCounts> {
  return (isSeveral(asked) ? await fewValues(asked, ask) : null) ?? manyValues(asked, ask)
}

const textSql = ({ inner }: ReferencedColumn, value: string): string => plainText({ ...inner, value })

/** Where the referenced rows have a few values only, each is a mark; null where they have more. */
async function fewValues(asked: ReferencedColumn, ask: Ask): Promise<ValueCounts | null> {
  const distinct = `SELECT DISTINCT v FROM ${farSql(asked)} LIMIT ${mostMarks + 1}`
  const [[size] = []] = await ask.alone(`SELECT count(*) FROM (${distinct})`)
  const count = countOf(size)
  if (count === 0 || count > mostMarks) return null
  await ask.alone(
    `CREATE OR REPLACE TEMP TABLE counted_values AS SELECT v, row_number() OVER (ORDER BY v) - 1 AS k FROM (${distinct})`,
  )
  const things = (where: string) => `
    SELECT part, k FROM ${unnestedSql(asked, where)}
    JOIN (SELECT id, k FROM ${farSql(asked)} JOIN temp.counted_values USING (v)) USING (id)`
  const [found = []] = await ask.overRows((where) => marksSql(things(where), count))
  const [[total] = []] = await ask.overRows((where) => `SELECT count(*) FROM rows WHERE ${where}`)
  // Values that are too long to be told stand there without their text.
  const text = textSql(asked, 'v')
  const texts = await ask.alone(
    `SELECT CASE WHEN strlen(${text}) <= ${longestValue} THEN ${text} END FROM temp.counted_values ORDER BY k`,
  )
  await ask.alone('DROP TABLE temp.counted_values')
  const [present, ...counts] = found.map(countOf)
  const all = texts.map(([id], at): ValueCount => {
    const told = id === null || id === undefined ? 'x'.repeat(longestValue + 1) : textOf(id)
    return { id: told, label: told, count: counts[at] ?? 0 }
  })
  return {
    kind: 'values',
    column: asked.name,
    totalCount: countOf(total),
    coverage: { kind: 'all' },
    missingCount: countOf(total) - (present ?? 0),
    ...topValues(all.filter(({ id, count: each }) => id !== '' && each > 0)),
    emptyTextCount: all.find(({ id }) => id === '')?.count ?? 0,
  }
}

async function manyValues(asked: ReferencedColumn, ask: Ask): Promise<ValueCounts> {
  const rows = await ask.overRows(
    (where) => `
    ${isSeveral(asked) ? countedEach(asked, where) : countedTogether(asked, where)},
    found AS MATERIALIZED (SELECT ${textSql(asked, 'k')} AS v, c FROM counted),
    best AS (
      SELECT v, c FROM found WHERE v <> '' AND strlen(v) <= ${longestValue} ORDER BY c DESC, v LIMIT ${mostValues})
    SELECT 1, v, c, NULL FROM best
    UNION ALL SELECT 2, NULL, total, present FROM totals
    UNION ALL SELECT 3, NULL, count(*), sum(c) FROM found
    UNION ALL SELECT 4, NULL, sum(c), NULL FROM found WHERE v = ''`,
  )
  const of = (kind: number) => rows.find(([each]) => Number(each) === kind) ?? []
  const values = rows
    .filter(([kind]) => Number(kind) === 1)
    .map(([, id, count]) => ({ id: textOf(id), label: textOf(id), count: countOf(count) }))
    .sort((a, b) => b.count - a.count)
  const [[, , total, present], [, , valueCount, occurrences]] = [of(2), of(3)]
  const emptyTextCount = countOf(of(4)[2])
  const told = values.reduce((sum, { count }) => sum + count, 0)
  return {
    kind: 'values',
    column: asked.name,
    totalCount: countOf(total),
    coverage: { kind: 'all' },
    missingCount: countOf(total) - countOf(present),
    values,
    otherValueCount: countOf(valueCount) - values.length - (emptyTextCount > 0 ? 1 : 0),
    otherCount: countOf(occurrences) - told - emptyTextCount,
    emptyTextCount,
  }
}

/** `counted`: each value `k` with its rows `c`; `totals`: all rows, and those with a value. */
const countedTogether = (asked: ReferencedColumn, where: string): string => `
  WITH held AS MATERIALIZED ${heldSql(asked, where)},
  counted AS MATERIALIZED (SELECT v AS k, sum(c) AS c FROM held JOIN ${farSql(asked)} USING (id) GROUP BY v),
  totals AS (SELECT (SELECT sum(c) FROM held) AS total, (SELECT sum(c) FROM counted) AS present)`

/** The same where a row may refer to several. */
const countedEach = (asked: ReferencedColumn, where: string): string => `
  WITH pairs AS MATERIALIZED (SELECT part, v FROM ${unnestedSql(asked, where)} JOIN ${farSql(asked)} USING (id)),
  counted AS MATERIALIZED (SELECT v AS k, count(DISTINCT part) AS c FROM pairs GROUP BY v),
  totals AS (
    SELECT (SELECT count(*) FROM rows WHERE ${where}) AS total, (SELECT count(DISTINCT part) FROM pairs) AS present)`
