// The shapes of a classic server's answers, as tolerant as the generations of that server are different.
import { z } from 'zod'

/** An attribute in metadata. Keys without a value are left out by the server; parts are attributes again. */
export type WireAttribute = {
  readonly name: string
  readonly fieldType: string
  readonly label?: string
  readonly description?: string
  readonly attributes?: readonly WireAttribute[]
  readonly refEntity?: WireEntityType
  readonly enumOptions?: readonly string[]
  readonly categoricalOptions?: readonly {
    readonly id: string | number | boolean
    readonly label?: string | number | boolean
  }[]
  readonly maxLength?: number
  readonly range?: { readonly min?: number | string; readonly max?: number | string }
  readonly nillable?: boolean
  readonly unique?: boolean
  readonly readOnly?: boolean
  readonly visible?: boolean
  readonly isAggregatable?: boolean
  /** The name of the same in servers before 2.0. */
  readonly aggregateable?: boolean
  readonly expression?: string
  readonly auto?: boolean
  readonly defaultValue?: string | number | boolean
  readonly visibleExpression?: string
  /** Known from 6.0 on. */
  readonly nullableExpression?: string
  readonly validationExpression?: string
}

/** A table in metadata. */
export type WireEntityType = {
  readonly name?: string
  readonly href?: string
  readonly hrefCollection?: string
  readonly label?: string
  readonly description?: string
  readonly attributes?: readonly WireAttribute[] | Readonly<Record<string, unknown>>
  readonly idAttribute?: string
  readonly labelAttribute?: string
  readonly isAbstract?: boolean
  readonly writable?: boolean
  /** What the one who asks may do, in words such as `UPDATE_DATA`; told from 7.0 on. */
  readonly permissions?: readonly string[]
}

/** A key that may be left out, or be null, which says the same. */
const maybe = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value): z.output<T> | undefined => value ?? undefined)

const text = maybe(z.string())
const flag = maybe(z.boolean())
const scalar = z.union([z.string(), z.number(), z.boolean()])

const attributeSchema: z.ZodType<WireAttribute> = z.lazy(() =>
  z.object({
    name: z.string(),
    fieldType: z.string(),
    label: text,
    description: text,
    // v1 lists the parts of a compound as bare addresses.
    attributes: maybe(z.array(attributeSchema)).catch(undefined),
    refEntity: maybe(entityTypeSchema),
    enumOptions: maybe(z.array(z.string())),
    categoricalOptions: maybe(z.array(z.object({ id: scalar, label: maybe(scalar) }))),
    maxLength: maybe(z.number()),
    range: maybe(
      z.object({ min: maybe(z.union([z.number(), z.string()])), max: maybe(z.union([z.number(), z.string()])) }),
    ),
    nillable: flag,
    unique: flag,
    readOnly: flag,
    visible: flag,
    isAggregatable: flag,
    aggregateable: flag,
    expression: text,
    auto: flag,
    defaultValue: maybe(scalar),
    visibleExpression: text,
    nullableExpression: text,
    validationExpression: text,
  }),
)

/** Metadata of a table; v2 lists its attributes, v1 has a record of addresses in their place. */
export const entityTypeSchema: z.ZodType<WireEntityType> = z.lazy(() =>
  z.object({
    name: text,
    href: text,
    hrefCollection: text,
    label: text,
    description: text,
    attributes: maybe(z.union([z.array(attributeSchema), z.record(z.string(), z.unknown())])),
    idAttribute: text,
    labelAttribute: text,
    isAbstract: flag,
    writable: flag,
    permissions: maybe(z.array(z.string())),
  }),
)

/** A row: what has no value is left out. */
export type WireItem = Readonly<Record<string, unknown>>

/** The value under a name, where attributes may be called as what every object has: `constructor`, `__proto__`. */
export const valueIn = (item: WireItem, name: string): unknown => (Object.hasOwn(item, name) ? item[name] : undefined)

/** Rows are taken as they are: a record would be a copy without `__proto__`. */
const itemSchema = z.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)

/** A page of rows of v1 or v2. */
export const collectionSchema = z.object({
  meta: z.unknown().optional(),
  start: z.number().optional(),
  num: z.number().optional(),
  total: z.number(),
  items: z.array(itemSchema),
})
/** A parsed page of rows. */
export type WireCollection = z.infer<typeof collectionSchema>

const label = z.union([scalar, z.null(), z.record(z.string(), z.union([scalar, z.null()]))])
/** Counts per value of one attribute; a threshold stands there where small counts are withheld. */
export const aggregateSchema = z.object({
  aggs: z.object({ matrix: z.array(z.array(z.number())), xLabels: z.array(label) }),
})
export type WireAggregate = z.infer<typeof aggregateSchema>

/** One row of v2, with its metadata inside. */
export const rowSchema = z.looseObject({ _meta: maybe(entityTypeSchema), _href: text })

/** The answer to the question for the version. */
export const versionSchema = z.object({ molgenisVersion: z.string(), buildDate: text })

/** The answer to a sign-in that was accepted. */
export const loginSchema = z.object({ token: z.string().min(1), username: text })

/** What `/app-ui-context` says of the one who asks. */
export const contextSchema = z.object({ authenticated: z.boolean(), username: text, version: text })

/** Servers before 3.0 call the id of tables and packages `fullName`. */
const namedRow = <T extends z.ZodRawShape>(shape: T) =>
  z.preprocess(
    (row) => (typeof row === 'object' && row !== null && 'fullName' in row ? { id: row.fullName, ...row } : row),
    z.object({ id: z.string(), ...shape }),
  )

/** A row of the list of tables; servers before 2.0 say `abstract`. */
export const entityTypeRowSchema = namedRow({
  label: text,
  description: text,
  isAbstract: flag,
  abstract: flag,
  package: namedRow({ label: text }).nullish(),
})

/** A row of the list of packages. */
export const packageRowSchema = namedRow({
  label: text,
  description: text,
  parent: namedRow({}).nullish(),
})

/** Errors of v1 and v2. */
export const errorsSchema = z.object({
  errors: z.array(z.object({ message: text, code: text, errorCode: text, detail: text, field: text })).min(1),
})

/** Errors of v3 and of unknown routes. */
export const problemSchema = z.object({
  title: z.string(),
  status: z.number(),
  detail: text,
  errorCode: text,
  errors: z.array(z.object({ errorCode: text, field: text, detail: text })).optional(),
})
