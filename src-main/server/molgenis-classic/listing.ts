// The packages and tables that a person may see on a classic server.
import { AppError } from '@shared/errors/app-error'
import type { ErrorCode } from '@shared/errors/error-code'
import type { PackageSummary, TableListing, TableSummary } from '@shared/table/table'
import type { z } from 'zod'
import { parseAnswer, type Asker } from './ask'
import { rowsRequest } from './requests'
import { collectionSchema, entityTypeRowSchema, packageRowSchema } from './wire'

const pageRows = 1_000

type EntityTypeRow = z.infer<typeof entityTypeRowSchema>

/**
 * List packages and tables; abstract tables, which hold no rows, are left out.
 *
 * Where the lists may not be read the answer is empty or partial and `isComplete` false.
 *
 * @param isGuestRefusedAll  whether on this server a guest who may not read the list may read nothing else either
 * @throws AppError `auth.required` for guests of a server that admits none, `auth.expired`
 */
export async function listTables(asker: Asker, isGuestRefusedAll: boolean, signal: AbortSignal): Promise<TableListing> {
  const hidden: ErrorCode[] = ['server.refused', 'table.missing', 'query.refused']
  // Where guests may be refused the list and nothing else, an unreadable list is no reason to ask for a sign-in.
  const hiddenTables: ErrorCode[] = isGuestRefusedAll ? hidden : [...hidden, 'auth.required']
  const tableAttributes = ['id', 'label', 'description', 'package', 'isAbstract']
  const [tables, packages] = await Promise.all([
    readable(readAll(asker, 'sys_md_EntityType', tableAttributes, signal), hiddenTables),
    readable(readAll(asker, 'sys_md_Package', ['id', 'label', 'description', 'parent'], signal), [
      ...hidden,
      'auth.required',
    ]),
  ])
  const rows = (tables ?? [])
    .map((row) => parseAnswer(entityTypeRowSchema, row))
    .filter((row) => row.isAbstract !== true)
  const known = (packages ?? []).map(toPackage)
  return {
    packages: [...known, ...packagesOf(rows).filter(({ id }) => !known.some((each) => each.id === id))],
    tables: rows.map(toSummary),
    isComplete: tables !== null,
  }
}

async function readAll(asker: Asker, tableId: string, attributes: string[], signal: AbortSignal): Promise<unknown[]> {
  const items: unknown[] = []
  for (;;) {
    const request = rowsRequest({
      tableId,
      attributes,
      rsql: null,
      sort: [{ attribute: 'id', direction: 'ascending' }],
      start: items.length,
      num: pageRows,
    })
    const page = await asker.ask(request, collectionSchema, { tableId }, signal)
    items.push(...page.items)
    if (page.items.length === 0 || items.length >= page.total) return items
  }
}

/** The rows, or null where this person or this generation of servers does not show them. */
async function readable(rows: Promise<unknown[]>, hidden: readonly ErrorCode[]): Promise<unknown[] | null> {
  try {
    return await rows
  } catch (error) {
    if (error instanceof AppError && hidden.includes(error.code)) return null
    throw error
  }
}

const isSystemId = (id: string) => id === 'sys' || id.startsWith('sys_')

const toSummary = (row: EntityTypeRow): TableSummary => ({
  id: row.id,
  label: row.label ?? row.id,
  description: row.description ?? null,
  packageId: row.package?.id ?? null,
  isSystem: isSystemId(row.package?.id ?? row.id),
})

function toPackage(row: unknown): PackageSummary {
  const { id, label, description, parent } = parseAnswer(packageRowSchema, row)
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
