// The packages and tables that a person may see on a classic server.
import { AppError } from '@shared/errors/app-error'
import type { ErrorCode } from '@shared/errors/error-code'
import type { PackageSummary, TableListing, TableSummary } from '@shared/table/table'
import type { z } from 'zod'
import { parseAnswer, type Asker } from './ask'
import type { Generation } from './generations'
import { rowsRequest } from './requests'
import { collectionSchema, entityTypeRowSchema, packageRowSchema } from './wire'

const pageRows = 1_000

type EntityTypeRow = z.infer<typeof entityTypeRowSchema>
type PackageRow = z.infer<typeof packageRowSchema>

/**
 * List packages and tables; abstract tables, which hold no rows, are left out.
 *
 * Where the lists may not be read the answer is empty or partial and `isComplete` false.
 *
 * @throws AppError `auth.required` for guests of a server that admits none, `auth.expired`
 */
export async function listTables(
  asker: Asker,
  { listing, refusesGuestsAll }: Pick<Generation, 'listing' | 'refusesGuestsAll'>,
  signal: AbortSignal,
): Promise<TableListing> {
  const hidden: ErrorCode[] = ['server.refused', 'table.missing', 'query.refused']
  // Where guests may be refused the list and nothing else, an unreadable list is no reason to ask for a sign-in.
  const hiddenTables: ErrorCode[] = refusesGuestsAll ? hidden : [...hidden, 'auth.required']
  const packageAttributes = [listing.id, 'label', 'description', 'parent']
  const tableAttributes = [listing.id, 'label', 'description', 'package', listing.isAbstract]
  const [tables, packages] = await Promise.all([
    readable(readAll(asker, listing.tables, listing.id, tableAttributes, entityTypeRowSchema, signal), hiddenTables),
    readable(readAll(asker, listing.packages, listing.id, packageAttributes, packageRowSchema, signal), [
      ...hidden,
      'auth.required',
    ]),
  ])
  const rows = (tables ?? []).filter((row) => row.isAbstract !== true && row.abstract !== true)
  const known = (packages ?? []).map(toPackage)
  return {
    packages: [...known, ...packagesOf(rows).filter(({ id }) => !known.some((each) => each.id === id))],
    tables: rows.map((row) => toSummary(row, listing.systemIds)),
    isComplete: tables !== null,
  }
}

/** All rows of a system table, checked page by page so that long lists hold nothing up. */
async function readAll<Row>(
  asker: Asker,
  tableId: string,
  idAttribute: string,
  attributes: string[],
  schema: z.ZodType<Row>,
  signal: AbortSignal,
): Promise<Row[]> {
  const items: Row[] = []
  for (;;) {
    const request = rowsRequest({
      tableId,
      attributes,
      rsql: null,
      sort: [{ attribute: idAttribute, direction: 'ascending' }],
      start: items.length,
      num: pageRows,
    })
    const page = await asker.ask(request, collectionSchema, { tableId }, signal)
    items.push(...page.items.map((item) => parseAnswer(schema, item)))
    if (page.items.length === 0 || items.length >= page.total) return items
  }
}

/** The rows, or null where this person or this generation of servers does not show them. */
async function readable<Row>(rows: Promise<Row[]>, hidden: readonly ErrorCode[]): Promise<Row[] | null> {
  try {
    return await rows
  } catch (error) {
    if (error instanceof AppError && hidden.includes(error.code)) return null
    throw error
  }
}

const isSystemId = (id: string) => id === 'sys' || id.startsWith('sys_')

const toSummary = (row: EntityTypeRow, systemIds: readonly string[]): TableSummary => ({
  id: row.id,
  label: row.label ?? row.id,
  description: row.description ?? null,
  packageId: row.package?.id ?? null,
  isSystem: isSystemId(row.package?.id ?? row.id) || systemIds.includes(row.id),
})

function toPackage({ id, label, description, parent }: PackageRow): PackageSummary {
  return { id, label: label ?? id, description: description ?? null, parentId: parent?.id ?? null }
}

/** What the tables tell of their packages, for where packages themselves may not be read. */
function packagesOf(rows: readonly EntityTypeRow[]): PackageSummary[] {
  const found = new Map<string, PackageSummary>()
  for (const { package: home } of rows) {
    if (home) found.set(home.id, { id: home.id, label: home.label ?? home.id, description: null, parentId: null })
  }
  return [...found.values()]
}
