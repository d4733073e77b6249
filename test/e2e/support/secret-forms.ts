// The forms in which a secret may lie in a file or in memory, and where it was found.
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** A secret by the name under which a finding is told; the finding never shows the secret itself. */
export type Secrets = Readonly<Record<string, string>>

/** A form of a secret as bytes. */
export type SecretForm = { readonly name: string; readonly bytes: Buffer }

/** Plain, Latin-1, UTF-16, base64 at every alignment, percent-encoded, JSON-escaped and as hexadecimal digits. */
export function secretForms(secrets: Secrets): SecretForm[] {
  return Object.entries(secrets).flatMap(([name, secret]) => {
    const plain = Buffer.from(secret)
    const texts: Record<string, string> = {
      plain: secret,
      percent: encodeURIComponent(secret),
      json: JSON.stringify(secret).slice(1, -1),
      hex: plain.toString('hex'),
      ...Object.fromEntries([0, 1, 2].map((shift) => [`base64+${shift}`, base64Core(plain, shift)])),
    }
    const forms = Object.entries(texts).map(([form, text]) => ({ name: `${name} (${form})`, bytes: Buffer.from(text) }))
    const wide = Buffer.from(secret, 'utf16le')
    const escaped = JSON.stringify(secret).replace(/[^\x20-\x7e]/g, (sign) => unicodeEscape(sign))
    return distinct([
      ...forms,
      { name: `${name} (json, ASCII)`, bytes: Buffer.from(escaped.slice(1, -1)) },
      { name: `${name} (latin-1)`, bytes: Buffer.from(secret, 'latin1') },
      { name: `${name} (utf-16)`, bytes: wide },
      { name: `${name} (base64 of utf-16)`, bytes: Buffer.from(base64Core(wide, 0)) },
    ])
  })
}

/** Base64 of a text that begins at any of the three places of a group; the groups shared with neighbours are left off. */
function base64Core(plain: Buffer, shift: number): string {
  const encoded = Buffer.concat([Buffer.alloc(shift), plain])
    .toString('base64')
    .replace(/=+$/, '')
  const first = shift === 0 ? 0 : 4
  const whole = Math.floor(((plain.length + shift) * 8) / 24) * 4
  return encoded.slice(first, whole)
}

const unicodeEscape = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`

function distinct(forms: readonly SecretForm[]): SecretForm[] {
  return forms.filter((form, index) => forms.findIndex((other) => other.bytes.equals(form.bytes)) === index)
}

/** The forms that are found in some bytes. */
export const findForms = (bytes: Buffer, forms: readonly SecretForm[]): string[] =>
  forms.filter((form) => bytes.includes(form.bytes)).map((form) => form.name)

/** Every file below a folder that holds a form of a secret, as `path: form`. */
export async function findInFolder(
  folder: string,
  forms: readonly SecretForm[],
): Promise<{
  readonly found: readonly string[]
  readonly fileCount: number
}> {
  const found: string[] = []
  let fileCount = 0
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const bytes = await readFile(path).catch(() => null)
    if (bytes === null) continue
    fileCount += 1
    found.push(...findForms(bytes, forms).map((form) => `${relative(folder, path)}: ${form}`))
  }
  return { found, fileCount }
}
