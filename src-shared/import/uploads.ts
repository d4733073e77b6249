// Files for a server's own importer, and what it can be told.
import { z } from 'zod'

/** What the importer does with rows that are there already. */
export const dataActions = ['ADD', 'ADD_UPDATE_EXISTING', 'UPDATE', 'ADD_IGNORE_EXISTING'] as const
/** What the importer does with tables that are there already. */
export const metadataActions = ['ADD', 'UPDATE', 'UPSERT', 'IGNORE'] as const

export const uploadChoiceSchema = z.object({
  dataAction: z.enum(dataActions),
  /** Null leaves it to the server. */
  metadataAction: z.enum(metadataActions).nullable(),
  /** Package for new tables; null for none. */
  packageId: z.string().min(1).max(500).nullable(),
})
export type UploadChoice = z.infer<typeof uploadChoiceSchema>

/** What a server's importer can be told; null for servers that take no files from programs. */
export type ImporterAbility = { readonly takesPackage: boolean; readonly takesMetadataAction: boolean }

/** A file that was chosen. */
export type ChosenUpload = { readonly uploadId: string; readonly fileName: string; readonly sizeBytes: number }

/** What an import on the server ended with. */
export type UploadResult = {
  /** The server's own words. */
  readonly message: string | null
  /** Ids of the tables that were written. */
  readonly tableIds: readonly string[]
}
