// From the first line to the last: options, one instance, the window, the end.
import { eventPrefix } from '@shared/ipc/channel'
import type { BrowserWindow } from 'electron'
import { app, Menu, nativeTheme, protocol, session } from 'electron'
import { join } from 'node:path'
import { Container } from './container'
import { openLog, type Log } from './log'
import { menuTemplate } from './window/menu'
import { rendererFolder } from './paths'
import { usableProfile, type ProfileFolder } from './profile-folder'
import { servePage } from './window/protocol'
import { takePicture } from './window/screenshot'
import { closeDoors } from './window/security'
import { parseStartOptions, type StartOptions } from './start-options'
import { openWindow } from './window/window'

/** How long a picture may take before the start gives up, in milliseconds. */
const pictureTimeoutMs = 90_000

/** Start the program; ends it with a sentence when the arguments make no sense or another instance runs. */
export function start(): void {
  const options = readOptions()
  if (options === null) return
  const profile = usableProfile(options.userData ?? app.getPath('userData'))
  app.setPath('userData', profile.path)
  if (!app.requestSingleInstanceLock({ open: options.open })) return leaveToOther(options)

  const log = openLog(join(app.getPath('userData'), 'logs'))
  process.on('uncaughtException', (error) => log.failure('uncaught exception', error))
  process.on('unhandledRejection', (reason) => log.failure('unhandled rejection', reason))
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  void app
    .whenReady()
    .then(() => run(options, log, profile))
    .catch((error: unknown) => {
      log.failure('start', error)
      process.stderr.write(
        `MOLGENIS Desktop could not start: ${error instanceof Error ? error.message : String(error)}\n`,
      )
      app.exit(1)
    })
}

const ownArguments = () => process.argv.slice(app.isPackaged ? 1 : 2)

function readOptions(): StartOptions | null {
  try {
    return parseStartOptions(ownArguments(), process.cwd())
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    app.exit(2)
    return null
  }
}

/** Another instance has this profile open: it comes to the front, this one ends. */
function leaveToOther(options: StartOptions): void {
  if (options.screenshot !== null) {
    process.stderr.write('MOLGENIS Desktop runs already with this profile. Give --user-data DIR for the picture.\n')
    return app.exit(1)
  }
  process.stdout.write('MOLGENIS Desktop runs already; its window was brought to the front.\n')
  app.exit(0)
}

async function run(options: StartOptions, log: Log, profile: ProfileFolder): Promise<void> {
  log.info(`start ${app.getVersion()} on Electron ${process.versions.electron}, ${process.platform} ${process.arch}`)
  servePage(protocol, rendererFolder)
  closeDoors(app, session.defaultSession)

  let window: BrowserWindow | null = null
  const container = new Container({ options, log, profile, contents: () => window?.webContents ?? null })
  nativeTheme.themeSource = container.theme()
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate({
        isMac: process.platform === 'darwin',
        isDeveloping: !app.isPackaged,
        run: (id) => window?.webContents.send(`${eventPrefix}menu.command`, id),
      }),
    ),
  )

  const show = () => {
    window = openWindow({
      place: container.windowPlace(),
      size: options.size,
      savePlace: (place) => container.saveWindowPlace(place),
    })
    window.on('closed', () => (window = null))
    if (options.screenshot !== null) endWithPicture(window, container, options.screenshot)
  }
  show()
  app.on('activate', () => window ?? show())
  app.on('second-instance', (_event, _argv, _cwd, data) => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
    const { open } = data as { open: StartOptions['open'] }
    container.openFor(open)
  })
  closeBeforeQuit(container, log)
}

function endWithPicture(window: BrowserWindow, container: Container, file: string): void {
  const giveUp = setTimeout(() => {
    process.stderr.write(`The window was not ready after ${pictureTimeoutMs / 1000} s; no picture was written.\n`)
    void container.close().finally(() => app.exit(1))
  }, pictureTimeoutMs)
  void container.whenReady
    .then(() => takePicture(window, file))
    .then(
      () => {
        process.stdout.write(`Wrote ${file}\n`)
        return 0
      },
      (error: unknown) => {
        process.stderr.write(`The picture could not be written to ${file}: ${String(error)}\n`)
        return 1
      },
    )
    .then(async (code: number) => {
      clearTimeout(giveUp)
      await container.close()
      app.exit(code)
    })
}

/** Let the container close its files before the process ends; a second wish to quit ends it at once. */
function closeBeforeQuit(container: Container, log: Log): void {
  let isClosing = false
  app.on('will-quit', (event) => {
    if (isClosing) return
    isClosing = true
    event.preventDefault()
    void container
      .close()
      .catch((error: unknown) => log.failure('close', error))
      // Not within this event: Electron is still quitting then and does not hear a second wish.
      .finally(() => setImmediate(() => app.quit()))
  })
}
