// Finds values of a column, or the rows that it refers to, by a part of their text.
import type { Choice } from '@shared/table/table'
import { plainText } from '../query/value-text'
import type { OpenCopy } from '../store/copy-store'
import { textOf } from '../store/read-value'
import { columnNamed } from './read-slice'

/**
 * Choices whose id or label contains the text, case ignored; those that begin with it come first.
 *
 * @throws AppError `query.invalid` for an unknown column
 */
export async function lookUp(
  copy: OpenCopy,
  name: string,
  text: string,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<Choice[]> {
  const stored = columnNamed(copy, name)
  const label = stored.label ?? plainText(stored)
  const id = stored.label === null ? plainText(stored) : stored.value
  const pairs =
    stored.form === 'references'
      ? `SELECT unnest(${id}) AS id, unnest(${label}) AS label FROM rows`
      : `SELECT ${id} AS id, ${label} AS label FROM rows`
  const sql = `
    SELECT id, label FROM (SELECT DISTINCT id, label FROM (${pairs}) WHERE id IS NOT NULL)
    WHERE contains(lower(label), lower($1)) OR contains(lower(id), lower($1))
    ORDER BY starts_with(lower(label), lower($1)) OR starts_with(lower(id), lower($1)) DESC, label, id
    LIMIT ${Math.max(1, Math.floor(limit))}`
  const reader = await copy.pool.use(signal, (connection) => connection.runAndReadAll(sql, [text]))
  return reader.getRowsJS().map(([key, words]) => ({ id: textOf(key), label: textOf(words) }))
}
