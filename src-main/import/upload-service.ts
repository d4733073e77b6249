// Files for a server's own importer: handed over from the disk, followed to their end, with the server's own words.
import { randomUUID } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { ServerConnection } from '@main/server/server-connection'
import type { Session } from '@main/session/client/session'
import type { TaskService } from '@main/task/task-service'
import { AppError } from '@shared/errors/app-error'
import type { ChosenUpload, ImporterAbility, UploadChoice, UploadResult } from '@shared/import/uploads'
import type { ServerId } from '@shared/server/server-profile'
import type { TaskId } from '@shared/task/task'
import { nameOfFile } from './file-name'

/** What the service needs of the sessions. */
export type UploadServers = {
  connection(serverId: ServerId): Promise<ServerConnection>
  session(serverId: ServerId, waiting?: <T>(wait: () => Promise<T>) => Promise<T>): Session
}

export type UploadServiceOptions = { readonly servers: UploadServers; readonly tasks: TaskService }

/** Uploads to the importers of servers. Lives as long as the program. */
export class UploadService {
  private readonly paths = new Map<string, string>()
  private readonly results = new Map<TaskId, UploadResult>()

  constructor(private readonly options: UploadServiceOptions) {}

  /** What the server's importer can be told; null when it takes no files from programs. */
  async ability(serverId: ServerId): Promise<ImporterAbility | null> {
    return (await this.options.servers.connection(serverId)).capabilities.importer
  }

  /** Remember a file that was chosen. @throws AppError `file.failed` */
  async note(path: string): Promise<ChosenUpload> {
    const uploadId = randomUUID()
    const { size } = await stat(path).catch(unreadable)
    this.paths.set(uploadId, path)
    return { uploadId, fileName: nameOfFile(path), sizeBytes: size }
  }

  /** Start an upload. The file is read from the disk as it is sent. */
  start(serverId: ServerId, uploadId: string, choice: UploadChoice): TaskId {
    const path = this.paths.get(uploadId)
    if (path === undefined) throw new AppError('input.invalid', 'Choose the file once more.')
    const name = nameOfFile(path)
    const { dataAction, metadataAction, packageId } = choice
    const spec = { kind: 'import', title: `Uploading ${name}`, phase: 'Sending the file', serverId } as const
    const taskId: TaskId = this.options.tasks.start(spec, async (task) => {
      const content = await openAsBlob(path).catch(unreadable)
      task.update({ sizeBytes: content.size })
      const session = this.options.servers.session(serverId, (wait) => task.whileWaitingForSignIn(wait))
      const run = await session.uploadZip(
        { name, content },
        {
          signal: task.signal,
          dataAction,
          ...(metadataAction === null ? {} : { metadataAction }),
          ...(packageId === null ? {} : { packageId }),
          onRun: ({ message }) => task.update({ phase: message?.split('\n', 1)[0] ?? 'The server imports the file' }),
        },
      )
      this.results.set(taskId, { message: run.message, tableIds: run.writtenTables })
      return { title: `Uploaded ${name}`, phase: 'Imported' }
    })
    return taskId
  }

  result(taskId: TaskId): UploadResult | null {
    return this.results.get(taskId) ?? null
  }
}

function unreadable(cause: unknown): never {
  throw new AppError('file.failed', 'The file could not be read. Look whether it is still there and may be read.', {
    cause,
  })
}
