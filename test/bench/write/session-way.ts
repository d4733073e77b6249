// Rows written through the session, as the program writes them.
import { openSession } from '@main/session/client/open-session'
import type { Steps } from './client-process'
import { tableId, type BenchRow } from './rows'

export async function throughSession(address: string, rows: readonly BenchRow[]): Promise<Steps> {
  const session = await openSession({ address, fetch })
  await session.login('admin', 'admin')
  return [
    ['add', () => session.addAll(tableId, rows)],
    [
      'change one attribute',
      () =>
        session.updateAll(
          tableId,
          rows.map(({ ID }) => ({ ID, Ref_Counts: '1' })),
        ),
    ],
    [
      'change two attributes',
      () =>
        session.updateAll(
          tableId,
          rows.map(({ ID, Position }) => ({ ID, Alt_Counts: '2', Position: Position + 1 })),
        ),
    ],
    [
      'delete',
      () =>
        session.deleteList(
          tableId,
          rows.map(({ ID }) => ID),
        ),
    ],
  ]
}
