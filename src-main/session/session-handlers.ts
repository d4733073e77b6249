// The window's calls on servers, sessions and lists of tables.
import type { HandlersFor } from '@shared/ipc/contract'
import type { ServerId } from '@shared/server/server-profile'
import type { TableListing } from '@shared/table/table'
import type { SessionService } from './session-service'

/** Handlers of the `server.` and `session.` calls. */
export const sessionHandlers = (sessions: SessionService) =>
  ({
    'server.list': () => sessions.list(),
    'server.add': (request) => sessions.add(request),
    'server.open': ({ serverId }) => sessions.open(serverId),
    'server.rename': ({ serverId, name }) => sessions.rename(serverId, name),
    'server.remove': ({ serverId }) => {
      sessions.remove(serverId)
      return null
    },
    'session.signIn': ({ serverId, signIn }) => sessions.signIn(serverId, signIn),
    'session.signOut': ({ serverId }) => sessions.signOut(serverId),
  }) satisfies HandlersFor<'server'> & HandlersFor<'session'>

/** Handler of `tables.list`; its sister `tables.describe` concerns kept copies too and lives with the queries. */
export const tableListHandlers = (sessions: SessionService) =>
  ({
    'tables.list': async ({ serverId }: { serverId: ServerId }): Promise<TableListing> => {
      const connection = await sessions.connection(serverId)
      return connection.listTables(sessions.untilClosed)
    },
  }) satisfies Pick<HandlersFor<'tables'>, 'tables.list'>
