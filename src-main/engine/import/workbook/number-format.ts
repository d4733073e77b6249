// Which number formats of a workbook mean dates, and what a number with such a format says.

/** What a number stands for: itself, a day, a moment, a time of day, or a number with leading zeros. */
export type NumberForm =
  | { readonly kind: 'number' }
  | { readonly kind: 'date' | 'date-time' | 'time' }
  | { readonly kind: 'padded'; readonly digitCount: number }

const plain: NumberForm = { kind: 'number' }

/** Formats that every workbook has by number. @source ECMA-376 part 1, 18.8.30 */
function builtIn(id: number): NumberForm {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) return { kind: 'date' }
  if (id === 22) return { kind: 'date-time' }
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)) return { kind: 'time' }
  return plain
}

/**
 * What a format means.
 *
 * @param code  the format's own code; null for one that every workbook has
 */
export function numberForm(id: number, code: string | null): NumberForm {
  if (code === null) return builtIn(id)
  const [positive = ''] = code.split(';')
  if (/^0{2,}$/.test(positive)) return { kind: 'padded', digitCount: positive.length }
  // Quoted text, escaped signs, colours and languages say nothing of what the number is; [h] counts hours.
  const bare = positive
    .replaceAll(/"[^"]*"|\\.|_.|\*./g, '')
    .replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .toLowerCase()
  if (/general|[#0?]/.test(bare.replaceAll(/s(?:\.0+)?/g, 's'))) return plain
  const hasDay = /[yd]/.test(bare) || (/m/.test(bare) && !/[hs]/.test(bare))
  const hasTime = /[hs]/.test(bare)
  if (hasDay) return { kind: hasTime ? 'date-time' : 'date' }
  return hasTime ? { kind: 'time' } : plain
}

const dayMs = 86_400_000

/**
 * A number as the text of what it stands for: digits without exponents, ISO dates and times.
 *
 * @param startsIn1904  workbooks that count days from 1904
 */
export function numberText(raw: string, form: NumberForm, startsIn1904: boolean): string {
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return raw
  if (form.kind === 'number') return digits(value)
  if (form.kind === 'padded')
    return Number.isInteger(value) && value >= 0 ? String(value).padStart(form.digitCount, '0') : digits(value)
  if (form.kind === 'time' && value >= 0 && value < 1)
    return new Date(Math.round(value * 86_400) * 1000).toISOString().slice(11, 19)
  // Numbers below 61 count a 29 February 1900 that never was.
  const days = startsIn1904 ? value + 1462 : value < 60 ? value + 1 : value
  const moment = new Date(Date.UTC(1899, 11, 30) + Math.round(days * dayMs))
  if (Number.isNaN(moment.getTime())) return digits(value)
  const iso = moment.toISOString()
  const isMidnight = iso.endsWith('T00:00:00.000Z')
  if (form.kind === 'date' && isMidnight) return iso.slice(0, 10)
  return iso.endsWith('.000Z') ? iso.slice(0, 19) : iso.slice(0, 23)
}

/** All digits, never an exponent. */
function digits(value: number): string {
  const text = String(value)
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-])(\d+)$/.exec(text)
  if (!parts) return text
  const [, sign = '', first = '', rest = '', direction, exponent] = parts
  const shift = Number(exponent)
  if (direction === '-') return `${sign}0.${'0'.repeat(shift - 1)}${first}${rest}`
  return `${sign}${first}${rest}${'0'.repeat(Math.max(0, shift - rest.length))}`
}
