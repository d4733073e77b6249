// All that one server holds: its packages, its tables and its files.
import type { TableModel } from './table-model'

/** A package: the tree that tables hang in. */
export type PackageModel = {
  readonly id: string
  readonly label: string
  readonly description?: string
  readonly parentId?: string
}

/** A file that a FILE attribute points at. */
export type FileContent = {
  readonly name: string
  readonly contentType: string
  readonly body: string | Uint8Array<ArrayBuffer>
}

/** What a server serves. The server's own tables (`sys_md_…`) are not part of it: they are worked out from it. */
export type ServerContent = {
  readonly packages: readonly PackageModel[]
  readonly tables: readonly TableModel[]
  readonly fileOf?: (id: string) => FileContent | undefined
}
