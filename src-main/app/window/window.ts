// The one window: sandboxed, remembers its place, never shows before it has something to show.
import { BrowserWindow, nativeTheme, screen, type Rectangle } from 'electron'
import { pageOrigin } from '@main/ipc/sender-check'
import { preloadFile } from '../paths'

/** Where the window stood, and whether it filled the screen. */
export type WindowPlace = {
  readonly bounds: Pick<Rectangle, 'width' | 'height'> & Partial<Rectangle>
  readonly isMaximized: boolean
}

type WindowOptions = {
  readonly place: WindowPlace | null
  readonly size: { readonly width: number; readonly height: number } | null
  readonly savePlace: (place: WindowPlace) => void
}

const smallest = { width: 720, height: 480 }

/** Open the window and start loading the page. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const place =
    options.size === null && options.place !== null && isOnScreen(options.place.bounds) ? options.place : null
  const window = new BrowserWindow({
    ...(place?.bounds ?? options.size ?? { width: 1440, height: 900 }),
    useContentSize: options.size !== null,
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'MOLGENIS Desktop',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#14171a' : '#ffffff',
    webPreferences: {
      preload: preloadFile,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  if (place?.isMaximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    options.savePlace({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() })
  })
  void window.loadURL(`${pageOrigin}/index.html`)
  return window
}

/** True when enough of a remembered place is still on some screen to take hold of it. */
function isOnScreen({ x, y, width: wide, height: high }: WindowPlace['bounds']): boolean {
  if (x === undefined || y === undefined) return true
  return screen.getAllDisplays().some(({ workArea }) => {
    const width = Math.min(x + wide, workArea.x + workArea.width) - Math.max(x, workArea.x)
    const height = Math.min(y + high, workArea.y + workArea.height) - Math.max(y, workArea.y)
    return width >= 200 && height >= 100
  })
}
