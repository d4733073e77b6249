// Recognises tables of allele counts, which have a figure of their own, and the SNP that a filter narrows them to.
import { activeFilter, type FilterNode } from '../query/query'
import { isReferenceType } from '../table/value-type'
import type { Column, Table } from '../table/table'

/** The columns of a table with one row of allele counts per SNP and sample, by name. */
export type AlleleColumns = {
  readonly reference: string
  readonly alternative: string
  readonly snp: string
  /** The column that names the sample; null when there is none to be recognised. */
  readonly sample: string | null
}

const referenceName = /^ref(erence)?([ _-]?allele)?[ _-]?(read[ _-]?)?counts?$/i
const alternativeName = /^alt(ernative)?([ _-]?allele)?[ _-]?(read[ _-]?)?counts?$/i
const snpName = /^(snp|rs)([ _-]?ids?)?$/i
const sampleName = /^samples?([ _-]?ids?)?$/i

/**
 * The allele count columns of a table; counts may be numbers or numbers sent as text.
 *
 * @returns null when the table holds no counts of both alleles beside a SNP
 */
export function findAlleleColumns(table: Table): AlleleColumns | null {
  const named = (pattern: RegExp, passes: (column: Column) => boolean = () => true) =>
    table.columns.find((column) => pattern.test(column.name) && passes(column))
  const isCount = (column: Column) => column.type !== 'bool' && !isReferenceType(column.type)
  const reference = named(referenceName, isCount)
  const alternative = named(alternativeName, isCount)
  const snp = named(snpName)
  if (!reference || !alternative || !snp) return null
  const sample = named(sampleName)
  return { reference: reference.name, alternative: alternative.name, snp: snp.name, sample: sample?.name ?? null }
}

/**
 * The one value that a filter allows in a column, when it does so for every row that passes.
 *
 * @returns the value, or null when the filter lets through several
 */
export function soleValue(filter: FilterNode, attribute: string): string | null {
  const active = activeFilter(filter)
  if (!active) return null
  const parts = active.kind === 'group' && active.joint === 'and' ? active.children : [active]
  for (const part of parts) {
    if (part.kind === 'group') {
      const inner = part.joint === 'and' ? soleValue(part, attribute) : null
      if (inner !== null) return inner
      continue
    }
    if (part.attribute !== attribute || part.values.length !== 1) continue
    if (part.operator === 'equals' || part.operator === 'in') return part.values[0] ?? null
  }
  return null
}
