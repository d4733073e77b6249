// Finds values of a column, or the rows that it refers to, by a part of their text.
import type { Choice } from '@shared/table/table'
import { plainText } from '../query/value-text'
import type { OpenCopy } from '../store/copy-store'
import type { StoredColumn } from '../store/stored-column'
import { textOf } from '../store/read-value'
import { columnNamed } from './read-slice'

/**
 * Choices whose id or label contains the text, case ignored; those that begin with it come first.
 *
 * Where the metadata tells all choices of a column, these are looked through, as the server does.
 *
 * @throws AppError `query.invalid` for an unknown column
 */
export async function lookUp(
  copy: OpenCopy,
  name: string,
  typed: string,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<Choice[]> {
  const stored = columnNamed(copy, name)
  const text = typed.trim()
  const known = stored.column.choices ?? (stored.form === 'bool' ? yesAndNo : null)
  if (known !== null) return known.filter((choice) => holds(choice, text)).slice(0, limit)
  const sql = `
    SELECT id, label FROM (SELECT DISTINCT id, label, place FROM (${choicesSql(stored)}) WHERE id IS NOT NULL)
    WHERE contains(lower(label), lower($1)) OR contains(lower(id), lower($1))
    ORDER BY starts_with(lower(label), lower($1)) OR starts_with(lower(id), lower($1)) DESC, place, label, id
    LIMIT ${Math.max(1, Math.floor(limit))}`
  const reader = await copy.pool.use(signal, (connection) => connection.runAndReadAll(sql, [text]))
  return reader.getRowsJS().map(([key, words]) => ({ id: textOf(key), label: textOf(words) }))
}

const yesAndNo: readonly Choice[] = ['true', 'false'].map((value) => ({ id: value, label: value }))

function holds({ id, label }: Choice, text: string): boolean {
  const part = text.toLowerCase()
  return id.toLowerCase().includes(part) || label.toLowerCase().includes(part)
}

/** All choices of a column with repetitions; `place` is what puts them in order before their labels do. */
function choicesSql(stored: StoredColumn): string {
  const { form, value, label } = stored
  if (label === null) return `SELECT ${plainText(stored)} AS id, id AS label, ${value} AS place FROM rows`
  const [ids, labels] = form === 'references' ? [`unnest(${value})`, `unnest(${label})`] : [value, label]
  return `SELECT ${ids} AS id, ${labels} AS label, NULL AS place FROM rows`
}
