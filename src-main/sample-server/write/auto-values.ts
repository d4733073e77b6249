// What the server fills in by itself when a row is made: ids, moments, default values.
import { randomBytes } from 'node:crypto'
import type { AttributeModel, CellValue } from '../model/table-model'
import { instantText } from '../query/date-value'
import { convertValue, type ConversionContext } from './convert-value'
import { MULTIPLE_REFERENCES } from '../model/table-model'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'

/** A new id of 26 letters and digits, as the server makes them. */
export function newId(): string {
  let bits = BigInt(`0x${randomBytes(16).toString('hex')}`) << 2n
  let id = ''
  for (let at = 0; at < 26; at += 1) {
    id = (LETTERS[Number(bits & 31n)] ?? 'a') + id
    bits >>= 5n
  }
  return id
}

/** The value of an attribute that a new row does not name: automatic, by default, or none. */
export function initialValue(context: ConversionContext, attribute: AttributeModel, now: Date): CellValue {
  if (attribute.isAuto) {
    if (attribute.type === 'STRING' && attribute.isId) return newId()
    const moment = instantText(Math.floor(now.getTime() / 1000) * 1000)
    if (attribute.type === 'DATE_TIME') return moment
    if (attribute.type === 'DATE') return moment.slice(0, 10)
  }
  if (attribute.defaultValue !== undefined) return convertValue(context, attribute, attribute.defaultValue)
  return MULTIPLE_REFERENCES.has(attribute.type) ? [] : null
}
