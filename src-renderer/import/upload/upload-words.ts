// The importer's choices in words.
import type { UploadChoice } from '@shared/import/uploads'

/** Stands for leaving the choice to the server. */
export const byServer = ' by the server'

/** What is done with rows. */
export const dataActionItems: { value: UploadChoice['dataAction']; label: string }[] = [
  { value: 'ADD', label: 'Add; rows that are there already end the import' },
  { value: 'ADD_UPDATE_EXISTING', label: 'Add, and update rows that are there' },
  { value: 'UPDATE', label: 'Update rows that are there; new ones end the import' },
  { value: 'ADD_IGNORE_EXISTING', label: 'Add, and leave rows that are there as they are' },
]

/** What is done with tables and attributes. */
export const metadataActionItems: { value: string; label: string }[] = [
  { value: byServer, label: 'As the server does by itself' },
  { value: 'ADD', label: 'Add new ones' },
  { value: 'UPDATE', label: 'Update those that are there' },
  { value: 'UPSERT', label: 'Add new ones and update those that are there' },
  { value: 'IGNORE', label: 'Leave them as they are' },
]
