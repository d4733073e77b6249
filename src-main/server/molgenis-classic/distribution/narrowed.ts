// A query with one or more conditions beside it, and many small questions at a time.
import type { Picked } from '@shared/query/distribution/bin-conditions'
import { emptyGroup, type Condition, type Query } from '@shared/query/query'

/** The query with more conditions on a column, which must hold beside all others; they stand first, as denials must not. */
export function narrowed(query: Query, attribute: string, picked: readonly Picked[]): Query {
  const conditions = picked.map(({ operator, values }, at): Condition => ({
    kind: 'condition',
    id: `distribution-${String(at)}`,
    attribute,
    operator,
    values: [...values],
    isOff: false,
  }))
  return { ...query, filter: { ...emptyGroup(), children: [...conditions, query.filter] } }
}

/** Questions on their way at a time: a server has others to answer. */
const mostAtOnce = 4

/** Ask about each item, a few at a time; the answers in the order of the items. */
export async function askEach<T, A>(items: readonly T[], ask: (item: T) => Promise<A>): Promise<A[]> {
  const answers: A[] = []
  let next = 0
  const worker = async () => {
    while (next < items.length) {
      const at = next
      next += 1
      const item = items[at]
      try {
        if (item !== undefined) answers[at] = await ask(item)
      } catch (error) {
        // The others ask no more.
        next = items.length
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: mostAtOnce }, worker))
  return answers
}
