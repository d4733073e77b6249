// The rules that a row must keep by itself, without a look at other rows.
import { readRule } from '../model/rule-value'
import type { AttributeModel, CellValue, TableModel } from '../model/table-model'
import type { StoredRow } from '../store/table-changes'
import { limitViolation, refuseViolations, ruleViolation } from './write-refusals'

const EMAIL_NAME = /^[\w!#$%&'*+/=?^`{|}~\u0080-\uffff-]+(?:\.[\w!#$%&'*+/=?^`{|}~\u0080-\uffff-]+)*$/
const DOMAIN_LABEL = /^[a-z0-9\u0080-\uffff](?:[a-z0-9\u0080-\uffff-]*[a-z0-9\u0080-\uffff])?$/i
const ADDRESS_IN_BRACKETS = /^\[(?:\d{1,3}(?:\.\d{1,3}){3}|IPv6:[0-9a-f:.]+)\]$/i
// What a URI may hold as it stands, percent signs only before two hexadecimal digits.
const URI = /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9a-f]{2}|[^\u0000-\u0080\s])*$/iu

/** Throws ValidationRefusal 400 for the first row that breaks a rule of its attributes. */
export function requireValid(table: TableModel, rows: readonly StoredRow[]): void {
  for (const row of rows) refuseViolations(rowViolations(table, row))
}

/** Sentences for everything in a row that breaks a rule of its attribute, in the order of the attributes. */
function rowViolations(table: TableModel, row: StoredRow): readonly string[] {
  const labelOrdinal = table.attributes.findIndex(({ name }) => name === table.labelAttribute)
  const label = row[labelOrdinal] ?? null
  return table.attributes.flatMap((attribute, ordinal) => {
    const value = row[ordinal] ?? null
    const violation = violationOf(table, attribute, value, label) ?? brokenRule(table, attribute, value, row, label)
    return violation === undefined ? [] : [violation]
  })
}

function violationOf(
  table: TableModel,
  attribute: AttributeModel,
  value: CellValue,
  label: CellValue,
): string | undefined {
  if (value === null) {
    const isMissingId = attribute.isId && !attribute.isAuto
    return isMissingId ? ruleViolation(table, attribute, value, label, '') : undefined
  }
  const reason = reasonAgainst(attribute, value)
  if (reason !== undefined) return ruleViolation(table, attribute, value, label, reason)
  return isWithinLimits(attribute, value) ? undefined : limitViolation(table, attribute, value)
}

/** A rule of the attribute over the whole row; one that lacks a value does not count. */
function brokenRule(
  table: TableModel,
  attribute: AttributeModel,
  value: CellValue,
  row: StoredRow,
  label: CellValue,
): string | undefined {
  const { validationExpression, nullableExpression } = attribute
  const holds = (text: string): boolean | null | undefined =>
    readRule(text)?.((name) => row[table.attributes.findIndex((other) => other.name === name)] ?? null)
  if (validationExpression !== undefined && holds(validationExpression) === false) {
    return ruleViolation(table, attribute, value, label, `Offended validation expression: ${validationExpression}`)
  }
  if (nullableExpression !== undefined && value === null && holds(nullableExpression) === false) {
    return ruleViolation(table, attribute, value, label, `Offended nullable expression: ${nullableExpression}`)
  }
  return undefined
}

function reasonAgainst(attribute: AttributeModel, value: CellValue): string | undefined {
  const text = typeof value === 'string' ? value : ''
  switch (attribute.type) {
    case 'EMAIL':
      return isEmail(text) ? undefined : 'Not a valid e-mail address.'
    case 'HYPERLINK':
      return isUri(text) ? undefined : 'Not a valid hyperlink.'
    case 'ENUM': {
      const options = attribute.enumOptions ?? []
      return options.includes(text) ? undefined : `Value must be one of [${options.join(', ')}]`
    }
    default:
      return undefined
  }
}

function isWithinLimits({ range, maxLength }: AttributeModel, value: CellValue): boolean {
  if (typeof value === 'string' && maxLength !== undefined && value.length > maxLength) return false
  if (range === undefined || (typeof value !== 'number' && typeof value !== 'bigint')) return true
  return (range.min === undefined || value >= range.min) && (range.max === undefined || value <= range.max)
}

function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@')
  const name = text.slice(0, Math.max(at, 0))
  const domain = text.slice(at + 1)
  if (at < 1 || name.length > 64 || domain.length > 255) return false
  const isNamed = EMAIL_NAME.test(name) || /^"(?:[^"\\\r\n]|\\.)+"$/.test(name)
  return isNamed && (ADDRESS_IN_BRACKETS.test(domain) || domain.split('.').every((part) => DOMAIN_LABEL.test(part)))
}

function isUri(text: string): boolean {
  if (!URI.test(text)) return false
  const scheme = /^([^:/?#]*):/.exec(text)?.[1]
  if (scheme === undefined) return true
  return /^[a-z][\w+.-]*$/i.test(scheme) && text.length > scheme.length + 1
}
