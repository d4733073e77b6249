// Dates in workbooks are numbers of days that a cell's style shows as a date.
import { walkXml } from './xml-walk'

/** Numbers of the built-in formats that show a date or a time. */
const BUILT_IN = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47])
const DAY_MS = 86_400_000

/** Numbers of the cell styles that show dates. */
export async function dateStyles(stylesXml: string): Promise<ReadonlySet<number>> {
  const formats = new Set(BUILT_IN)
  const styles = new Set<number>()
  let isCellStyles = false
  let count = 0
  await walkXml(
    stylesXml,
    (tag, attributes) => {
      if (tag === 'numFmt' && isDateFormat(attributes['formatCode'] ?? '')) formats.add(Number(attributes['numFmtId']))
      if (tag === 'cellXfs') isCellStyles = true
      if (tag !== 'xf' || !isCellStyles) return
      if (formats.has(Number(attributes['numFmtId'] ?? 0))) styles.add(count)
      count += 1
    },
    (tag) => {
      if (tag === 'cellXfs') isCellStyles = false
    },
  )
  return styles
}

function isDateFormat(code: string): boolean {
  return /[dmyhs]/i.test(code.replace(/"[^"]*"|\\.|\[(?:[a-z]+\d*|\$[^\]]*|[<>=][^\]]*)\]/gi, ''))
}

/**
 * A day number as an ISO date, with the time behind it unless that is midnight.
 *
 * @param startsIn1904  the workbook counts from 1904 instead of 1900
 */
export function dayText(days: number, startsIn1904: boolean): string {
  // Workbooks that count from 1900 believe that it was a leap year.
  const since = startsIn1904 ? Date.UTC(1904, 0, 1) : days < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30)
  const moment = new Date(since + Math.round(days * DAY_MS))
  if (Number.isNaN(moment.getTime())) return String(days)
  const text = moment.toISOString().slice(0, 19)
  return text.endsWith('T00:00:00') ? text.slice(0, 10) : text
}
