// The calls about rows from files, and about files for the server's importer.
import { z } from 'zod'
import { editPlaceSchema } from '../edit/staged'
import { fileReadingSchema, type FileCount, type FileLook } from '../import/file-reading'
import { importPlanSchema } from '../import/import-plan'
import type { ImportRefusals, ImportReport } from '../import/import-report'
import { uploadChoiceSchema, type ChosenUpload, type ImporterAbility, type UploadResult } from '../import/uploads'
import { serverIdSchema } from '../server/server-profile'
import { taskIdSchema, type TaskId } from '../task/task'
import { answer, call } from './call'

const id = z.string().min(1).max(100)
const file = z.object({ importId: id })
const server = z.object({ serverId: serverIdSchema })

export const importContract = {
  /** Asks for a file and looks into it; null when the person thought better of it. */
  'import.choose': call({
    input: z.object({ place: editPlaceSchema }),
    output: answer<{ readonly importId: string; readonly fileName: string; readonly look: FileLook } | null>(),
  }),
  /** Looks into the file again, read as the person says. */
  'import.look': call({ input: file.extend({ reading: fileReadingSchema }), output: answer<FileLook>() }),
  /** Counts the rows of the whole file. */
  'import.count': call({ input: file.extend({ reading: fileReadingSchema }), output: answer<FileCount>() }),
  /** Reads and checks every row without writing anything. */
  'import.check': call({
    input: file.extend({ reading: fileReadingSchema, plan: importPlanSchema }),
    output: answer<TaskId>(),
  }),
  /** Where the import stands; null before it was checked, and while a check is under way. */
  'import.report': call({ input: file, output: answer<ImportReport | null>() }),
  /** Refused rows with their reasons, by line. */
  'import.refusals': call({
    input: file.extend({ offset: z.number().int().nonnegative(), limit: z.number().int().min(1).max(1000) }),
    output: answer<ImportRefusals>(),
  }),
  /** Asks for a file name and writes the refused rows as CSV with their reasons; answers with the path, or null. */
  'import.saveRefused': call({ input: file, output: answer<string | null>() }),
  'import.stage': call({ input: file, output: answer<TaskId>() }),
  'import.send': call({ input: file, output: answer<TaskId>() }),
  /** Lets go of the file and of what was read. */
  'import.close': call({ input: file, output: answer<null>() }),

  /** What the server's importer can be told; null when it takes no files from programs. */
  'import.ability': call({ input: server, output: answer<ImporterAbility | null>() }),
  /** Asks for a file for the server's importer; null when the person thought better of it. */
  'import.chooseUpload': call({ input: server, output: answer<ChosenUpload | null>() }),
  'import.upload': call({
    input: server.extend({ uploadId: id, choice: uploadChoiceSchema }),
    output: answer<TaskId>(),
  }),
  /** What an upload ended with; null while it is under way and when it failed. */
  'import.uploadResult': call({ input: z.object({ taskId: taskIdSchema }), output: answer<UploadResult | null>() }),
} as const
