// Counts of all values of a column by the server's index: quick, though it may lag behind the rows.
import { topValues } from '@shared/query/distribution/count-cells'
import type { Distribution, ValueCount } from '@shared/query/distribution/distribution'
import type { Column } from '@shared/table/table'
import { isManyReferenceType, isReferenceType } from '@shared/table/value-type'
import type { CountContext } from './read-distribution'
import type { WireAggregate } from '../wire'

/**
 * Have the index count a column's values.
 *
 * Asked only where the index means by the query what the program means: without a filter, or where the rows themselves
 * come from it.
 *
 * @returns null where it cannot be asked, withholds small counts, or counts other rows than there are
 */
export async function countByIndex(context: CountContext): Promise<Distribution | null> {
  const { reader, column, plan, query, totalCount, signal } = context
  const isReference = isReferenceType(column.type)
  const isAskable = column.isAggregatable && !isManyReferenceType(column.type) && !(isReference && column.isNullable)
  const isWhole = plan.node === null && plan.search === '' && plan.rsql === null
  if (!isAskable || !/^[A-Za-z_][\w-]*$/.test(column.name) || !(isWhole || plan.engine === 'index')) return null
  const answer = await reader.aggregate(plan, query, column.name, signal)
  const found = answer === null ? null : readCounts(answer, column)
  if (found === null) return null
  const sum = found.values.reduce((all, { count }) => all + count, found.missingCount)
  if (sum !== totalCount) return null
  const emptyText = found.values.find(({ id }) => id === '')?.count ?? 0
  return {
    kind: 'values',
    column: column.name,
    totalCount,
    coverage: { kind: 'index' },
    missingCount: found.missingCount,
    ...topValues(found.values.filter(({ id, count }) => id !== '' && count > 0)),
    emptyTextCount: emptyText,
  }
}

type Counts = { readonly values: ValueCount[]; readonly missingCount: number }

function readCounts({ aggs }: WireAggregate, column: Column): Counts | null {
  const values: ValueCount[] = []
  let missingCount = 0
  for (const [at, label] of aggs.xLabels.entries()) {
    const count = aggs.matrix[at]?.[0]
    // Counts up to the server's threshold come as -1: nobody is to be found out by them.
    if (count === undefined || count < 0) return null
    if (label === null) missingCount += count
    else if (typeof label === 'object') {
      const id = label[column.target?.idColumn ?? 'id']
      if (id === undefined || id === null) return null
      values.push({ id: String(id), label: String(label[column.target?.labelColumn ?? 'label'] ?? id), count })
    } else values.push({ id: String(label), label: String(label), count })
  }
  return { values, missingCount }
}
