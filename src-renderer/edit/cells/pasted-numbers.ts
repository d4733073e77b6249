// Numbers in a pasted block: whether its commas are decimal signs, and which of its texts can mean two numbers.
import type { DecimalSign } from '@shared/edit/read-number'
import type { Column } from '@shared/table/table'

/** How the numbers of a block are read. */
export type NumberReading = {
  /** What the person said; null while nothing was said. */
  readonly sign: DecimalSign | null
  /** Some number of the block has a comma that can only be a decimal sign. */
  readonly hasCommas: boolean
}

/** A text that can mean two numbers, and what it is with either sign. */
export type UncertainNumber = { readonly text: string; readonly meanings: Readonly<Record<DecimalSign, string>> }

const isNumber = ({ type }: Column): boolean => type === 'int' || type === 'long' || type === 'decimal'

const commaForms = [/^[+-]?\d{1,3}(?:\.\d{3})+,\d+$/, /^[+-]?\d{1,3}(?:\.\d{3}){2,}$/, /^[+-]?\d*,\d+(?:e[+-]?\d+)?$/i]
const uncertainForm = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/

/** True when some number in these rows is written with a decimal comma beyond doubt. */
export function hasDecimalCommas(columns: readonly (Column | null)[], rows: readonly (readonly string[])[]): boolean {
  const places = columns.flatMap((column, at) => (column && isNumber(column) ? [at] : []))
  return rows.some((row) =>
    places.some((at) => {
      const text = (row[at] ?? '').trim()
      return !uncertainForm.test(text) && commaForms.some((form) => form.test(text))
    }),
  )
}

/** A text of a number column that is one number with a decimal comma and another with a decimal point; else null. */
export function uncertainNumber(column: Column, text: string): UncertainNumber | null {
  const trimmed = text.trim()
  if (!isNumber(column) || !uncertainForm.test(trimmed)) return null
  const [broken, whole] = [trimmed.replace(',', '.'), trimmed.replace(/[.,]/, '')]
  const hasComma = trimmed.includes(',')
  return { text: trimmed, meanings: { ',': hasComma ? broken : whole, '.': hasComma ? whole : broken } }
}

/** Why a number is not taken although it could be read: others of the block speak against the way that it is read. */
export function doubtAbout(column: Column, text: string, { sign, hasCommas }: NumberReading): string | null {
  if (sign !== null || !hasCommas || column.type !== 'decimal' || text.includes(',')) return null
  const uncertain = uncertainNumber(column, text)
  if (!uncertain) return null
  const { meanings } = uncertain
  return `'${uncertain.text}' can mean ${meanings['.']} or ${meanings[',']}: other numbers here have a decimal comma.`
}
