// Pattern matching as the database does it: every value by its text, case ignored, `%` and `_` as wild cards.
import type { AttributeModel, CellValue } from '../../model/table-model'
import { databaseDoubleText, doubleText } from '../java-number'
import { instantText } from '../date-value'
import type { Comparable } from '../query-value'

/** A cell (one element of a multiple reference) as the database casts it to text. */
export function castText(attribute: AttributeModel, cell: Exclude<CellValue, null | readonly string[]>): string {
  if (typeof cell === 'number') return attribute.type === 'INT' ? String(cell) : databaseDoubleText(cell)
  if (attribute.type === 'DATE_TIME')
    return `${instantText(Date.parse(String(cell)))
      .replace('T', ' ')
      .replace('Z', '')}+00`
  return String(cell)
}

/** The value of a LIKE as the server writes it into the pattern: in its own spelling of numbers and instants. */
export function patternText(attribute: AttributeModel, value: Comparable): string {
  if (value === null) return 'null'
  if (attribute.type === 'DATE_TIME' && typeof value === 'number') return instantText(value)
  if (attribute.type === 'DECIMAL' && typeof value === 'number') return doubleText(value)
  return String(value)
}

/**
 * A test for 'contains this pattern'.
 *
 * @param isExact  whether case counts
 * `%` stands for any run of characters, `_` for one character; there is no escape.
 */
export function containsPattern(pattern: string, isExact = false): (text: string) => boolean {
  const fold = (text: string): string => (isExact ? text : Array.from(text, lowerSign).join(''))
  const folded = fold(pattern)
  if (!/[%_]/.test(folded)) return (text) => fold(text).includes(folded)
  const parts = Array.from(`%${folded}%`)
  return (text) => matchesWildcards(Array.from(fold(text)), parts)
}

/** The database turns each character into one: no second sign beside a dotted capital I, no other sigma at an end. */
const lowerSign = (sign: string): string => String.fromCodePoint(sign.toLowerCase().codePointAt(0) ?? 0)

/** Walk both once; at a dead end let the last `%` take one character more. */
function matchesWildcards(text: readonly string[], pattern: readonly string[]): boolean {
  let textAt = 0
  let patternAt = 0
  let lastAny = -1
  let resumeAt = 0
  while (textAt < text.length) {
    const expected = pattern[patternAt]
    if (expected === '%') {
      lastAny = patternAt
      resumeAt = textAt
      patternAt += 1
    } else if (expected === '_' || expected === text[textAt]) {
      patternAt += 1
      textAt += 1
    } else if (lastAny >= 0) {
      resumeAt += 1
      textAt = resumeAt
      patternAt = lastAny + 1
    } else {
      return false
    }
  }
  return pattern.slice(patternAt).every((rest) => rest === '%')
}
