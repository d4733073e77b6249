// Builds the requests that change rows. Pure. None is repeated by itself: the session reads first what arrived.
import type { HttpRequest } from '../../http-client'
import type { ImportRequest } from '../../table-access'
import type { Importer } from '../generations'
import { collection, json } from '../requests'
import type { WireRow } from './write-value'

/** A thousand rows with checks and an index take a server longer than a question does. */
const writePatience = 5

const write = (method: HttpRequest['method'], path: string, body?: HttpRequest['body']): HttpRequest => ({
  method,
  path,
  ...(body === undefined ? {} : { body }),
  isRepeatable: false,
  mayBeEmpty: true,
  patienceFactor: writePatience,
})

/** One new row; the answer's `location` tells its id. */
export const addRowRequest = (tableId: string, row: WireRow): HttpRequest =>
  write('POST', collection('v1', tableId), json(row))

/** One new row with files, as a form. */
export const addFormRequest = (tableId: string, body: HttpRequest['body']): HttpRequest =>
  write('POST', collection('v1', tableId), body)

/** A whole row in the place of the one that is there, with files, as a form. */
export const replaceFormRequest = (tableId: string, id: string, body: HttpRequest['body']): HttpRequest =>
  write('POST', `${collection('v1', tableId)}/${encodeURIComponent(id)}?_method=PUT`, body)

/** New rows, all or none. */
export const addRowsRequest = (tableId: string, entities: readonly WireRow[]): HttpRequest =>
  write('POST', collection('v2', tableId), json({ entities }))

/** Whole rows in the place of those that are there; what is left out of a row becomes empty. */
export const replaceRowsRequest = (tableId: string, entities: readonly WireRow[]): HttpRequest =>
  write('PUT', collection('v2', tableId), json({ entities }))

/** One attribute of many rows; each row names its id and the attribute. */
export const setAttributeRequest = (tableId: string, attribute: string, entities: readonly WireRow[]): HttpRequest =>
  write('PUT', `${collection('v2', tableId)}/${encodeURIComponent(attribute)}`, json({ entities }))

/** Delete rows by their ids. */
export const deleteRowsRequest = (tableId: string, entityIds: readonly string[]): HttpRequest =>
  write('DELETE', collection('v2', tableId), json({ entityIds }))

/** Delete one row by its path. */
export const deleteRowRequest = (tableId: string, id: string): HttpRequest =>
  write('DELETE', `${collection('v2', tableId)}/${encodeURIComponent(id)}`)

/** Delete all rows of a table. */
export const deleteAllRequest = (tableId: string): HttpRequest => write('DELETE', collection('v1', tableId))

/** Hand a file to the server's importer; the answer is the path of its run, as text. */
export function importRequest(request: ImportRequest, importer: Importer): HttpRequest {
  const form = new FormData()
  form.append('action', request.dataAction)
  if (importer.takesMetadataAction && request.metadataAction !== null) {
    form.append('metadataAction', request.metadataAction)
  }
  if (importer.takesPackage && request.packageId !== null) form.append('packageId', request.packageId)
  form.append('file', request.file.content, request.file.name)
  return { ...write('POST', '/plugin/importwizard/importFile', { form }), mayBeText: true }
}
