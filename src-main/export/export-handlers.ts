// The calls that write files for the person.
import type { HandlersFor } from '@shared/ipc/contract'
import type { ExportService } from './export-service'
import { suggestedFileName } from './file-name'
import { writePicture } from './picture-file'

/** Asks the person where a file should go. */
export type FileDialog = {
  /** @returns the path, or null when the person thought better of it */
  askFile(suggested: string, kind: 'csv' | 'png' | 'svg'): Promise<string | null>
}

export const exportHandlers = (exports: ExportService, dialog: FileDialog) =>
  ({
    'export.toCsv': async ({ source, query, suggestedName }) => {
      const path = await dialog.askFile(suggestedFileName(suggestedName, 'csv'), 'csv')
      return path === null ? null : exports.toCsv(source, query, path)
    },
    'export.savePicture': async ({ suggestedName, kind, content }) => {
      const path = await dialog.askFile(suggestedFileName(suggestedName, kind), kind)
      if (path !== null) await writePicture(path, content)
      return path
    },
  }) satisfies HandlersFor<'export'>
