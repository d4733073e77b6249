// Typed or pasted numbers: lenient in form, strict in value. What can mean two numbers is asked back, never guessed.
import type { ReadCell } from './read-cell'

/** The sign between the whole and the broken part of a number. */
export type DecimalSign = '.' | ','

const spaceGroups = /^\d{1,3}([ \u00a0\u2009\u202f'’])\d{3}(?:\1\d{3})*(?:[.,]\d*)?$/
const plainForm = /^(?:\d+\.?\d*|\.\d+)$/

/** A number in the plain form `-12.5e3`, or what is wrong with it. */
type PlainNumber =
  { readonly plain: string; readonly exponent: string; readonly isUncertain: boolean } | { readonly problem: string }

/**
 * A whole number within the bits of its type; for 64 bits the cell is text with all digits.
 *
 * Exponents are refused: spreadsheets write large numbers so after they dropped digits.
 */
export function readWhole(text: string, bits: 32 | 64, sign: DecimalSign | null): ReadCell {
  const shown = quoted(text)
  const read = plainNumber(text, sign)
  if ('problem' in read) return { ok: false, problem: read.problem.replace('a number', 'a whole number') }
  if (read.exponent !== '') {
    return { ok: false, problem: `${shown} is written with an exponent, which can hide digits. Write all of them.` }
  }
  const [whole = '', fraction = ''] = read.plain.split('.')
  if (/[1-9]/.test(fraction)) return { ok: false, problem: `${shown} is not a whole number.` }
  if (read.isUncertain) {
    const value = BigInt(whole)
    return { ok: false, problem: `${shown} can mean ${value} or ${value * 1000n}. Write it without the dot.` }
  }
  const value = BigInt(/^[+-]?$/.test(whole) ? '0' : whole.replace('+', ''))
  if (BigInt.asIntN(bits, value) === value) return { ok: true, cell: bits === 32 ? Number(value) : value.toString() }
  const half = 2n ** BigInt(bits - 1)
  return { ok: false, problem: `${shown} is not between ${-half} and ${half - 1n}.` }
}

/** A decimal number, which the server keeps as a double; digits that would be lost are refused, not rounded. */
export function readDecimal(text: string, sign: DecimalSign | null): ReadCell {
  const read = plainNumber(text, sign)
  if ('problem' in read) return { ok: false, problem: read.problem }
  const value = Number(`${read.plain}${read.exponent}`)
  const digits = significantDigits(read.plain)
  const shown = quoted(text)
  if (!Number.isFinite(value)) return { ok: false, problem: `${shown} is larger than the largest decimal number.` }
  if (value === 0) {
    if (digits === '') return { ok: true, cell: 0 }
    return { ok: false, problem: `${shown} is smaller than the smallest decimal number.` }
  }
  // The shortest text of a double may end in another digit than its rounded expansion: 1192891961900223.25 is …23.2.
  const texts = digits.length > 100 ? [] : [value.toPrecision(digits.length), String(value)]
  if (texts.some((kept) => significantDigits(kept) === digits)) return { ok: true, cell: value }
  return { ok: false, problem: `${shown} has more digits than are kept: it would become ${value}.` }
}

/** A text in a sentence, cut where it is long. */
export function quoted(text: string): string {
  const trimmed = text.trim()
  return `'${trimmed.length > 60 ? `${trimmed.slice(0, 60)}…` : trimmed}'`
}

const significantDigits = (number: string): string =>
  number
    .replace(/e.*$/i, '')
    .replace(/[^\d]/g, '')
    .replace(/^0+|0+$/g, '')

function plainNumber(text: string, sign: DecimalSign | null): PlainNumber {
  const notOne = { problem: `${quoted(text)} is not a number.` }
  const parts = /^([+-]?)(.+?)([eE][+-]?\d+)?$/.exec(text.trim().replace(/\u2212/g, '-'))
  if (!parts) return notOne
  const [, minus = '', mantissa = '', exponent = ''] = parts
  if (sign === null && /^[1-9]\d{0,2},\d{3}$/.test(mantissa)) {
    const [plain, broken] = [mantissa.replace(',', ''), mantissa.replace(',', '.')]
    return { problem: `${quoted(text)} can mean ${plain} or ${broken}. Write it without the comma, or with a dot.` }
  }
  const plain = withoutGroups(mantissa, sign)
  if (plain === null || !plainForm.test(plain)) return notOne
  const isUncertain = sign === null && /^[1-9]\d{0,2}\.\d{3}$/.test(mantissa)
  return { plain: `${minus}${plain}`, exponent, isUncertain }
}

/** Digits with a point; null where signs stand as in no number. */
function withoutGroups(mantissa: string, sign: DecimalSign | null): string | null {
  if (spaceGroups.test(mantissa)) {
    const rest = mantissa.replace(/[^\d.,]/g, '')
    return sign !== null && /[.,]/.test(rest) && !rest.includes(sign) ? null : rest.replace(',', '.')
  }
  const marks = mantissa.replace(/[^.,]/g, '')
  const last = marks.at(-1)
  if (last === undefined) return mantissa
  const isGroupsOnly = marks.length > 1 ? new Set(marks).size === 1 : sign !== null && last !== sign
  const decimal: DecimalSign = isGroupsOnly ? (last === '.' ? ',' : '.') : last === '.' ? '.' : ','
  if (sign !== null && decimal !== sign) return null
  const grouping = decimal === '.' ? ',' : '.'
  const [whole = '', fraction, ...others] = mantissa.split(decimal)
  if (others.length > 0 || fraction?.includes(grouping)) return null
  if (whole.includes(grouping) && !/^[1-9]\d{0,2}(?:[.,]\d{3})+$/.test(whole)) return null
  const digits = whole.replaceAll(grouping, '')
  return fraction === undefined ? digits : `${digits}.${fraction}`
}
