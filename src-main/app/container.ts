// Builds every service of the main process by hand, left to right, and closes them right to left.
import { datasetHandlers } from '@main/dataset/dataset-handlers'
import { DatasetService } from '@main/dataset/dataset-service'
import { EngineClient } from '@main/dataset/engine-client'
import { editHandlers } from '@main/edit/edit-handlers'
import { EditService } from '@main/edit/edit-service'
import { exportHandlers } from '@main/export/export-handlers'
import { ExportService } from '@main/export/export-service'
import { importHandlers, type ImportDialogs } from '@main/import/import-handlers'
import { ImportService } from '@main/import/import-service'
import { UploadService } from '@main/import/upload-service'
import { QueryService } from '@main/query/query-service'
import { describeHandler, queryHandlers } from '@main/query/query-handlers'
import { announceTo, registerHandlers } from '@main/ipc/register'
import { createSampleServer, type SampleServer } from '@main/sample-server'
import type { Fetch } from '@main/server/server-connection'
import { sessionHandlers, tableListHandlers } from '@main/session/session-handlers'
import { SessionService } from '@main/session/session-service'
import { TokenVault } from '@main/session/token-vault'
import { openElectronFile } from '@main/settings/electron-file'
import { settingsHandlers } from '@main/settings/settings-handlers'
import { SettingsStore } from '@main/settings/settings-store'
import { viewsHandlers } from '@main/settings/views-handlers'
import { suggestedFileName } from '@main/export/file-name'
import { taskHandlers } from '@main/task/task-handlers'
import { TaskService } from '@main/task/task-service'
import type { StartRequest } from '@shared/ipc/answers'
import type { EventMap, EventName } from '@shared/ipc/events'
import type { Layout } from '@shared/settings/table-view'
import { app, nativeTheme, safeStorage, shell, type WebContents } from 'electron'
import { join } from 'node:path'
import { appHandlers } from './app-handlers'
import { createElectronFetch } from './electron-fetch'
import { startEngineProcess } from './engine-process'
import { createFileDialog, createOpenDialog } from './file-dialog'
import type { Log } from './log'
import type { ProfileFolder } from './profile-folder'
import { resolveStart } from './start-request'
import type { StartOptions } from './start-options'
import type { WindowPlace } from './window/window'

type ContainerOptions = {
  readonly options: StartOptions
  readonly log: Log
  readonly profile: ProfileFolder
  /** The window's contents, as long as there is a window. */
  readonly contents: () => WebContents | null
}

/** All services of the main process. */
export class Container {
  /** Fulfilled when the window shows what it was asked to show. */
  readonly whenReady: Promise<void>
  private readonly settings: SettingsStore
  private readonly sessions: SessionService
  private readonly tasks: TaskService
  private readonly engine: EngineClient
  private readonly datasets: DatasetService
  private readonly edits: EditService
  private readonly queries: QueryService
  private reportReady: () => void = () => undefined

  constructor(private readonly parts: ContainerOptions) {
    const { log } = parts
    const now = () => new Date()
    const announce = <N extends EventName>(name: N, payload: EventMap[N]) => announceTo(parts.contents(), name, payload)
    this.whenReady = new Promise((done) => (this.reportReady = done))

    this.settings = openSettings(now, (text) => {
      log.warn(`settings: ${text}`)
      announce('app.notice', { title: 'Settings cannot be kept.', text })
    })
    if (this.settings.trouble !== null) log.warn(`settings: ${this.settings.trouble}`)

    const vault = new TokenVault({ safeStorage, shelf: this.settings, platform: process.platform })
    const network = createElectronFetch()
    const sample = createSampleFetch()
    this.sessions = new SessionService({
      settings: this.settings,
      vault,
      fetchFor: (profile) => (profile.address === null ? sample : network),
      announce: (name, payload) => {
        announce(name, payload)
        if (name === 'server.changed') void this.edits.adopt().catch((error: unknown) => log.failure('edits', error))
      },
      now,
    })
    this.tasks = new TaskService({ announce, report: (error) => void log.failure('task', error) })
    const folder = join(app.getPath('userData'), 'datasets')
    this.engine = new EngineClient({
      folder,
      startProcess: () => startEngineProcess(log),
      onRestart: () => announce('engine.restarted', null),
    })
    this.datasets = new DatasetService({
      folder,
      engine: this.engine,
      servers: this.sessions,
      tasks: this.tasks,
      onChange: () => announce('dataset.changed', null),
    })
    this.queries = new QueryService({
      live: (serverId, tableId) => this.sessions.source(serverId, tableId),
      offline: (datasetId) => this.datasets.source(datasetId),
    })
    const exports = new ExportService({
      engine: this.engine,
      copier: this.datasets.copier,
      tasks: this.tasks,
      findReferences: (datasetId, query) => this.datasets.references(datasetId, query),
    })
    this.edits = new EditService({
      folder: join(app.getPath('userData'), 'edits'),
      servers: this.sessions,
      tasks: this.tasks,
      announce: (summary) => announce('edit.changed', summary),
      warn: (text) => log.warn(text),
      notify: (notice) => announce('app.notice', notice),
      now,
    })
    void this.datasets.start().catch((error: unknown) => log.failure('clearing up copies', error))

    this.register(vault, exports)
  }

