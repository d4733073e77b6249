// Serves the window's page under app://molgenis, with the policy that forbids everything it does not need.
import { pageOrigin } from '@main/ipc/sender-check'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { Protocol } from 'electron'

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** The page's policy. Inline styles are needed by the grid and by floating parts; inline scripts never are. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "object-src 'none'",
].join('; ')

/** To be declared before the program is ready. */
export const pageScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
}

/** The file that an address of the page means; null when it points outside the page's folder. */
export function pageFile(url: string, folder: string): string | null {
  const { origin, protocol, host, pathname } = new URL(url)
  if (origin !== pageOrigin && `${protocol}//${host}` !== pageOrigin) return null
  const path = normalize(join(folder, decodeURIComponent(pathname === '/' ? '/index.html' : pathname)))
  return path.startsWith(folder + sep) ? path : null
}

/** Serve the page's files from the built program. */
export function servePage(protocol: Pick<Protocol, 'handle'>, folder: string): void {
  protocol.handle('app', async (request) => {
    const path = pageFile(request.url, folder)
    const body = path === null ? null : await readFile(path).catch(() => null)
    if (path === null || body === null) return new Response('Not found', { status: 404 })
    return new Response(new Uint8Array(body), {
      headers: {
        'content-type': mediaTypes[extname(path)] ?? 'application/octet-stream',
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-cache',
      },
    })
  })
}
