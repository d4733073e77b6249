// In which columns of a copy the words of a search are found at all, and how widely: so that each is looked through in the
// cheapest way, or not at all.
import { holdersSql, phraseSql } from '../query/phrase'
import { textOf } from '../store/read-value'
import { BoundValues } from '../store/sql-text'
import type { RsqlContext } from './rsql-context'
import { isReadWhole } from './word-search'

/** The values of a place that hold the words: all that there are, many, or the few that are named. */
export type Hits = 'all' | 'many' | readonly string[]

/** Up to so many values are named one by one. */
const mostNamed = 16

/**
 * The places (`WordPlace`) in which the words are found near each other in one value.
 *
 * @param terms   at least one
 * @param schema  the attached copy to look in, a name with a dot behind it; empty for the copy itself
 */
export async function hitsByPlace(
  terms: readonly string[],
  schema: string,
  context: RsqlContext,
): Promise<ReadonlyMap<number, Hits>> {
  const { selectRows } = context
  const asked = new BoundValues()
  const isOnlyHeld = await isReadWhole(terms, { schema, place: null }, context)
  const values = isOnlyHeld
    ? holdersSql(terms, { schema, place: null }, asked)
    : phraseSql(terms, { place: null, isLastBeginning: false, schema }, asked)
  const counted = (
    await selectRows(
      `SELECT CAST(place AS INTEGER), CAST(count(*) AS INTEGER), min(value, ${mostNamed}) FROM (${values}) GROUP BY place`,
      asked.values,
    )
  ).map(([place, count, some]) => ({
    place: Number(place),
    count: Number(count),
    values: (Array.isArray(some) ? some : []).map(Number),
  }))
  const hits = new Map<number, Hits>(counted.map(({ place }) => [place, 'many']))
  // Texts that hold the words somewhere still have to be read.
  if (isOnlyHeld) return hits
  const wide = counted.filter(({ count }) => count > mostNamed)
  if (wide.length > 0) {
    const places = wide.map(({ place }) => place).join(', ')
    const totals = await selectRows(
      `SELECT CAST(place AS INTEGER), CAST(count(*) AS INTEGER) FROM ${schema}texts WHERE place IN (${places}) GROUP BY place`,
      [],
    )
    const totalOf = new Map(totals.map(([place, total]) => [Number(place), Number(total)]))
    for (const { place, count } of wide) if (totalOf.get(place) === count) hits.set(place, 'all')
  }
  const narrow = counted.filter(({ count }) => count <= mostNamed)
  if (narrow.length > 0) {
    const numbers = narrow.flatMap((one) => one.values).join(', ')
    const texts = await selectRows(
      `SELECT CAST(place AS INTEGER), text FROM ${schema}texts WHERE value IN (${numbers})`,
      [],
    )
    for (const { place } of narrow) {
      hits.set(
        place,
        texts.filter(([of]) => Number(of) === place).map(([, text]) => textOf(text)),
      )
    }
  }
  return hits
}
