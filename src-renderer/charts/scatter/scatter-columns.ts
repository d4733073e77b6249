// Which columns a scatter can show, and which two it starts with.
import { findAlleleColumns } from '@shared/ase/allele-columns'
import type { ScatterSpec } from '@shared/chart/chart-spec'
import type { TableView } from '@shared/settings/table-view'
import { findColumn, type Column, type Table } from '@shared/table/table'
import { isNumberType, isTextType } from '@shared/table/value-type'

/** Columns for an axis: those of numbers, and texts whose values may turn out to be numbers. */
export type AxisColumns = { readonly numbers: readonly Column[]; readonly texts: readonly Column[] }

export function axisColumns(table: Table): AxisColumns {
  return {
    numbers: table.columns.filter((column) => isNumberType(column.type)),
    texts: table.columns.filter((column) => isTextType(column.type) && column.type !== 'enum'),
  }
}

/**
 * The scatter that a table opens with: as it was left, else the allele counts, else the first two measured columns.
 *
 * @returns null when the table has no two columns of numbers and nothing was chosen
 */
export function firstScatter(table: Table, kept: TableView['plot']): ScatterSpec | null {
  if (kept && findColumn(table, kept.x) && findColumn(table, kept.y)) {
    return { kind: 'scatter', x: kept.x, y: kept.y, scale: kept.scale ?? 'linear' }
  }
  const alleles = findAlleleColumns(table)
  if (alleles) return { kind: 'scatter', x: alleles.reference, y: alleles.alternative, scale: 'linear' }
  // A number that names the row says nothing as a position.
  const [x, y] = axisColumns(table).numbers.filter((column) => !column.isId)
  return x && y ? { kind: 'scatter', x: x.name, y: y.name, scale: 'linear' } : null
}

/** True when the scatter shows a table's reference counts against its alternative counts. */
export function isAlleleScatter(table: Table, spec: ScatterSpec): boolean {
  const alleles = findAlleleColumns(table)
  return alleles !== null && spec.x === alleles.reference && spec.y === alleles.alternative
}

/** What a scatter asks the source for: two columns, and the one that names its points. */
export function scatterRequest(table: Table, spec: ScatterSpec): { columns: string[]; labelColumn: string | null } {
  const sample = findAlleleColumns(table)?.sample ?? null
  return { columns: spec.x === spec.y ? [spec.x] : [spec.x, spec.y], labelColumn: sample }
}
