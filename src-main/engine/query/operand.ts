// What a condition compares: a column of the copy, or what the copy holds of the rows that a column refers to.
import { AppError } from '@shared/errors/app-error'
import type { ValueType } from '@shared/table/value-type'
import { quoteText } from '../store/sql-text'
import type { BoundValues } from '../store/sql-text'
import type { StoredColumn, StoredForm } from '../store/stored-column'

/** One side of a comparison. */
export type Operand = {
  /** Attribute as the condition names it. */
  readonly attribute: string
  /** Form of one value; references are compared by their ids, which are text. */
  readonly form: Exclude<StoredForm, 'reference' | 'references'>
  /** Type of the column that is named, or of the column that a dotted name ends in. */
  readonly type: ValueType
  readonly sql: string
  /** True when a row has a list of such values. */
  readonly isList: boolean
  /** Number of the place of its words; null where none are prepared. */
  readonly place: number | null
}

/**
 * Find what a condition's attribute means.
 *
 * @throws AppError `query.invalid` for an unknown attribute, `query.refused` for one that the copy does not hold
 */
export function operandOf(attribute: string, columns: readonly StoredColumn[]): Operand {
  const whole = columns.find(({ column }) => column.name === attribute)
  if (whole) return columnOperand(attribute, whole)
  const stored = columns.find(({ column }) => column.target !== null && attribute.startsWith(`${column.name}.`))
  const { target } = stored?.column ?? {}
  if (!stored || !target) {
    throw new AppError('query.invalid', `There is no column ${attribute} in this table.`, { facts: { attribute } })
  }
  const name = attribute.slice(stored.column.name.length + 1)
  if (name === target.idColumn) return { ...columnOperand(attribute, stored), type: target.idType }
  if (name === target.labelColumn && stored.label !== null) {
    const isList = stored.form === 'references'
    return { attribute, form: 'text', type: 'string', sql: stored.label, isList, place: stored.index * 2 + 1 }
  }
  const known = [...new Set([target.idColumn, target.labelColumn])].join(' and ')
  throw new AppError(
    'query.refused',
    `The copy holds only ${known} of the rows that ${stored.column.label} refers to. ` +
      `Keep all of ${target.tableLabel} as well, and ask again.`,
    { facts: { attribute, tableId: target.tableId, asked: 'copy' } },
  )
}

/**
 * Refuse an attribute that leads through two references, unless it ends in what the copy holds itself.
 *
 * @throws AppError `query.refused`
 */
export function refuseTwoSteps(attribute: string, columns: readonly StoredColumn[]): void {
  const isHeld = columns.some(({ column: { name, target }, label }) => {
    const held = target === null ? [] : [target.idColumn, ...(label === null ? [] : [target.labelColumn])]
    return held.some((inner) => attribute === `${name}.${inner}`)
  })
  if (isHeld) return
  throw new AppError(
    'query.refused',
    `Kept copies are asked through one reference, and ${attribute} leads through two.`,
    {
      facts: { attribute },
    },
  )
}

function columnOperand(attribute: string, { column, form, value, index }: StoredColumn): Operand {
  const isReference = form === 'reference' || form === 'references'
  const hasWords = isReference || form === 'text' || form === 'decimal'
  return {
    attribute,
    form: isReference ? 'text' : form,
    type: column.type,
    sql: value,
    isList: form === 'references',
    place: hasWords ? index * 2 : null,
  }
}

const wholeNumber = /^[+-]?\d{1,30}$/
const anyNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const day = /^-?\d{4,6}-\d\d-\d\d$/
const instant = /^-?\d{4,6}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d(:?\d\d)?)?)?$/

/**
 * A value of a condition as SQL of the operand's own type; the text itself is bound, never written.
 *
 * @throws AppError `query.invalid` when the text is no value of that type
 */
export function operandValue({ form, attribute }: Operand, text: string, bound: BoundValues): string {
  const refuse = (what: string): never => {
    throw new AppError('query.invalid', `${quoteText(text)} is not ${what}, which ${attribute} needs.`, {
      facts: { attribute },
    })
  }
  const trimmed = text.trim()
  switch (form) {
    case 'text':
      return bound.text(text)
    case 'bool':
      if (!/^(true|false)$/i.test(trimmed)) refuse('true or false')
      return trimmed.toLowerCase()
    case 'int':
    case 'long':
      if (!wholeNumber.test(trimmed) || BigInt.asIntN(64, BigInt(trimmed)) !== BigInt(trimmed)) {
        refuse('a whole number of at most 64 bits')
      }
      return `CAST(${bound.text(trimmed)} AS BIGINT)`
    case 'decimal':
      if (!anyNumber.test(trimmed)) refuse('a number')
      return `CAST(${bound.text(trimmed)} AS DOUBLE)`
    case 'date':
      if (!day.test(trimmed.slice(0, 10)) || !isDay(trimmed)) refuse('a date such as 2015-12-31')
      return `CAST(${bound.text(trimmed.slice(0, 10))} AS DATE)`
    case 'date-time':
      if (!instant.test(trimmed) || !isDay(trimmed)) refuse('a date and time such as 2015-12-31T22:59:59Z')
      return `CAST(CAST(${bound.text(trimmed)} AS TIMESTAMPTZ) AS TIMESTAMP)`
  }
}

/** False for days that no calendar has, such as 2015-02-30. */
function isDay(text: string): boolean {
  const [year = 0, month = 0, date = 0] = text.slice(0, 10).split('-').map(Number)
  return (
    month >= 1 && month <= 12 && date >= 1 && date <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()
  )
}
