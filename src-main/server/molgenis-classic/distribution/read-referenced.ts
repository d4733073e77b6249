// How what referenced rows hold is spread over the rows that refer to them: a row counts beside each value that the
// condition on it would let it pass by.
import { AppError } from '@shared/errors/app-error'
import { choicesOf } from '@shared/query/distribution/count-cells'
import { referencedCounter } from '@shared/query/distribution/count-referenced'
import type { Distribution, DistributionRequest } from '@shared/query/distribution/distribution'
import { rsqlOf } from '@shared/query/query'
import { findColumn, type Table } from '@shared/table/table'
import { isManyReferenceType } from '@shared/table/value-type'
import { countReferencedThere } from './count-referenced-there'
import { ifGiven } from './if-given'
import { readCells } from './read-cells'
import type { CountContext } from './read-distribution'
import { mostReferenced, ReferencedValues } from './referenced-values'

/** Rows and references that are counted before others get their turn (some 10 ms). */
const referencesAtOnce = 5_000

/**
 * The distribution of a column of the rows that the context's column refers to.
 *
 * Of up to 10,000 rows the references are read, and then what the rows hold that they lead to. Of more rows the server
 * counts those behind each bar or value, by their ids, where the referenced table has up to 20,000 rows. What is left is
 * read, up to 20,000 rows; of more than these the first 10,000, and that is said.
 *
 * @param innerName  the column's name there
 * @param most       rows that are read at the most
 * @throws AppError `query.invalid` for an unknown column, `query.refused` for rows that refer to too many; what reading
 *   the referenced table throws
 */
export async function readReferenced(
  context: CountContext,
  innerName: string,
  request: DistributionRequest,
  most: number,
): Promise<Distribution> {
  const { reader, column, query, plan, totalCount, signal } = context
  const target = await reader.readerOf(column.target?.tableId ?? '', signal)
  const inner = innerColumn(target.table, innerName, request.column)
  const values = new ReferencedValues(target, inner, signal)
  const named = { ...inner, name: request.column }
  if (totalCount > most && plan.sieve.length === 0 && rsqlOf(query) === null) {
    const counted = await ifGiven(async () => {
      const all = await values.all()
      return all && countReferencedThere(context, named, request, all)
    })
    if (counted !== null) return counted
  }
  const { cells, read } = await readCells(context, most)
  const rows = cells.map((cell) => choicesOf(cell).map(({ id }) => id))
  const held = await values.of(new Set(rows.flat()))
  if (held === null) throw tooMany(target.table, request.column)
  const areRanges = await values.areRanges(isManyReferenceType(column.type))
  const counter = referencedCounter(named, request, held, areRanges)
  let counted = 0
  for (const ids of rows) {
    counter.add(ids, 1)
    counted += 1 + ids.length
    if (counted < referencesAtOnce) continue
    counted = 0
    await new Promise((resolve) => setImmediate(resolve))
  }
  return counter.finish(read)
}

function innerColumn(table: Table, name: string, attribute: string) {
  const column = findColumn(table, name)
  if (column) return column
  const isFurther = table.columns.some((each) => each.target !== null && name.startsWith(`${each.name}.`))
  const message = isFurther
    ? 'Values are counted through one reference only.'
    : `The table ${table.label} has no column '${name}'.`
  throw new AppError(isFurther ? 'query.refused' : 'query.invalid', message, { facts: { attribute } })
}

const tooMany = ({ label }: Table, attribute: string): AppError =>
  new AppError(
    'query.refused',
    `These rows refer to more than ${mostReferenced.toLocaleString('en')} rows of ${label}, too many to look up. ` +
      'Narrow the filter, or keep both tables offline: the copies can answer it.',
    { facts: { attribute, answeredBy: 'copy' } },
  )
