// The value types of columns, and what each type is good for.

/** All column types; the words are the product's, a dialect translates its server's. */
export const valueTypes = [
  'string',
  'text',
  'html',
  'script',
  'email',
  'hyperlink',
  'enum',
  'int',
  'long',
  'decimal',
  'bool',
  'date',
  'date-time',
  'reference',
  'references',
  'category',
  'categories',
  'back-references',
  'file',
] as const
export type ValueType = (typeof valueTypes)[number]

const numberTypes: readonly ValueType[] = ['int', 'long', 'decimal']
const dateTypes: readonly ValueType[] = ['date', 'date-time']
const singleReferenceTypes: readonly ValueType[] = ['reference', 'category', 'file']
const manyReferenceTypes: readonly ValueType[] = ['references', 'categories', 'back-references']

/** True for int, long and decimal. */
export const isNumberType = (type: ValueType): boolean => numberTypes.includes(type)
/** True for date and date-time. */
export const isDateType = (type: ValueType): boolean => dateTypes.includes(type)
/** True for types whose cell is one reference. */
export const isSingleReferenceType = (type: ValueType): boolean => singleReferenceTypes.includes(type)
/** True for types whose cell is a list of references. */
export const isManyReferenceType = (type: ValueType): boolean => manyReferenceTypes.includes(type)
/** True for types whose cells point at rows of another table. */
export const isReferenceType = (type: ValueType): boolean => isSingleReferenceType(type) || isManyReferenceType(type)
/** True for types that hold written text. */
export const isTextType = (type: ValueType): boolean =>
  !isNumberType(type) && !isDateType(type) && !isReferenceType(type) && type !== 'bool'
