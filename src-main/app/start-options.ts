// What the program was started with: a table to open, a theme, a size, a picture to take, a profile of its own.
import { resolve } from 'node:path'

/** Options of a start, parsed. */
export type StartOptions = {
  /** File for a picture of the window; the program ends once it is written. */
  readonly screenshot: string | null
  /** `SERVER` or `SERVER/TABLE`, or `offline/COPY`; a server by its id or name. */
  readonly open: { readonly server: string; readonly table: string | null } | null
  readonly theme: 'light' | 'dark' | null
  readonly size: { readonly width: number; readonly height: number } | null
  readonly userData: string | null
}

const valued = ['--screenshot', '--open', '--theme', '--size', '--user-data'] as const
type Flag = (typeof valued)[number]

/**
 * Parse the program's own arguments; Chromium's and Electron's switches are left alone.
 *
 * @param args  arguments after the program's name
 * @param cwd   folder against which files are meant
 * @throws Error with a sentence for the person who typed them
 */
export function parseStartOptions(args: readonly string[], cwd: string): StartOptions {
  const found = new Map<Flag, string>()
  for (let index = 0; index < args.length; index += 1) {
    const [flag, inline] = splitFlag(args[index] ?? '')
    if (!isFlag(flag)) continue
    const next = args[index + 1]
    const value = inline ?? next
    if (value === undefined || value === '' || (inline === null && value.startsWith('--'))) {
      throw new Error(`${flag} wants a value, such as ${examples[flag]}.`)
    }
    if (inline === null) index += 1
    found.set(flag, value)
  }
  return {
    screenshot: file(found.get('--screenshot'), cwd),
    open: parseOpen(found.get('--open')),
    theme: parseTheme(found.get('--theme')),
    size: parseSize(found.get('--size')),
    userData: file(found.get('--user-data'), cwd),
  }
}

const examples: Record<Flag, string> = {
  '--screenshot': '--screenshot window.png',
  '--open': '--open sample/SampleAse',
  '--theme': '--theme dark',
  '--size': '--size 1024x700',
  '--user-data': '--user-data ./profile',
}

const isFlag = (text: string): text is Flag => (valued as readonly string[]).includes(text)

function splitFlag(text: string): [string, string | null] {
  const at = text.indexOf('=')
  return text.startsWith('--') && at > 0 ? [text.slice(0, at), text.slice(at + 1)] : [text, null]
}

const file = (value: string | undefined, cwd: string): string | null =>
  value === undefined ? null : resolve(cwd, value)

function parseOpen(value: string | undefined): StartOptions['open'] {
  if (value === undefined) return null
  const at = value.lastIndexOf('/')
  const server = at < 0 ? value : value.slice(0, at)
  const table = at < 0 ? null : value.slice(at + 1) || null
  if (server === '') throw new Error(`--open wants a server and a table, such as ${examples['--open']}.`)
  return { server, table }
}

function parseTheme(value: string | undefined): StartOptions['theme'] {
  if (value === undefined) return null
  if (value === 'light' || value === 'dark') return value
  throw new Error(`--theme is light or dark, not ${value}.`)
}

function parseSize(value: string | undefined): StartOptions['size'] {
  if (value === undefined) return null
  const match = /^(\d{3,5})[x×](\d{3,5})$/.exec(value)
  if (!match) throw new Error(`--size is WIDTHxHEIGHT in pixels, such as 1024x700, not ${value}.`)
  return { width: Number(match[1]), height: Number(match[2]) }
}
