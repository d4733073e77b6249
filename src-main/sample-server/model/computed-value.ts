// Attributes whose value is worked out from others of the same row: another attribute by its name, a template with
// names in it, or a row of another table put together from several attributes.
import { databaseDoubleText } from '../query/java-number'
import { MULTIPLE_REFERENCES, SINGLE_REFERENCES, type AttributeModel, type CellValue } from './table-model'

/** Works a value out, given the way to the row's other values. */
export type ComputedValue = (read: (attribute: string) => CellValue) => CellValue

/**
 * The way to a computed attribute's value.
 *
 * @param targetId  name of the id attribute of the table that a reference points into
 */
export function computedValue(attribute: AttributeModel, targetId: () => string | undefined): ComputedValue {
  const expression = (attribute.expression ?? '').trim()
  const parts = expression.startsWith('{') ? readPairs(expression) : undefined
  const template = parts?.get('template')
  if (template !== undefined) {
    return (read) => template.replace(/\{\{\s*([\w-]+)\s*\}\}/g, (_, name: string) => textOf(read(name)) ?? '')
  }
  if (parts !== undefined) {
    return (read) => {
      const source = parts.get(targetId() ?? '')
      return source === undefined ? empty(attribute) : converted(attribute, read(source))
    }
  }
  const source = expression.replace(/^["']|["']$/g, '')
  return (read) => converted(attribute, read(source))
}

/** Pairs of a JSON object in which quotes may be left out. */
function readPairs(expression: string): ReadonlyMap<string, string> {
  const pair = /(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*:\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([\w-]+))/g
  return new Map(
    [...expression.matchAll(pair)].map((match) => [
      match[1] ?? match[2] ?? match[3] ?? '',
      (match[4] ?? match[5] ?? match[6] ?? '').replaceAll('\\"', '"'),
    ]),
  )
}

function converted(attribute: AttributeModel, value: CellValue): CellValue {
  if (MULTIPLE_REFERENCES.has(attribute.type)) return typeof value === 'object' && value !== null ? value : []
  const text = textOf(value)
  if (text === undefined) return null
  switch (attribute.type) {
    case 'INT':
    case 'DECIMAL':
      return typeof value === 'number' ? value : finite(Number(text))
    case 'LONG':
      return /^[+-]?\d+$/.test(text) ? BigInt(text) : null
    case 'BOOL':
      return text === 'true'
    default:
      return text
  }
}

function empty(attribute: AttributeModel): CellValue {
  return MULTIPLE_REFERENCES.has(attribute.type) && !SINGLE_REFERENCES.has(attribute.type) ? [] : null
}

function textOf(value: CellValue): string | undefined {
  if (value === null) return undefined
  if (typeof value === 'object') return value.join(',')
  return typeof value === 'number' ? databaseDoubleText(value) : String(value)
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
