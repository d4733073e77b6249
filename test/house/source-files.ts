// Reads the product's source files and their imports, for the house tests.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const top = fileURLToPath(new URL('../..', import.meta.url))

export type SourceFile = { readonly path: string; readonly text: string; readonly lineCount: number }

const aliases: Readonly<Record<string, string>> = {
  '@shared/': 'src-shared/',
  '@main/': 'src-main/',
  '@renderer/': 'src-renderer/',
}

/** All .ts, .vue and .mjs files below the given top-level folders, paths with forward slashes. */
export function sourceFiles(...folders: string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(top, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|vue|mjs)$/.test(name))
      .map((name) => {
        const path = `${folder}/${name.replaceAll('\\', '/')}`
        const text = readFileSync(join(top, path), 'utf8')
        return { path, text, lineCount: text.split('\n').length - 1 }
      }),
  )
}

export type Import = { readonly target: string; readonly isTypeOnly: boolean; readonly names: readonly string[] }

/** The imports of a file; targets inside the product are paths from the top, others are package names. */
export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = []
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s+)?([^'";]*?)\s*from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g
  for (const match of file.text.matchAll(pattern)) {
    const target = match[3] ?? match[4] ?? match[5] ?? ''
    const names = [...(match[2] ?? '').matchAll(/(type\s+)?([\w$]+)(?:\s+as\s+[\w$]+)?/g)]
    const braces = /^\{[\s\S]*\}$/.test((match[2] ?? '').trim())
    const isTypeOnly =
      match[1] !== undefined || (braces && names.length > 0 && names.every((name) => name[1] !== undefined))
    found.push({ target: place(file.path, target), isTypeOnly, names: names.map((name) => name[2] ?? '') })
  }
  return found
}

function place(from: string, target: string): string {
  for (const [alias, folder] of Object.entries(aliases))
    if (target.startsWith(alias)) return folder + target.slice(alias.length)
  if (target.startsWith('.')) return relative(top, resolve(top, dirname(from), target)).replaceAll('\\', '/')
  const plain = target.replace(/\?.*$/, '')
  if (plain.startsWith('node:')) return plain
  return plain.startsWith('@') ? plain.split('/').slice(0, 2).join('/') : (plain.split('/')[0] ?? plain)
}

/** True for a target inside the product. */
export const isOwn = (target: string): boolean => target.startsWith('src-')
