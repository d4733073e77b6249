// The calls about the program itself.
import { AppError } from '@shared/errors/app-error'
import type { StartRequest } from '@shared/ipc/answers'
import type { HandlersFor } from '@shared/ipc/contract'
import { app, BrowserWindow, shell } from 'electron'
import { copyToClipboard } from './clipboard'
import { linkToOpen } from './window/security'

/** What the calls need to know and to do beside Electron's own. */
export type ProgramState = {
  readonly logPath: string
  readonly hasKeyStore: () => boolean
  readonly startRequest: () => Promise<StartRequest>
  readonly onReady: () => void
}

export const appHandlers = (program: ProgramState) =>
  ({
    'app.info': () => ({
      name: 'MOLGENIS Desktop',
      version: app.getVersion(),
      versions: [
        { name: 'Electron', version: process.versions.electron },
        { name: 'Chromium', version: process.versions.chrome },
        { name: 'Node.js', version: process.versions.node },
        { name: 'V8', version: process.versions.v8 },
      ],
      platform: `${process.platform} ${process.arch}`,
      modifier: process.platform === 'darwin' ? ('Cmd' as const) : ('Ctrl' as const),
      userDataPath: app.getPath('userData'),
      logPath: program.logPath,
      hasKeyStore: program.hasKeyStore(),
    }),
    'app.start': () => program.startRequest(),
    'app.ready': () => {
      program.onReady()
      return null
    },
    'app.copy': async ({ text, html }) => {
      await copyToClipboard(text, html)
      return null
    },
    'app.openLink': async ({ url }) => {
      const link = linkToOpen(url)
      if (link === null) {
        throw new AppError('input.invalid', 'Only web addresses that begin with http:// or https:// are opened.')
      }
      await shell.openExternal(link)
      return null
    },
    'app.paste': () => {
      const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0]
      window?.webContents.paste()
      return null
    },
    'app.showLog': () => {
      shell.showItemInFolder(program.logPath)
      return null
    },
  }) satisfies HandlersFor<'app'>
