// Rows written through the session, as the program writes them.
import { openSession } from '@main/session/client/open-session'
import type { Steps } from './client-process'
import { tableId, type BenchRow } from './rows'

export async function throughSession(address: string, rows: readonly BenchRow[]): Promise<Steps> {
  const session = await openSession({ address, fetch })
  await session.login('admin', 'admin')
  const ids = rows.map(({ ID }) => ID)
  const deleteAll = () => session.deleteList(tableId, ids)
  const change = (values: (row: BenchRow) => Partial<BenchRow>) => () =>
    session.updateAll(
      tableId,
      rows.map((row) => ({ ID: row.ID, ...values(row) })),
    )
  return [
    ['add', () => session.addAll(tableId, rows)],
    ['change one attribute', change(() => ({ Ref_Counts: '1' }))],
    ['change two attributes', change(({ Position }) => ({ Alt_Counts: '2', Position: Position + 1 }))],
    ['delete', deleteAll],
    ['import by the server', () => session.importData({ [tableId]: rows })],
    ['delete again', deleteAll],
  ]
}
