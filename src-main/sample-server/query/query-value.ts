// Values of conditions: read from filter text, checked against the attribute, and made comparable with cell values.
import type { AttributeModel, CellValue, FieldType, TableCatalogue } from '../model/table-model'
import { comparedType, idAttributeOf, isReference, referencedTable } from './attribute-path'
import { compareCodePoints } from './code-point-order'
import { instantText, parseDay, parseInstantMs, parseOffsetInstantMs } from './date-value'
import { doubleText, parseDouble, parseInt32, parseInt64 } from './java-number'
import type { RuleValue } from './query-rule'
import { invalidQuery, serverFailure } from './refusals'

/**
 * A value ready to be compared: text, a number (INT, DECIMAL, DATE_TIME as milliseconds since 1970), a bigint (LONG),
 * a boolean, a day as `YYYY-MM-DD`, or null. A reference is compared by its id, in the type of that id.
 */
export type Comparable = null | string | number | bigint | boolean

/**
 * Read a value of filter text in the type of its attribute. Empty text is null.
 *
 * @throws ServerRefusal 500 for a text that is not a number, 400 for one that is not a date; a BOOL never fails,
 *   everything but `true` is false
 */
export function ruleValueFromText(catalogue: TableCatalogue, attribute: AttributeModel, text: string): RuleValue {
  if (text === '') return null
  if (isReference(attribute.type)) {
    return ruleValueFromText(catalogue, idAttributeOf(referencedTable(catalogue, attribute)), text)
  }
  switch (attribute.type) {
    case 'BOOL':
      return text.toLowerCase() === 'true'
    case 'INT':
      return parseInt32(text) ?? notANumber(text)
    case 'LONG':
      return parseInt64(text) ?? notANumber(text)
    case 'DECIMAL':
      return parseDouble(text) ?? notANumber(text)
    case 'DATE':
      return parseDay(text) ?? notADay(attribute, text)
    case 'DATE_TIME':
      return momentRule(catalogue, text) ?? notAnInstant(attribute, text)
    case 'COMPOUND':
      throw serverFailure('Illegal attribute type [COMPOUND]')
    default:
      return text
  }
}

/**
 * Check one value of a rule against its attribute and make it comparable, as the server does before either engine
 * sees the rule.
 *
 * @throws ServerRefusal 400 for a value that the type cannot take
 */
export function comparableValue(catalogue: TableCatalogue, attribute: AttributeModel, value: RuleValue): Comparable {
  if (attribute.type === 'COMPOUND') throw invalidQuery(`Attribute [${attribute.name}] type [COMPOUND] is not allowed`)
  if (value === null) return null
  if (isReference(attribute.type)) {
    return comparableValue(catalogue, idAttributeOf(referencedTable(catalogue, attribute)), value)
  }
  switch (attribute.type) {
    case 'BOOL':
      return booleanValue(attribute, value)
    case 'INT':
      return numberValue(attribute, value, 'Integer', parseInt32, (number) => Math.trunc(number))
    case 'LONG':
      return longValue(attribute, value)
    case 'DECIMAL':
      return numberValue(attribute, value, 'Double', parseDouble, (number) => number)
    case 'DATE':
      return typeof value === 'string'
        ? (parseDay(value) ?? notADay(attribute, value))
        : wrongType(attribute, value, 'LocalDate')
    case 'DATE_TIME':
      return typeof value === 'string'
        ? (readInstantMs(catalogue, value) ?? notAnInstant(attribute, value))
        : wrongType(attribute, value, 'Instant')
    case 'ENUM':
      return enumValue(attribute, value)
    default:
      return valueText(value)
  }
}

/** A moment as rules of this server's generation hold it. */
function momentRule(catalogue: TableCatalogue, text: string): string | undefined {
  const ms = readInstantMs(catalogue, text)
  if (ms === undefined) return undefined
  return catalogue.queries?.wantsOffsets === true ? text : instantText(ms)
}

/** The instant that a text means to this server. */
export function readInstantMs(catalogue: TableCatalogue, text: string): number | undefined {
  return catalogue.queries?.wantsOffsets === true ? parseOffsetInstantMs(text) : parseInstantMs(text)
}

