// The rows that are written for figures: SampleAse as it is, with a reference, a list of references, texts and a number.

/** The table that is written. */
export const tableId = 'SampleAse'

/** One row as it is sent. */
export type BenchRow = {
  readonly ID: string
  readonly SNP_ID: string
  readonly SampleIds: readonly string[]
  readonly Ref_Counts: string
  readonly Alt_Counts: string
  readonly Chromosome: string
  readonly Position: number
}

/** Rows with ids that no row has yet. */
export const makeRows = (rowCount: number): BenchRow[] =>
  Array.from({ length: rowCount }, (_, at) => ({
    ID: `bench-${String(at).padStart(7, '0')}`,
    SNP_ID: 'rs12460890',
    SampleIds: [at % 2 === 0 ? 'SIM0001' : 'SIM0002'],
    Ref_Counts: String(at % 997),
    Alt_Counts: String((at * 7) % 991),
    Chromosome: String(1 + (at % 22)),
    Position: 800_000 + at,
  }))
