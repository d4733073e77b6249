// Writing: so far refused to everyone, in the server's words to those who have no right to it.
import { permissionDenied } from '../access/view'
import { problemAnswer } from './answers'
import type { Desk } from './desk'

/** A kind of writing, in the words of the refusal. */
export type WritePermission = 'Add data' | 'Update data' | 'Delete data'

/**
 * Refuse a request that would change rows.
 *
 * @throws ServerRefusal 404 D01 for a table that the account does not see, 401 DS04 without the right to it
 */
export function refuseWriting(desk: Desk, request: Request, tableId: string, permission: WritePermission): Response {
  const view = desk.viewOf(request)
  const table = view.open(tableId)
  if (desk.accountOf(request).rightOn(tableId) !== 'all') throw permissionDenied(permission, table.label, table.id)
  return problemAnswer(405, desk.originOf(request))
}