  /** The appearance to use: what the start asked for, else what is set. */
  theme(): Layout['theme'] {
    return this.parts.options.theme ?? this.settings.layout.theme
  }

  windowPlace(): WindowPlace | null {
    const bounds = this.settings.windowBounds
    if (bounds === null) return null
    const { x, y, width, height, isMaximized } = bounds
    return { bounds: { x: x ?? undefined, y: y ?? undefined, width, height }, isMaximized }
  }

  saveWindowPlace({ bounds, isMaximized }: WindowPlace): void {
    const { x, y, width, height } = bounds
    this.settings.setWindowBounds({ x: x ?? null, y: y ?? null, width, height, isMaximized })
  }

  /** A second start asked for something: the window opens it. */
  openFor(open: StartOptions['open']): void {
    const request = resolveStart(open, this.sessions.list())
    if (request.open !== null) announceTo(this.parts.contents(), 'app.open', request.open)
  }

  /** Close everything, the last built first. */
  async close(): Promise<void> {
    this.queries.close()
    this.datasets.close()
    await this.tasks.close()
    this.engine.close()
    this.sessions.close()
  }

  /** Every call of the window finds its handler here. */
  private register(vault: TokenVault, exports: ExportService): void {
    const dialogs = { ...createFileDialog(), ...createOpenDialog() }
    registerHandlers(
      {
        ...appHandlers({
          logPath: this.parts.log.path,
          hasKeyStore: () => vault.hasKeyStore,
          startRequest: () => this.startRequest(),
          onReady: this.reportReady,
        }),
        ...sessionHandlers(this.sessions),
        ...tableListHandlers(this.sessions),
        ...describeHandler(this.queries, (source, table) => this.edits.noteTable(source, table)),
        ...queryHandlers(this.queries),
        ...taskHandlers(this.tasks, (path) => shell.showItemInFolder(path)),
        ...settingsHandlers(this.settings),
        ...viewsHandlers(this.settings, dialogs, (name) => suggestedFileName(name, 'json')),
        'settings.getLayout': () => this.layout(),
        'settings.setLayout': (layout) => {
          this.settings.setLayout(layout)
          nativeTheme.themeSource = this.theme()
          return null
        },
        ...datasetHandlers(this.datasets),
        ...exportHandlers(exports, dialogs),
        ...editHandlers(this.edits, dialogs),
        ...this.importHandlers(dialogs),
      },
      (call, error) => this.parts.log.failure(call, error),
    )
  }

  private importHandlers(dialogs: ImportDialogs) {
    const { engine, sessions: servers, tasks, edits } = this
    const imports = new ImportService({ engine, servers, tasks, edits })
    return importHandlers(imports, new UploadService({ servers, tasks }), dialogs)
  }

  private async startRequest(): Promise<StartRequest> {
    const request = resolveStart(this.parts.options.open, this.sessions.list())
    const { trouble } = this.settings
    const settings = trouble === null ? [] : [{ title: 'Not all settings could be read.', text: trouble }]
    const profile = this.parts.profile.trouble
    const folder = profile === null ? [] : [{ title: "The program's folder cannot be used.", text: profile }]
    return { ...request, notices: [...folder, ...settings, ...(await this.edits.notices()), ...request.notices] }
  }

  private layout(): Layout {
    return { ...this.settings.layout, theme: this.theme() }
  }
}

/** The settings of the profile; `onTrouble` hears when they can no longer be written. */
const openSettings = (now: () => Date, onTrouble: (text: string) => void): SettingsStore =>
  new SettingsStore({ ...openElectronFile(app.getPath('userData'), now), now, onTrouble })

/** The built-in server as a fetch; it is made when the first request comes. */
function createSampleFetch(): Fetch {
  let server: SampleServer | null = null
  return async (url, init) => {
    server ??= createSampleServer()
    return server.fetch(new Request(url, init))
  }
}
