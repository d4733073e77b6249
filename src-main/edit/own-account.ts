// Changes stay with the account that made them: nobody sends, or adds to, what somebody else left staged.
import { AppError } from '@shared/errors/app-error'
import type { EditServers } from './edit-servers'
import type { PlaceEdits } from './place-edits'

/** Who is signed in on the server of these changes; null for nobody, or where the server does not tell. */
function signedInAs({ place }: PlaceEdits, servers: EditServers): string | null {
  const session = servers.list().find(({ id }) => id === place.serverId)?.session
  return session?.state === 'signed-in' ? session.userName : null
}

/**
 * Refuse when somebody else than the maker of the changes is signed in.
 *
 * @throws AppError `input.invalid` naming both
 */
export function checkAccount(edits: PlaceEdits, servers: EditServers): void {
  const maker = edits.about.userName
  const present = signedInAs(edits, servers)
  if (maker === null || present === null || maker === present) return
  throw new AppError(
    'input.invalid',
    `The changes to ${edits.staged.table.label} were made as ${maker}, and you are signed in as ${present}. They stay as they are: sign in as ${maker} to go on with them.`,
  )
}

/** Changes that the person may go on with; where nothing is staged any more they become the person's own. */
export async function claimedForAccount(edits: PlaceEdits, servers: EditServers): Promise<PlaceEdits> {
  const present = signedInAs(edits, servers)
  if (edits.staged.rows.size > 0) checkAccount(edits, servers)
  else if (present !== null && present !== edits.about.userName) await edits.rewrite({ userName: present })
  return edits
}
