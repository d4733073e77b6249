// The paths that answers point with, and the links to the page before and after.

// What may stand in a path segment as it is, beside what encodeURIComponent leaves alone already.
const KEPT: ReadonlyMap<string, string> = new Map(
  ['$', '&', '+', ',', ';', '=', ':', '@'].map((character) => [encodeURIComponent(character), character]),
)

/** One segment of a path, percent-encoded as the server does it (`a/b c` gives `a%2Fb%20c`). */
export function segment(text: string): string {
  if (/^[\w.-]*$/.test(text)) return text
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /%(?:24|26|2B|2C|3B|3D|3A|40)/g,
    (code) => KEPT.get(code) ?? code,
  )
}

/** Path below one version of the API: `path('v2', 'ASE', 'rs1')` is `/api/v2/ASE/rs1`. */
export function path(version: 'v1' | 'v2', ...segments: readonly string[]): string {
  return `/api/${version}/${segments.map(segment).join('/')}`
}

/** Where the pages before and after begin; undefined where there is none. `num=0` points at itself, as it does there. */
export function pageStarts(start: number, num: number, total: number): { previous?: number; next?: number } {
  return {
    ...(start === 0 ? {} : { previous: Math.max(0, start - num) }),
    ...(start + num > total - 1 ? {} : { next: start + num }),
  }
}

/**
 * The request's own address with another `start`, which moves to the end; all else stays as it was sent.
 *
 * @param origin       scheme and host
 * @param requestPath  path and raw query of the request
 */
export function linkWithStart(origin: string, requestPath: string, start: number): string {
  const [pathname = '', query = ''] = splitOnce(requestPath, '?')
  const kept = query.split('&').filter((part) => part !== '' && part !== 'start' && !part.startsWith('start='))
  return `${origin}${pathname}?${[...kept, `start=${String(start)}`].join('&')}`
}

function splitOnce(text: string, mark: string): string[] {
  const at = text.indexOf(mark)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}
