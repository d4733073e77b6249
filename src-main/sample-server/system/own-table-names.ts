// What the server calls its own tables; the first generation had other names for them.

/** Ids of the server's own tables. */
export type OwnTableNames = {
  readonly tables: string
  readonly packages: string
  readonly attributes: string
  readonly tags: string
  readonly users: string
  readonly importRuns: string
  readonly files: string
}

/** @param renamed  older names by the newest ones */
export function ownTableNames(renamed: ReadonlyMap<string, string>): OwnTableNames {
  const name = (newest: string): string => renamed.get(newest) ?? newest
  return {
    tables: name('sys_md_EntityType'),
    packages: name('sys_md_Package'),
    attributes: name('sys_md_Attribute'),
    tags: name('sys_md_Tag'),
    users: name('sys_sec_User'),
    importRuns: name('sys_ImportRun'),
    files: name('sys_FileMeta'),
  }
}
