// Closes the doors that a page could use to leave the window: navigation, new windows, permissions, web views.
import { pageOrigin } from '@main/ipc/sender-check'
import type { App, Session } from 'electron'

/** Refuse everything that the window does not need, for every page of the program. */
export function closeDoors(app: App, pageSession: Session): void {
  pageSession.setPermissionRequestHandler((_contents, _permission, allow) => allow(false))
  pageSession.setPermissionCheckHandler(() => false)
  pageSession.setDevicePermissionHandler(() => false)
  // The page itself has no business on the network: main asks servers, in a session of its own.
  pageSession.webRequest.onBeforeRequest((details, answer) => {
    const isOwn = details.url.startsWith(`${pageOrigin}/`) || /^(blob|data|devtools):/.test(details.url)
    answer({ cancel: !isOwn })
  })
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

/** An address that may be opened in the system's browser; null for anything but http and https. */
export function linkToOpen(url: string): string | null {
  if (!URL.canParse(url)) return null
  const parsed = new URL(url)
  return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed.href : null
}
