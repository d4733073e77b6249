// Granting rights on tables, as far as a manager needs it to open a server to its users.
import type { Hono } from 'hono'
import { isSuperuser, type TableRight } from '../../access/account'
import { holdsRight } from '../../access/rights'
import { permissionDenied } from '../../access/view'
import { ServerRefusal } from '../../model/server-refusal'
import { segment } from '../../wire/paths'
import type { Desk } from '../desk'
import { jsonBody, parseObject } from '../request-reading'

/** What the server calls the rights that it grants. */
const GRANTS: Readonly<Record<string, TableRight>> = {
  READMETA: 'read',
  COUNT: 'read',
  READ: 'read',
  WRITE: 'write',
  WRITEMETA: 'all',
}

/** Routes below `/api/permissions/`. */
export function addPermissionRoutes(app: Hono, desk: Desk): void {
  app.post('/api/permissions/entityType/:table', async (context) => {
    const request = context.req.raw
    const tableId = context.req.param('table')
    const table = desk.viewOf(request).open(tableId)
    if (!isSuperuser(desk.accountOf(request))) throw permissionDenied('Write permission', table.label, tableId)
    const wanted = readGrants(parseObject(await jsonBody(request)).get('permissions'))
    for (const { username } of wanted) {
      const account = username === desk.accounts.guest.username ? desk.accounts.guest : desk.accounts.find(username)
      if (account === undefined) throw new ServerRefusal(404, `Unknown user '${username}'.`, 'DS02')
      if (!holdsRight(desk.rights.rightOf(account, tableId), 'read')) continue
      const subject = account === desk.accounts.guest ? 'ANONYMOUS' : username
      const text = `'${subject}' already has a permission on the resource with id '${tableId}' of type 'entityType'.`
      throw new ServerRefusal(409, text, 'DS27')
    }
    for (const { username, right } of wanted) desk.rights.grant(username, tableId, right)
    const location = `${desk.originOf(request)}/api/permissions/entityType/${segment(tableId)}`
    return new Response(null, { status: 201, headers: { location } })
  })
}

function readGrants(list: unknown): readonly { readonly username: string; readonly right: TableRight }[] {
  if (!Array.isArray(list)) throw new ServerRefusal(400, 'The permissions are missing.')
  return list.map((entry: unknown) => {
    const given = new Map<string, unknown>(Object.entries(typeof entry === 'object' && entry !== null ? entry : {}))
    const right = GRANTS[String(given.get('permission'))]
    const username = given.get('role') === 'ANONYMOUS' ? 'anonymous' : given.get('user')
    if (right === undefined || typeof username !== 'string') {
      throw new ServerRefusal(400, `The permission ${JSON.stringify(entry)} cannot be granted.`)
    }
    return { username, right }
  })
}
