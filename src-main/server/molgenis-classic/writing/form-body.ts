// A form with files, written letter by letter: fetch's own would turn the line ends of texts into others.
import type { HttpBody } from '../../http-client'
import type { FileValue } from '../../table-access'

/**
 * The body of a form.
 *
 * @param fields  texts by name, which go as they are
 * @source RFC 7578, and the HTML standard's escapes for names in it
 */
export function formBody(
  fields: readonly (readonly [name: string, text: string])[],
  files: Readonly<Record<string, FileValue>>,
): HttpBody {
  const boundary = `----form-${crypto.randomUUID()}`
  const head = (name: string, more: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(name)}"${more}\r\n\r\n`
  const parts: (string | Blob)[] = fields.map(([name, text]) => `${head(name, '')}${text}\r\n`)
  for (const [name, { name: fileName, content }] of Object.entries(files)) {
    const type = content.type === '' ? 'application/octet-stream' : content.type
    parts.push(head(name, `; filename="${escaped(fileName)}"\r\nContent-Type: ${type}`), content, '\r\n')
  }
  parts.push(`--${boundary}--\r\n`)
  return { type: `multipart/form-data; boundary=${boundary}`, blob: new Blob(parts) }
}

const escaped = (name: string): string => name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22')
