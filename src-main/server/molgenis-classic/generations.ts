// What each generation of classic servers can do: the one table that is asked, and the one place where versions are compared.
import { todaysReading, type FilterReading } from '@shared/table/filter-reading'

/** A release as the server tells it, `[major, minor, patch]`. */
type Release = readonly [number, number, number]

/** How servers of one generation differ from others, as far as it matters to what is asked of them. */
export type Generation = {
  /** A guest who may not read the list of tables may read nothing else either. */
  readonly refusesGuestsAll: boolean
  /** Where the list of tables is, and what its columns are called. */
  readonly listing: Listing
  /** A page of no rows has none; before, 0 rows meant all. */
  readonly hasEmptyPages: boolean
  /** `=like=` is understood in RSQL; before, only query rules can say 'contains'. */
  readonly hasLike: boolean
  /** 'Contains' passes over upper and lower case. */
  readonly foldsLike: boolean
  /** Rows without a value pass `!=` and its kind, since the index answers everything. */
  readonly takesNoneForOther: boolean
  /** Conditions may lead through a reference: `reference.attribute`. */
  readonly hasPaths: boolean
  /** A list of rows shows at once what was written; before, only a row asked for by itself does. */
  readonly listsAreCurrent: boolean
  /** Many rows are deleted by one request with a list of ids. */
  readonly deletesByList: boolean
  /** The first interface takes an id with a dot at the end of an address; before, it cut it at the last dot. */
  readonly keepsDottedIds: boolean
  /** Moments go as `…T10:00:00+0000`; servers from 4.1 on take `Z`. */
  readonly wantsOffsets: boolean
  /** The metadata interface that gives a table as the server itself keeps it. */
  readonly hasMetadataApi: boolean
  /** The import wizard takes files from programs; null where it does not. */
  readonly importer: Importer | null
}

/** Names in the system tables, which changed twice. */
export type Listing = {
  readonly tables: string
  readonly packages: string
  readonly id: string
  readonly isAbstract: string
  /** The server's own tables, beside those in its package `sys`. */
  readonly systemIds: readonly string[]
}

/** What the import wizard can be told. */
export type Importer = { readonly takesPackage: boolean; readonly takesMetadataAction: boolean }

const first: Generation = {
  refusesGuestsAll: false,
  listing: {
    tables: 'entities',
    packages: 'packages',
    id: 'fullName',
    isAbstract: 'abstract',
    systemIds: [
      ...['entities', 'packages', 'attributes', 'tags', 'languages', 'i18nstrings', 'ImportRun', 'FileMeta'],
      ...['MolgenisUser', 'MolgenisGroup', 'MolgenisGroupMember', 'MolgenisToken', 'UserAuthority', 'GroupAuthority'],
      ...['RuntimeProperty', 'FreemarkerTemplate', 'StaticContent'],
    ],
  },
  hasEmptyPages: false,
  hasLike: false,
  foldsLike: true,
  takesNoneForOther: true,
  hasPaths: false,
  listsAreCurrent: false,
  deletesByList: false,
  keepsDottedIds: false,
  wantsOffsets: true,
  hasMetadataApi: false,
  importer: null,
}

const systemTables = {
  tables: 'sys_md_EntityType',
  packages: 'sys_md_Package',
  isAbstract: 'isAbstract',
  systemIds: [],
}

/** What each release brought; a server has all that came up to its own. */
const changes: readonly (readonly [Release, Partial<Generation>])[] = [
  [[1, 18, 0], { hasLike: true, importer: { takesPackage: false, takesMetadataAction: false } }],
  [
    [2, 0, 0],
    {
      listing: { ...systemTables, id: 'fullName' },
      listsAreCurrent: true,
      foldsLike: false,
      takesNoneForOther: false,
    },
  ],
  [[3, 0, 0], { listing: { ...systemTables, id: 'id' }, deletesByList: true, hasPaths: true }],
  [[4, 0, 0], { hasEmptyPages: true }],
  [[4, 1, 0], { wantsOffsets: false, importer: { takesPackage: true, takesMetadataAction: false } }],
  [[7, 0, 0], { refusesGuestsAll: true, importer: { takesPackage: true, takesMetadataAction: true } }],
  [[7, 2, 0], { keepsDottedIds: true }],
  [[8, 3, 0], { hasMetadataApi: true }],
  [[8, 4, 1], { foldsLike: true }],
]

/** What servers of this version can do. A version that cannot be read counts as the newest. */
export function generationOf(version: string): Generation {
  const release = readRelease(version)
  return changes
    .filter(([since]) => release === null || isFrom(release, since))
    .reduce<Generation>((known, [, brought]) => ({ ...known, ...brought }), first)
}

/** How servers of a generation read filters; null where they do so as today's. */
export function readingOf(generation: Generation): FilterReading | null {
  const { takesNoneForOther, foldsLike, hasPaths, wantsOffsets } = generation
  const reading = { isEverythingIndexed: takesNoneForOther, isCaseKept: !foldsLike, hasPaths, wantsOffsets }
  return JSON.stringify(reading) === JSON.stringify(todaysReading) ? null : reading
}

function readRelease(version: string): Release | null {
  const parts = /^\s*v?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(version)
  return parts ? [Number(parts[1]), Number(parts[2] ?? 0), Number(parts[3] ?? 0)] : null
}

function isFrom(release: Release, since: Release): boolean {
  const at = since.findIndex((part, index) => part !== release[index])
  return at < 0 || (release[at] ?? 0) > (since[at] ?? 0)
}
