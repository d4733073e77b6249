// Decides whether a message comes from our own window's own page.
import type { WebFrameMain } from 'electron'

/** Origin of the window's page. */
export const pageOrigin = 'app://molgenis'

/** True when the frame is the top frame of our own page: no sub-frame and no foreign page may call. */
export function isOwnFrame(frame: Pick<WebFrameMain, 'url' | 'parent'> | null | undefined): boolean {
  if (!frame || frame.parent !== null) return false
  return frame.url === pageOrigin || frame.url.startsWith(`${pageOrigin}/`)
}
