// How servers of each generation differ: the one table that every part asks, chosen by the generation's name. Nothing
// else knows versions.

/** The generations that the sample server plays. */
export const GENERATION_NAMES = ['1.14', '2', '4', '6', '7', '8.4', '10.2'] as const
export type GenerationName = (typeof GENERATION_NAMES)[number]

/** The generation that is played where none is named. */
export const NEWEST: GenerationName = '10.2'

/** How queries are answered. */
export type QueryFeatures = {
  /** Operators of filter text, and rules, that are not known yet. */
  readonly missingOperators: ReadonlySet<string>
  /** Whether a filter may walk through references (`ref.attribute`). */
  readonly hasDottedPaths: boolean
  /** The index answers every query, not only those that the database cannot. */
  readonly isAllByIndex: boolean
  readonly isLikeCaseSensitive: boolean
  /** Refusal of what lies beyond the first 10,000 hits of the index; null where there is no such limit. */
  readonly beyondWindow: { readonly status: 400 | 500; readonly hasCode: boolean } | null
  /** Moments are read as `…T10:00:00+0100` only, and not with `Z`. */
  readonly wantsOffsets: boolean
}

/** Refusals that changed their form. */
export type RefusalFeatures = {
  /** Codes that are sent along. */
  readonly codes: 'none' | 'metadata' | 'all'
  /** Words of a missing permission. */
  readonly permissionText: 'plain' | 'brackets' | 'labelled' | 'quoted'
  /** A table that an account may not see is as if it did not exist; else the permission is said to be missing. */
  readonly hidesTables: boolean
  /** Status of a missing permission for one who has signed in; guests always get 401. */
  readonly deniedStatus: 401 | 403
  /** Status of v2 for tables and attributes that are not there. */
  readonly unknownInV2: 400 | 404 | 500
  /** Status of v2 for a row that is not there. */
  readonly unknownRowInV2: 400 | 404 | 500
  /** The second API answers everything but broken rules with 500. */
  readonly isV2Rough: boolean
  /** Too large a page is refused by the container, without JSON. */
  readonly hasPageLimitByContainer: boolean
  /** Addresses that do not exist are answered as problems in JSON, else with a page. */
  readonly hasProblems: boolean
  /** Pages become JSON for those who say that a script asks. */
  readonly mindsScripts: boolean
  readonly blankText: string
}

/** What metadata holds. */
export type MetadataFeatures = {
  readonly aggregatableKey: 'aggregateable' | 'isAggregatable'
  readonly hasLanguageCode: boolean
  readonly hasPermissions: boolean
  readonly hasTags: boolean
  readonly hasCategoricalOptions: boolean
  /** One-to-many attributes, and `mappedBy` with them. */
  readonly hasOneToMany: boolean
  /** The second API names `enumOptions` of enums only; else of all attributes, empty for others. */
  readonly hasEnumOptionsOfEnumsOnly: boolean
  /** Whether a value may be missing can depend on a rule. */
  readonly hasNullableExpression: boolean
  /** Anyone may ask the first API for a table's metadata, and tables are found whatever the case of their name. */
  readonly isOpen: boolean
  /** Names of the server's own tables, by their newest names. */
  readonly tableNames: ReadonlyMap<string, string>
  /** What the tables of tables and packages call the id, and whether there is a short name too. */
  readonly idColumn: 'id' | 'fullName'
  readonly abstractColumn: 'abstract' | 'isAbstract'
}

/** One generation. */
export type Generation = {
  readonly version: string
  readonly buildDate: string
  readonly query: QueryFeatures
  readonly refusal: RefusalFeatures
  readonly metadata: MetadataFeatures
  /** Moments are written in UTC with `Z`; else with the offset of a time zone and no colon in it. */
  readonly writesUtc: boolean
  /** Lists that ask for no order come in the order of the id; else in any, another one each time. */
  readonly hasStableOrder: boolean
  /** `num=0` of the second API asks for no row; else for all. */
  readonly isZeroNone: boolean
  readonly hasBatchDelete: boolean
  /** The id of a row that the first API replaces is taken from the address. */
  readonly takesIdFromPath: boolean
  /** The first API cuts an id at its last dot where it ends the address of a PUT or DELETE. */
  readonly cutsDottedIds: boolean
  /** A request with a token opens a session, whose cookie is then as good as the token. */
  readonly opensSessions: boolean
  /** A cookie of a session that is gone is refused. */
  readonly refusesStaleSessions: boolean
  readonly signsOutByAnyMethod: boolean
  /** Who must change the password is refused at sign-in; else signed in, and then sent to the form by every request. */
  readonly refusesOldPasswords: boolean
  readonly hasContext: boolean
  readonly importer: { readonly takesPackage: boolean; readonly takesMetadataAction: boolean } | null
  /** Key of the table in a request for a download. */
  readonly downloadKey: 'entityName' | 'entityTypeId'
  readonly hasFilesApi: boolean
  readonly hasThirdVersion: boolean
}

const NONE: ReadonlySet<string> = new Set()

