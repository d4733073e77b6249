// What the writing routes of all versions share.
import type { Context } from 'hono'
import { ServerRefusal } from '../../model/server-refusal'
import type { AttributeModel, TableModel } from '../../model/table-model'
import { findAttribute, unknownAttribute } from '../../wire/attribute-filter'
import { RowWriter, type WriterParts } from '../../write/row-writer'
import type { Desk } from '../desk'

/** What a writer works on, for the account of a request. */
export function writerParts(context: Context, desk: Desk): WriterParts {
  const request = context.req.raw
  return {
    store: desk.storeFor(request),
    accounts: desk.accounts,
    view: desk.viewOf(request),
    origin: desk.originOf(request),
    now: desk.now,
    lock: desk.lock,
  }
}

/** A writer for the account of a request. */
export function writerFor(context: Context, desk: Desk): RowWriter {
  return new RowWriter(writerParts(context, desk))
}

/** The id of a row that came in a path or list, in the form in which the table keeps it. */
export function typedId(table: TableModel, id: string): string {
  const type = findAttribute(table.tree, table.idAttribute)?.type
  if (type !== 'INT' && type !== 'LONG') return id
  if (!/^[+-]?\d+$/.test(id)) throw new ServerRefusal(500, `For input string: "${id}"`)
  return String(BigInt(id))
}

/** The row of an id; throws ServerRefusal 404 D02 where there is none. */
export function requireRow(table: TableModel, id: string): void {
  if (table.rowOf(id) !== undefined) return
  const label = findAttribute(table.tree, table.idAttribute)?.label ?? table.idAttribute
  throw new ServerRefusal(404, `Unknown entity with '${label}' '${id}' of type '${table.label}'.`, 'D02')
}

/** An attribute by its exact name; throws ServerRefusal 404 D04 where there is none. */
export function requireAttribute(table: TableModel, name: string): AttributeModel {
  const attribute = findAttribute(table.tree, name)
  if (attribute === undefined) throw unknownAttribute(name, table)
  return attribute
}

/** An answer without a body. */
export function emptyAnswer(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers })
}
