// Tables and their columns as every room sees them, whatever server or copy they come from.
import { z } from 'zod'
import { serverIdSchema } from '../server/server-profile'
import { filterReadingSchema } from './filter-reading'
import { valueTypes } from './value-type'

/** Identifies a kept copy. */
export const datasetIdSchema = z
  .string()
  .regex(/^[a-z0-9-]{1,64}$/)
  .brand<'DatasetId'>()
export type DatasetId = z.infer<typeof datasetIdSchema>

/** Where rows come from: a table on a server, or a kept copy. Everything downstream treats the two alike. */
export const sourceRefSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('live'), serverId: serverIdSchema, tableId: z.string().min(1).max(500) }),
  z.object({ kind: z.literal('offline'), datasetId: datasetIdSchema }),
])
export type SourceRef = z.infer<typeof sourceRefSchema>

/** One text that tells two sources apart; the key of per-table settings. */
export const sourceKey = (source: SourceRef): string =>
  source.kind === 'live' ? `live/${source.serverId}/${source.tableId}` : `offline/${source.datasetId}`

/** A choice of an enum or a category column. */
export const choiceSchema = z.object({ id: z.string(), label: z.string() })
export type Choice = z.infer<typeof choiceSchema>

/** The table that a reference column points at. */
export const columnTargetSchema = z.object({
  tableId: z.string(),
  tableLabel: z.string(),
  idColumn: z.string(),
  labelColumn: z.string(),
  /** Value type of the id column there. */
  idType: z.enum(valueTypes),
  /** Value type of the label column there; left out where it is text or the id column. */
  labelType: z.enum(valueTypes).optional(),
})
export type ColumnTarget = z.infer<typeof columnTargetSchema>

/** One column. Compound attributes are not columns: they are the `groups` of their parts. */
export const columnSchema = z.object({
  name: z.string(),
  label: z.string(),
  description: z.string().nullable(),
  type: z.enum(valueTypes),
  /** Labels of the compound attributes around it, outermost first. */
  groups: z.array(z.string()),
  isId: z.boolean(),
  isLabel: z.boolean(),
  isNullable: z.boolean(),
  isUnique: z.boolean(),
  isReadOnly: z.boolean(),
  isVisible: z.boolean(),
  isComputed: z.boolean(),
  /** The server fills it in when a row is added. */
  isAuto: z.boolean().default(false),
  /** What the server puts in when a new row has no value, as text; null for nothing. */
  defaultValue: z.string().nullable().default(null),
  /** The table's own rules in the server's language, which only the server can apply: null where there is none. */
  rules: z
    .object({
      visible: z.string().nullable(),
      nullable: z.string().nullable(),
      validation: z.string().nullable(),
    })
    .default({ visible: null, nullable: null, validation: null }),
  isAggregatable: z.boolean(),
  maxLength: z.number().nullable(),
  range: z.object({ min: z.number().nullable(), max: z.number().nullable() }).nullable(),
  target: columnTargetSchema.nullable(),
  /** Choices of enums and, where the server tells them, of categories; null when unknown or not such a column. */
  choices: z.array(choiceSchema).nullable(),
})
export type Column = z.infer<typeof columnSchema>

/** A table's metadata. */
export const tableSchema = z.object({
  id: z.string(),
  label: z.string(),
  description: z.string().nullable(),
  packageId: z.string().nullable(),
  idColumn: z.string(),
  labelColumn: z.string(),
  columns: z.array(columnSchema),
  isWritable: z.boolean(),
  /** What the person signed in may do with rows. */
  rights: z
    .object({ canAdd: z.boolean(), canChange: z.boolean(), canDelete: z.boolean() })
    .default({ canAdd: false, canChange: false, canDelete: false }),
  /** How the server reads filters; left out where it does so as today's. */
  reading: filterReadingSchema.optional(),
})
export type Table = z.infer<typeof tableSchema>

/** A table in the tree. */
export type TableSummary = {
  readonly id: string
  readonly label: string
  readonly description: string | null
  readonly packageId: string | null
  readonly isSystem: boolean
}

/** A package in the tree; `parentId` is null at the top. */
export type PackageSummary = {
  readonly id: string
  readonly label: string
  readonly description: string | null
  readonly parentId: string | null
}

/** What a server lets this person see. `isComplete` is false where the system tables may not be read. */
export type TableListing = {
  readonly packages: readonly PackageSummary[]
  readonly tables: readonly TableSummary[]
  readonly isComplete: boolean
}

/** The column of that name, or undefined. */
export const findColumn = (table: Table, name: string): Column | undefined =>
  table.columns.find((column) => column.name === name)
