// The calls about rows from files, and about files for the server's importer.
import type { HandlersFor } from '@shared/ipc/contract'
import type { ImportService } from './import-service'
import type { UploadService } from './upload-service'

/** Asks the person for files; each answers null when the person thought better of it. */
export type ImportDialogs = {
  /** @param kind  rows for a table, or anything that a server's importer takes */
  chooseFile(kind: 'rows' | 'upload'): Promise<string | null>
  askFile(suggested: string, kind: 'csv'): Promise<string | null>
}

export const importHandlers = (imports: ImportService, uploads: UploadService, dialogs: ImportDialogs) =>
  ({
    'import.choose': async ({ place }) => {
      const path = await dialogs.chooseFile('rows')
      return path === null ? null : imports.open(place, path)
    },
    'import.look': ({ importId, reading }) => imports.look(importId, reading),
    'import.count': ({ importId, reading }) => imports.count(importId, reading),
    'import.check': ({ importId, reading, plan }) => imports.check(importId, reading, plan),
    'import.report': ({ importId }) => imports.report(importId),
    'import.refusals': ({ importId, offset, limit }) => imports.refusals(importId, offset, limit),
    'import.saveRefused': async ({ importId }) => {
      const path = await dialogs.askFile(imports.refusedName(importId), 'csv')
      return path === null ? null : imports.saveRefused(importId, path)
    },
    'import.stage': ({ importId }) => imports.stage(importId),
    'import.send': ({ importId }) => imports.send(importId),
    'import.close': async ({ importId }) => {
      await imports.close(importId)
      return null
    },
    'import.ability': ({ serverId }) => uploads.ability(serverId),
    'import.chooseUpload': async () => {
      const path = await dialogs.chooseFile('upload')
      return path === null ? null : uploads.note(path)
    },
    'import.upload': ({ serverId, uploadId, choice }) => uploads.start(serverId, uploadId, choice),
    'import.uploadResult': ({ taskId }) => uploads.result(taskId),
  }) satisfies HandlersFor<'import'>
