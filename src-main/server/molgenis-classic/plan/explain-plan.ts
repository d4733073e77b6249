// Says how a planned query is answered.
import type { Explanation } from '@shared/query/explanation'
import { activeConditions, rsqlOf, type Query } from '@shared/query/query'
import { findColumn, type Table } from '@shared/table/table'
import { indexWindow } from '../rows/page-size'
import type { QueryPlan } from './query-plan'

/** What a plan made of a query: the engine, what is left out here, and what was looked up in other tables. */
export function explainPlan(plan: QueryPlan, query: Query, table: Table): Explanation {
  const sieved = [...new Set(plan.sieve.flatMap(activeConditions).map(({ attribute }) => attribute))]
  const stillThrough = new Set(plan.node ? activeConditions(plan.node).map(({ attribute }) => attribute) : [])
  const asked = rsqlOf(query) === null ? activeConditions(query.filter) : []
  const lookedUp = new Map<string, string>()
  for (const { attribute } of asked) {
    if (findColumn(table, attribute) !== undefined || stillThrough.has(attribute)) continue
    const reference = table.columns.find(({ name, target }) => target !== null && attribute.startsWith(`${name}.`))
    // The id of a referenced row is what the reference itself holds.
    if (reference?.target && attribute !== `${reference.name}.${reference.target.idColumn}`)
      lookedUp.set(attribute, reference.target.tableLabel)
  }
  const words = asked.find(({ operator }) => operator === 'search')
  const stillSearches = plan.node !== null && activeConditions(plan.node).some(({ operator }) => operator === 'search')
  if (words && !stillSearches && plan.node !== null) lookedUp.set(words.attribute, table.label)
  return {
    engine: plan.engine,
    mostRows: plan.engine === 'index' ? indexWindow : null,
    sieved,
    lookedUp: [...lookedUp].map(([attribute, tableLabel]) => ({ attribute, tableLabel })),
  }
}