const newest: Generation = {
  version: '10.2.4',
  buildDate: '2026-11-24 00:25 UTC',
  query: {
    missingOperators: NONE,
    hasDottedPaths: true,
    isAllByIndex: false,
    isLikeCaseSensitive: false,
    beyondWindow: { status: 500, hasCode: true },
    wantsOffsets: false,
  },
  refusal: {
    codes: 'all',
    permissionText: 'quoted',
    hidesTables: true,
    deniedStatus: 401,
    unknownInV2: 404,
    unknownRowInV2: 404,
    isV2Rough: false,
    hasPageLimitByContainer: false,
    hasProblems: true,
    mindsScripts: true,
    blankText: 'must not be blank',
  },
  metadata: {
    aggregatableKey: 'isAggregatable',
    hasLanguageCode: true,
    hasPermissions: true,
    hasTags: true,
    hasCategoricalOptions: true,
    hasOneToMany: true,
    hasEnumOptionsOfEnumsOnly: true,
    hasNullableExpression: true,
    isOpen: false,
    tableNames: new Map(),
    idColumn: 'id',
    abstractColumn: 'isAbstract',
  },
  writesUtc: true,
  hasStableOrder: true,
  isZeroNone: true,
  hasBatchDelete: true,
  takesIdFromPath: false,
  cutsDottedIds: false,
  opensSessions: false,
  refusesStaleSessions: false,
  signsOutByAnyMethod: false,
  refusesOldPasswords: true,
  hasContext: true,
  importer: { takesPackage: true, takesMetadataAction: true },
  downloadKey: 'entityTypeId',
  hasFilesApi: true,
  hasThirdVersion: true,
}

const eighth: Generation = {
  ...newest,
  version: '8.4.5',
  buildDate: '2020-08-18 09:41 UTC',
  query: {
    ...newest.query,
    missingOperators: new Set(['=sq=', 'SEARCH_QUERY']),
    beyondWindow: { status: 400, hasCode: false },
  },
  metadata: { ...newest.metadata, hasTags: false },
}

const seventh: Generation = {
  ...eighth,
  version: '7.0.0',
  buildDate: '2018-09-10 12:05 UTC',
  query: { ...eighth.query, isLikeCaseSensitive: true },
  refusal: { ...eighth.refusal, deniedStatus: 403, hasProblems: false },
  cutsDottedIds: true,
  opensSessions: true,
  hasFilesApi: false,
  hasThirdVersion: false,
}

const sixth: Generation = {
  ...seventh,
  version: '6.1.0',
  buildDate: '2018-05-29 09:30 UTC',
  refusal: {
    ...seventh.refusal,
    codes: 'metadata',
    permissionText: 'labelled',
    hidesTables: false,
    deniedStatus: 401,
    unknownRowInV2: 400,
  },
  metadata: { ...seventh.metadata, hasPermissions: false, hasCategoricalOptions: false },
  hasContext: false,
  importer: { takesPackage: true, takesMetadataAction: false },
}

const fourth: Generation = {
  ...sixth,
  version: '4.0.0',
  buildDate: '2017-06-22 14:02 UTC',
  query: { ...sixth.query, beyondWindow: null, wantsOffsets: true },
  refusal: {
    ...sixth.refusal,
    codes: 'none',
    permissionText: 'brackets',
    unknownInV2: 400,
    hasPageLimitByContainer: true,
    mindsScripts: false,
  },
  metadata: { ...sixth.metadata, hasNullableExpression: false },
  writesUtc: false,
  hasStableOrder: false,
  signsOutByAnyMethod: true,
  refusesOldPasswords: false,
  importer: { takesPackage: false, takesMetadataAction: false },
}

const second: Generation = {
  ...fourth,
  version: '2.0.0',
  buildDate: '2016-12-05 10:11 UTC',
  query: { ...fourth.query, hasDottedPaths: false },
  metadata: { ...fourth.metadata, idColumn: 'fullName' },
  isZeroNone: false,
  hasBatchDelete: false,
  downloadKey: 'entityName',
}

const first: Generation = {
  ...second,
  version: '1.14.0',
  buildDate: '2015-12-16 10:02',
  query: {
    ...second.query,
    missingOperators: new Set(['=like=', '=notlike=', ...eighth.query.missingOperators]),
    hasDottedPaths: true,
    isAllByIndex: true,
    isLikeCaseSensitive: false,
  },
  refusal: {
    ...second.refusal,
    permissionText: 'plain',
    unknownInV2: 500,
    unknownRowInV2: 500,
    isV2Rough: true,
    blankText: 'may not be empty',
  },
  metadata: {
    ...second.metadata,
    aggregatableKey: 'aggregateable',
    hasLanguageCode: false,
    hasOneToMany: false,
    hasEnumOptionsOfEnumsOnly: false,
    isOpen: true,
    abstractColumn: 'abstract',
    tableNames: new Map([
      ['sys_md_EntityType', 'entities'],
      ['sys_md_Package', 'packages'],
      ['sys_md_Attribute', 'attributes'],
      ['sys_md_Tag', 'tags'],
      ['sys_sec_User', 'MolgenisUser'],
      ['sys_ImportRun', 'ImportRun'],
      ['sys_FileMeta', 'FileMeta'],
    ]),
  },
  takesIdFromPath: true,
  refusesStaleSessions: true,
  importer: null,
}

/** The generations by their names. */
export const GENERATIONS: Readonly<Record<GenerationName, Generation>> = {
  '1.14': first,
  '2': second,
  '4': fourth,
  '6': sixth,
  '7': seventh,
  '8.4': eighth,
  '10.2': newest,
}
