// Builds the requests that change rows. Pure. None is repeated by itself: the session reads first what arrived.
import type { HttpRequest } from '../../http-client'
import type { FileValue, ImportRequest } from '../../table-access'
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
export function addFilesRequest(
  tableId: string,
  row: WireRow,
  files: Readonly<Record<string, FileValue>>,
): HttpRequest {
  const form = new FormData()
  for (const [name, value] of Object.entries(row)) {
    if (value !== null) form.append(name, Array.isArray(value) ? value.join(',') : String(value))
  }
  for (const [name, { name: fileName, content }] of Object.entries(files)) form.append(name, content, fileName)
  return write('POST', collection('v1', tableId), { form })
}

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
