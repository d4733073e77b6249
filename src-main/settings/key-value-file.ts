// Where settings lie, as far as the settings store needs to know.

/** One file that holds one value. Reading and writing are whole; a write never leaves half a file behind. */
export interface KeyValueFile {
  /** What lies there; an empty record when there is no file yet. */
  read(): Readonly<Record<string, unknown>>
  write(value: Readonly<Record<string, unknown>>): void
  /**
   * Keep the file as it is under another name, and begin with an empty one.
   *
   * @param ending  put behind the file's name, such as `damaged-2026-01-31T10-00-00Z`
   * @returns the path of the file that was kept
   */
  putAside(ending: string): string
}

/**
 * What opening a file may find: the file, the path under which a damaged one was put aside, and why there is no file
 * to write to, where there is none.
 */
export type OpenedFile = {
  readonly file: KeyValueFile
  readonly putAside: string | null
  readonly failure: string | null
}
