// From a value in a request to a value of an attribute, by the rules of the first and second API: texts are read as
// numbers, empty text is no value, one text may be a whole list of references.
import { ServerRefusal } from '../model/server-refusal'
import {
  MULTIPLE_REFERENCES,
  type AttributeModel,
  type CellValue,
  type TableCatalogue,
  type TableModel,
} from '../model/table-model'
import { idAttributeOf, referencedTable } from '../query/attribute-path'
import { instantText, parseDay } from '../query/date-value'
import { readInstantMs } from '../query/query-value'
import { parseDouble, parseInt32, parseInt64 } from '../query/java-number'
import { notANumber, wrongType } from './write-refusals'

const INT_MAX = 2147483647
const LONG_MIN = -9223372036854775808n
const LONG_MAX = 9223372036854775807n

/** A file that came in a request. */
export type UploadedFile = {
  readonly name: string
  readonly contentType: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** What the conversion of one request may need of the server. */
export type ConversionContext = {
  readonly catalogue: TableCatalogue
  /** Keeps an uploaded file and gives its id. */
  readonly keepFile: (file: UploadedFile) => string
  /** Id of the file that a FILE attribute of an existing row holds, if it has this name. */
  readonly knownFile: (attribute: string, fileName: string) => string | undefined
}

/**
 * Convert one value.
 *
 * @param value  as parsed from JSON, text from a form, or an `UploadedFile`
 * @throws ServerRefusal 500 for a text that is no number, 400 for anything else that the attribute does not take
 */
export function convertValue(context: ConversionContext, attribute: AttributeModel, value: unknown): CellValue {
  const given = value === '' || value === undefined ? null : value
  if (MULTIPLE_REFERENCES.has(attribute.type)) return referenceList(context, attribute, given)
  if (given === null) return attribute.type === 'BOOL' && !attribute.isNillable ? false : null
  switch (attribute.type) {
    case 'BOOL':
      if (typeof given === 'boolean') return given
      if (typeof given === 'string') return given.toLowerCase() === 'true'
      throw wrongType(attribute, javaType(given), 'String', 'Boolean')
    case 'INT':
      return intValue(attribute, given)
    case 'LONG':
      return longValue(attribute, given)
    case 'DECIMAL':
      return decimalValue(attribute, given)
    case 'DATE':
    case 'DATE_TIME':
      return dateValue(context, attribute, given)
    case 'XREF':
    case 'CATEGORICAL':
      return String(convertValue(context, idAttributeOf(referencedTable(context.catalogue, attribute)), given))
    case 'FILE':
      return fileValue(context, attribute, given)
    case 'COMPOUND':
      throw new ServerRefusal(500, `Illegal attribute type [COMPOUND]`)
    default:
      if (typeof given === 'string') return given
      throw wrongType(attribute, javaType(given), 'String')
  }
}

function intValue(attribute: AttributeModel, given: unknown): number {
  if (typeof given === 'string') {
    const parsed = parseInt32(given)
    if (parsed === undefined) throw notANumber(given)
    return parsed
  }
  if (typeof given !== 'number') throw wrongType(attribute, javaType(given), 'String', 'Number')
  // Numbers of JSON are doubles to the server; it cuts off what is behind the point, and stops at the limits.
  return Math.max(-INT_MAX - 1, Math.min(INT_MAX, Math.trunc(given))) + 0
}

function longValue(attribute: AttributeModel, given: unknown): bigint {
  if (typeof given === 'string') {
    const parsed = parseInt64(given)
    if (parsed === undefined) throw notANumber(given)
    return parsed
  }
  if (typeof given !== 'number') throw wrongType(attribute, javaType(given), 'String', 'Number')
  const whole = BigInt(Math.trunc(given))
  return whole < LONG_MIN ? LONG_MIN : whole > LONG_MAX ? LONG_MAX : whole
}

function decimalValue(attribute: AttributeModel, given: unknown): number {
  if (typeof given !== 'string' && typeof given !== 'number') {
    throw wrongType(attribute, javaType(given), 'String', 'Number')
  }
  const parsed = typeof given === 'number' ? given : parseDouble(given)
  if (parsed === undefined) throw notANumber(String(given))
  // The database takes these, and then no answer with the row can be written any more.
  if (!Number.isFinite(parsed))
    throw new ServerRefusal(500, `${String(parsed)} is not a valid double value as per JSON specification.`)
  return parsed
}

function dateValue({ catalogue }: ConversionContext, attribute: AttributeModel, given: unknown): string {
  const isDay = attribute.type === 'DATE'
  if (typeof given !== 'string') throw wrongType(attribute, javaType(given), 'String', isDay ? 'LocalDate' : 'Instant')
  const kind = isDay ? 'date' : 'datetime'
  const form = isDay ? 'Valid date format is [YYYY-MM-DD].' : `Valid datetime format is [${instantForm(catalogue)}]`
  const ms = isDay ? undefined : readInstantMs(catalogue, given)
  // Instants are kept in whole seconds.
  const parsed = isDay ? parseDay(given) : ms === undefined ? undefined : instantText(Math.floor(ms / 1000) * 1000)
  if (parsed !== undefined) return parsed
  throw new ServerRefusal(400, `Failed to parse attribute [${attribute.name}] value [${given}] as ${kind}. ${form}`)
}

function instantForm({ queries }: TableCatalogue): string {
  return queries?.wantsOffsets === true ? "yyyy-MM-dd'T'HH:mm:ssZ" : 'YYYY-MM-DDThh:mm:ssZ'
}

function referenceList(context: ConversionContext, attribute: AttributeModel, given: unknown): readonly string[] {
  if (given === null) return []
  const values = typeof given === 'string' ? given.split(',').filter((part) => part !== '') : given
  if (!Array.isArray(values)) throw wrongType(attribute, javaType(given), 'String', 'List')
  const target: TableModel = referencedTable(context.catalogue, attribute)
  const idAttribute = idAttributeOf(target)
  return values.map((value: unknown) => {
    const id = convertValue(context, idAttribute, value)
    if (id === null) {
      throw new ServerRefusal(
        400,
        `Invalid [${attribute.type.toLowerCase()}] value [null] for attribute [${attribute.label}]. ` +
          'Not a valid entity, null is not allowed',
      )
    }
    return String(id)
  })
}

function fileValue(context: ConversionContext, attribute: AttributeModel, given: unknown): string {
  if (isUploadedFile(given)) return context.keepFile(given)
  if (typeof given !== 'string') throw wrongType(attribute, javaType(given), 'MultipartFile')
  const known = context.knownFile(attribute.name, given)
  if (known !== undefined) return known
  throw new ServerRefusal(
    400,
    'Cannot update entity with file attribute without passing file, while changing the name of the existing file attribute',
  )
}

/** Whether a value of a request is a file. */
export function isUploadedFile(value: unknown): value is UploadedFile {
  return typeof value === 'object' && value !== null && 'bytes' in value && value.bytes instanceof Uint8Array
}

/** The type of a JSON value in the words of the server. */
export function javaType(value: unknown): string {
  if (typeof value === 'string') return 'String'
  if (typeof value === 'number') return 'Double'
  if (typeof value === 'boolean') return 'Boolean'
  return Array.isArray(value) ? 'ArrayList' : 'LinkedTreeMap'
}
