// The sentences with which the server refuses to write rows.
import { ServerRefusal, ValidationRefusal } from '../model/server-refusal'
import type { AttributeModel, CellValue, TableModel } from '../model/table-model'
import { doubleText } from '../query/java-number'

/** A text that is no number: 500, as the server does not expect it. */
export function notANumber(text: string): ServerRefusal {
  return new ServerRefusal(500, `For input string: "${text}"`)
}

/** A JSON value of a type that the attribute does not take: 400. */
export function wrongType(attribute: AttributeModel, actual: string, ...expected: readonly string[]): ServerRefusal {
  const types = expected.map((type) => `[${type}]`).join(' or ')
  return new ServerRefusal(400, `Attribute [${attribute.name}] value is of type [${actual}] instead of ${types}`)
}

/** A missing value: 400 D21a. */
export function missingValue(table: TableModel, attribute: AttributeModel): ServerRefusal {
  return new ServerRefusal(400, `The attribute '${attribute.name}' of entity '${table.id}' can not be null.`, 'D21a')
}

/** A value that another row has already: 400 D24a. */
export function duplicateValue(table: TableModel, attribute: string, value: string): ServerRefusal {
  const text = `Value '${value}' for unique attribute '${attribute}' from entity '${table.id}' already exists.`
  return new ServerRefusal(400, text, 'D24a')
}

/** The same reference twice in one list: 400 D25. */
export function duplicateListValue(table: TableModel, attribute: string, value: string, id: string): ServerRefusal {
  const text = `Duplicate list value '${value}' for attribute '${attribute}' from entity '${table.id}' with id '${id}'.`
  return new ServerRefusal(400, text, 'D25')
}

/** A reference to a row that is not there: 400 D23. */
export function unknownReference(table: TableModel, attribute: string, value: string): ServerRefusal {
  return new ServerRefusal(
    400,
    `Unknown xref value '${value}' for attribute '${attribute}' of entity '${table.id}'.`,
    'D23',
  )
}

/** Deleting a row that others refer to: 400 D19. */
export function stillReferenced(table: TableModel, value: string, referringTable: TableModel): ServerRefusal {
  const text = `Value '${value}' for attribute '${table.idAttribute}' is referenced by entity '${referringTable.id}'.`
  return new ServerRefusal(400, text, 'D19')
}

/** Changing a value that must stay as it is: 400 D18. */
export function readOnlyValue(table: TableModel, attribute: string, id: string): ServerRefusal {
  const text = `Updating read-only attribute '${attribute}' of entity '${table.id}' with id '${id}' is not allowed.`
  return new ServerRefusal(400, text, 'D18')
}

/** Setting one attribute that is read-only: 401. */
export function readOnlyAttribute(table: TableModel, attribute: string): ServerRefusal {
  return new ServerRefusal(401, `Attribute '${attribute}' of entity '${table.id}' is readonly`)
}

/** Replacing a row that is not there: 400. */
export function cannotUpdate(table: TableModel, id: string): ServerRefusal {
  return new ServerRefusal(400, `Cannot update [${table.id}] with id [${id}] because it does not exist`)
}

/** Sentence about a value that breaks a limit of its attribute. */
export function limitViolation(table: TableModel, attribute: AttributeModel, value: CellValue): string {
  const { range, maxLength } = attribute
  const limits = [
    range === undefined ? '' : `Value must be between ${String(range.min ?? null)} and ${String(range.max ?? null)}`,
    maxLength === undefined ? '' : `Value must be less than or equal to ${String(maxLength)} characters`,
  ]
  const type = attribute.type.toLowerCase()
  return `Invalid ${type} value '${javaText(value)}' for attribute '${attribute.label}' of entity '${table.id}'.${limits.join('')}`
}

/** Sentence about a value that breaks any other rule; `reason` may be empty. */
export function ruleViolation(
  table: TableModel,
  attribute: AttributeModel,
  value: CellValue,
  rowLabel: CellValue,
  reason: string,
): string {
  const where = `attribute [${attribute.label}] of entity [${javaText(rowLabel)}] with type [${table.id}]`
  const sentence = `Invalid [${attribute.type.toLowerCase()}] value [${javaText(value)}] for ${where}.`
  return reason === '' ? sentence : `${sentence} ${reason}`
}

/** Refuse if there is anything to say. */
export function refuseViolations(violations: readonly string[]): void {
  if (violations.length > 0) throw new ValidationRefusal(violations)
}

function javaText(value: CellValue): string {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : doubleText(value)
  return typeof value === 'object' && value !== null ? `[${value.join(', ')}]` : String(value)
}