/** Way from a cell (one element of a multiple reference) to a comparable value, for one attribute. */
export function cellReader(catalogue: TableCatalogue, attribute: AttributeModel): (cell: CellValue) => Comparable {
  return readerOfType(comparedType(catalogue, attribute))
}

function readerOfType(type: FieldType): (cell: CellValue) => Comparable {
  switch (type) {
    case 'DATE_TIME':
      return (cell) => (typeof cell === 'string' ? Date.parse(cell) : null)
    case 'LONG':
      return (cell) => (typeof cell === 'bigint' ? cell : cell === null ? null : (parseInt64(String(cell)) ?? null))
    case 'INT':
    case 'DECIMAL':
      return (cell) => (typeof cell === 'number' ? cell : cell === null ? null : Number(cell))
    default:
      return (cell) => (typeof cell === 'object' ? null : cell)
  }
}

/** Negative, zero or positive as `left` is less than, equal to or greater than `right`; false is less than true. */
export function compareComparables(left: NonNullable<Comparable>, right: NonNullable<Comparable>): number {
  if (typeof left === 'string' && typeof right === 'string') return compareCodePoints(left, right)
  return left < right ? -1 : left > right ? 1 : 0
}

/** A rule's value as the server's language prints it. */
export function valueText(value: NonNullable<RuleValue>): string {
  if (typeof value === 'number') return doubleText(value)
  if (typeof value === 'object')
    return `[${value.map((item) => (item === null ? 'null' : valueText(item))).join(', ')}]`
  return String(value)
}

function booleanValue(attribute: AttributeModel, value: NonNullable<RuleValue>): boolean {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string') return wrongType(attribute, value, 'Boolean')
  const lower = value.toLowerCase()
  return lower === 'true' ? true : lower === 'false' ? false : notConverted(attribute, value, 'Boolean')
}

function numberValue(
  attribute: AttributeModel,
  value: NonNullable<RuleValue>,
  typeName: string,
  parse: (text: string) => number | undefined,
  cut: (number: number) => number,
): number {
  if (typeof value === 'number') return cut(value)
  if (typeof value === 'bigint') return cut(Number(value))
  if (typeof value === 'string') return parse(value) ?? notConverted(attribute, value, typeName)
  return wrongType(attribute, value, 'Number')
}

function longValue(attribute: AttributeModel, value: NonNullable<RuleValue>): bigint {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return Number.isFinite(value) ? BigInt(Math.trunc(value)) : 0n
  if (typeof value === 'string') return parseInt64(value) ?? notConverted(attribute, value, 'Long')
  return wrongType(attribute, value, 'Number')
}

function enumValue(attribute: AttributeModel, value: NonNullable<RuleValue>): string {
  if (typeof value !== 'string') return wrongType(attribute, value, 'Enum')
  if (attribute.enumOptions?.includes(value) === true) return value
  throw invalidQuery(`Attribute [${attribute.name}] value [${value}] is not a valid enum option`)
}

function notANumber(text: string): never {
  throw serverFailure(`For input string: "${text}"`)
}

function notADay(attribute: AttributeModel, text: string): never {
  throw invalidQuery(
    `Failed to parse attribute [${attribute.name}] value [${text}] as date. Valid date format is [YYYY-MM-DD].`,
  )
}

function notAnInstant(attribute: AttributeModel, text: string): never {
  throw invalidQuery(
    `Failed to parse attribute [${attribute.name}] value [${text}] as datetime. Valid datetime format is [YYYY-MM-DDThh:mm:ssZ]`,
  )
}

function notConverted(attribute: AttributeModel, text: string, typeName: string): never {
  throw invalidQuery(`Attribute [${attribute.name}] value [${text}] cannot be converter to type [${typeName}]`)
}

function wrongType(attribute: AttributeModel, value: NonNullable<RuleValue>, typeName: string): never {
  const actual =
    typeof value === 'object'
      ? 'ArrayList'
      : typeof value === 'string'
        ? 'String'
        : typeof value === 'boolean'
          ? 'Boolean'
          : 'Double'
  throw invalidQuery(`Attribute [${attribute.name}] value is of type [${actual}] instead of [String] or [${typeName}]`)
}
