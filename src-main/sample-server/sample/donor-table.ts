// A table that only signed-in users see: generated donors of the generated samples.
import { computedTable, defineTable } from '../model/define-table'
import type { CellValue, TableModel } from '../model/table-model'
import { sampleName } from './ase-tables'
import { mix } from './random'

/** Id of the table that guests do not see. */
export const DONOR_TABLE = 'Donor'

const SEED = 77
const DONOR_COUNT = 1237
const SEXES = ['female', 'male'] as const

const metadata = defineTable({
  id: DONOR_TABLE,
  label: 'Donors',
  description: 'People who gave the generated samples; all of it is generated. Shown to signed-in users only.',
  idAttribute: 'Donor_ID',
  attributes: [
    { name: 'Donor_ID', type: 'STRING', label: 'Donor' },
    { name: 'Sample', type: 'XREF', refTable: 'AseSample' },
    { name: 'Sex', type: 'ENUM', enumOptions: [...SEXES], isAggregatable: true },
    { name: 'Birth_year', type: 'INT', label: 'Birth year', range: { min: 1920, max: 2005 } },
    { name: 'Smoker', type: 'BOOL', isAggregatable: true },
    {
      name: 'Body_mass_index',
      type: 'DECIMAL',
      label: 'Body mass index',
      description: 'kg/m², missing where not measured',
    },
    { name: 'Collected', type: 'DATE', description: 'Day of sampling' },
  ],
})

/** The donors, one per generated sample of the smallest pool. */
export function donorTable(): TableModel {
  return computedTable(metadata, () => {
    const chance = (row: number, kind: number): number => mix(SEED, row, kind) / 4294967296
    const donorId = (row: number): string => `D${String(row + 1).padStart(5, '0')}`
    const columns = {
      Donor_ID: donorId,
      Sample: sampleName,
      Sex: (row: number): CellValue => (chance(row, 1) < 0.04 ? null : (SEXES[chance(row, 2) < 0.52 ? 0 : 1] ?? null)),
      Birth_year: (row: number): CellValue => (chance(row, 3) < 0.05 ? null : 1935 + Math.floor(chance(row, 4) * 60)),
      Smoker: (row: number): CellValue => (chance(row, 5) < 0.15 ? null : chance(row, 6) < 0.23),
      Body_mass_index: (row: number): CellValue =>
        chance(row, 7) < 0.2 ? null : Math.round(10 * (18 + 8 * chance(row, 8) + 8 * chance(row, 9))) / 10,
      Collected: (row: number): CellValue =>
        new Date(Date.UTC(2009, 0, 1) + Math.floor(chance(row, 10) * 2000) * 86_400_000).toISOString().slice(0, 10),
    }
    const rowOf = (id: string): number | undefined => {
      const row = Number(id.slice(1)) - 1
      return row >= 0 && row < DONOR_COUNT && donorId(row) === id ? row : undefined
    }
    return { rowCount: DONOR_COUNT, columns, rowOf }
  })
}
