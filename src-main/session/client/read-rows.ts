// Reads all rows of a question page by page, in an order that neither repeats nor misses one.
import { AppError, throwIfCancelled } from '@shared/errors/app-error'
import type { SortKey } from '@shared/query/query'
import type { PageRequest, ServerRow, TableAccess } from '@main/server/table-access'
import { renewing } from './renewing'
import { signalOf, type GetOptions, type SessionAccess } from './session-options'

const largestBatch = 10_000

/** The rows; or, for `isRaw`, the first page as the server sent it. */
export async function readRows(
  access: SessionAccess,
  entity: string,
  options: GetOptions,
  isRaw: boolean,
): Promise<unknown> {
  const signal = signalOf(options)
  checkWindow(options)
  return renewing(access, signal, async () => {
    const tables = await access.tables(signal)
    const request = await firstPage(tables, entity, options, signal)
    if (isRaw) {
      const { raw } = await tables.readPage(entity, request, signal)
      await tables.confirm(signal)
      return raw
    }
    return readAll(tables, entity, request, options, signal)
  })
}

async function readAll(
  tables: TableAccess,
  entity: string,
  request: PageRequest,
  { num = Infinity, onProgress }: GetOptions,
  signal: AbortSignal,
): Promise<ServerRow[]> {
  const rows: ServerRow[] = []
  while (rows.length < num) {
    throwIfCancelled(signal)
    const start = request.start + rows.length
    const wanted = Math.min(request.num, num - rows.length)
    const page = await tables.readPage(entity, { ...request, start, num: wanted }, signal)
    rows.push(...page.rows)
    onProgress?.(rows.length, Math.min(num, Math.max(0, page.total - request.start)))
    if (page.rows.length < wanted || start + page.rows.length >= page.total) break
  }
  // A dead token is silent: the pages may have been a guest's, with fewer rows.
  await tables.confirm(signal)
  return rows
}

async function firstPage(
  tables: TableAccess,
  entity: string,
  options: GetOptions,
  signal: AbortSignal,
): Promise<PageRequest> {
  const { attributes, expand, uploadable, q, start, num, batchSize } = options
  const size = batchSize ?? (await tables.pageRows(entity, signal))
  return {
    attributes: attributes ?? null,
    expand: expand ?? [],
    isUploadable: uploadable === true,
    q: q === undefined || q.length === 0 ? null : q,
    sort: await stableSort(tables, entity, options.sort ?? [], signal),
    start: start ?? 0,
    num: Math.min(size, num ?? size) || size,
  }
}

/** The order asked for with the id last; servers before 6 have none of their own. */
async function stableSort(
  tables: TableAccess,
  entity: string,
  sort: readonly SortKey[],
  signal: AbortSignal,
): Promise<readonly SortKey[]> {
  const attribute = await tables.idAttribute(entity, signal)
  return sort.some((key) => key.attribute === attribute) ? sort : [...sort, { attribute, direction: 'ascending' }]
}

function checkWindow({ start = 0, num = 0, batchSize = 1 }: GetOptions): void {
  const isWhole = [start, num].every((value) => Number.isSafeInteger(value) && value >= 0)
  if (isWhole && Number.isSafeInteger(batchSize) && batchSize >= 1 && batchSize <= largestBatch) return
  throw new AppError('input.invalid', `Rows are counted from 0, and asked for by 1 to ${String(largestBatch)} at once.`)
}
