// `*=q=`: the words of a text near each other in any one value of a row, or of a row that it refers to.
import { searchedValue } from '@shared/rsql/rsql-value'
import type { ValueType } from '@shared/table/value-type'
import { isReferenceType } from '@shared/table/value-type'
import type { ReferencedCopy } from '../store/copy-store'
import type { StoredColumn } from '../store/stored-column'
import { analyse } from '../text/analyse'
import type { RsqlContext } from './rsql-context'
import { comparable, literal } from './typed-value'
import { hasLabels, idSource, idsOf, labelSource, refersTo, type ValueSource } from './value-source'
import { hitsByPlace, type Hits } from './word-hits'
import { heldTexts, phraseValues } from './word-search'

/** What is searched, in the copy or in one that is attached to it. */
type Search = {
  readonly text: string
  readonly terms: readonly string[]
  readonly context: RsqlContext
  readonly schema: string
  readonly hits: ReadonlyMap<number, Hits>
}

/**
 * The condition on rows of the copy.
 *
 * Looked through are the row's own values (words in texts, equal numbers and dates), and all values of the rows that
 * it refers to, with the labels of those that these refer to. Where there is no copy of a referenced table, the ids
 * and labels that the copy itself holds stand for it.
 */
export async function searchEverywhere(text: string, context: RsqlContext): Promise<string> {
  const terms = analyse(text).map(({ term }) => term)
  if (terms.length === 0) return 'false'
  const searchIn = async (schema: string): Promise<Search> => ({
    text: text.trim(),
    terms,
    context,
    schema,
    hits: await hitsByPlace(terms, schema, context),
  })
  const search = await searchIn('')
  const parts = await ownValues(search, context.columns)
  const inTables = new Map<string, string | null>()
  for (const stored of context.columns) {
    if (stored.label === null) continue
    const reference = context.references.get(stored.column.target?.tableId ?? '')
    if (!reference) {
      parts.push(...(await idsAndLabels(search, stored, stored.label)))
      continue
    }
    const { schema } = reference
    if (!inTables.has(schema)) inTables.set(schema, await passingIds(await searchIn(schema), reference))
    const ids = inTables.get(schema) ?? null
    if (ids !== null) parts.push(refersTo(stored, ids))
  }
  return parts.length === 0 ? 'false' : `(${parts.join(' OR ')})`
}

/** Ids of the rows of a referenced copy in which the words are found; null when there are none for sure. */
async function passingIds(search: Search, reference: ReferencedCopy): Promise<string | null> {
  const parts = await ownValues(search, reference.columns)
  for (const stored of reference.columns) {
    if (stored.label === null) continue
    parts.push(...(await inValue(search, labelSource(stored, stored.label, search.schema), labelType(stored), stored)))
  }
  return parts.length === 0 ? null : idsOf(reference, `(${parts.join(' OR ')})`)
}

async function ownValues(search: Search, columns: readonly StoredColumn[]): Promise<string[]> {
  const parts: string[] = []
  for (const stored of columns) {
    if (isReferenceType(stored.column.type)) continue
    parts.push(...(await inValue(search, idSource(stored, search.schema), stored.column.type, stored)))
  }
  return parts
}

async function idsAndLabels(search: Search, stored: StoredColumn, label: string): Promise<string[]> {
  const parts = await inValue(search, idSource(stored), stored.column.target?.idType ?? 'string', stored)
  if (!hasLabels(stored)) return parts
  return [...parts, ...(await inValue(search, labelSource(stored, label), labelType(stored), stored))]
}

/** Type of the labels of the rows that a reference leads to; a label that is itself a reference is its id, as text. */
function labelType(stored: StoredColumn): ValueType {
  const { target } = stored.column
  const type = (hasLabels(stored) ? target?.labelType : target?.idType) ?? 'string'
  return isReferenceType(type) ? 'string' : type
}

/** The condition on one value, or nothing where it cannot be true. */
async function inValue(
  { text, terms, context, hits }: Search,
  source: ValueSource,
  type: ValueType,
  { column }: StoredColumn,
): Promise<string[]> {
  const read = searchedValue(text, type)
  if (read === 'words') {
    const held = hits.get(source.words.place)
    if (held === undefined) return []
    if (held === 'all') return [source.some((value) => `(${value} IS NOT NULL)`)]
    if (held !== 'many') return [source.among(held.map((one) => context.bound.text(one)))]
    return [source.holds(heldTexts(source.words, await phraseValues(terms, source.words, false, context)))]
  }
  if (read === 'none' || !read.ok) return []
  const wanted = literal(read.value, type, context.bound)
  return [source.some((value) => `(${comparable(value, column.type, type)} = ${wanted})`)]
}
