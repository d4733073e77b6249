// Ordinary rows for the table of every data type, so that filters, sorts and plots have something to show.
import type { CellValue } from '../../model/table-model'
import type { LiteralRow } from '../../model/define-table'
import { mix } from '../random'

const SEED = 11
const ROW_COUNT = 32
const TISSUES = ['blood', 'brain', 'heart', 'liver', 'muscle', 'skin'] as const
const CHOICES = ['a', 'b', 'c'] as const
const SNPS = ['rs1056019', 'rs12460890', 'rs2597775', 'rs3216', 'rs9901673'] as const

/** Rows `row 01` to `row 32`, with about one value in eight missing. */
export function plainRows(): readonly LiteralRow[] {
  return Array.from({ length: ROW_COUNT }, (_, index) => plainRow(index))
}

function plainRow(index: number): LiteralRow {
  const number = (kind: number, below: number): number => mix(SEED, index, kind) % below
  const name = `row ${String(index + 1).padStart(2, '0')}`
  const or = (kind: number, value: CellValue): CellValue => (number(kind + 50, 8) === 0 ? null : value)
  const pick = (kind: number, from: readonly string[]): string => from[number(kind, from.length)] ?? ''
  const day = new Date(Date.UTC(2010, 0, 1) + number(1, 5000) * 86_400_000).toISOString().slice(0, 10)
  const isWarm = number(2, 2) === 0
  const first = number(3, 4)
  return {
    id: name,
    xbool: or(4, isWarm),
    xcat: or(5, pick(6, TISSUES)),
    xcatm: number(7, 3) === 0 ? [] : [...new Set([pick(8, TISSUES), pick(9, TISSUES)])],
    xdate: or(10, day),
    xdatetime: or(11, `${day}T${String(number(12, 24)).padStart(2, '0')}:30:00Z`),
    xdecimal: or(13, (number(14, 20_001) - 10_000) / 100),
    xemail: or(15, `person.${String(index + 1)}@example.org`),
    xenum: or(16, pick(17, CHOICES)),
    xhtml: or(18, `<p>Sample <i>${String(index + 1)}</i></p>`),
    xhyper: or(19, `https://example.org/samples/${String(index + 1)}`),
    xint: or(20, number(21, 201) - 100),
    xlong: or(22, BigInt(number(23, 1_000_000)) * 10_007n),
    xmref: first === 3 ? [] : [String(first), String(first + 1)],
    xscript: or(24, `plot(x, y, main = "${name}")`),
    xstring: or(25, `Sample ${String(index + 1)}`),
    xtext: or(26, `Stored in freezer ${String(1 + number(27, 4))}, shelf ${String(1 + number(28, 9))}.`),
    xxref: or(29, pick(30, SNPS)),
  }
}
