// Where kept copies lie on the disk: main downloads into these places, the engine reads and builds there.

/** Name of a copy's database file, in a kept copy's folder and in a job's `copy` folder. */
export const copyFileName = 'rows.duckdb'
/** Name of the file that describes a kept copy; it lies beside the rows. */
export const manifestFileName = 'manifest.json'

/**
 * Where things lie below the folder of kept copies. All paths are relative and use `/`.
 *
 * `<datasetId>/` holds a complete copy; `.work/<jobId>/` holds what a running job has so far.
 */
export const places = {
  dataset: (datasetId: string) => datasetId,
  work: '.work',
  /** What DuckDB cannot hold in memory. */
  spill: '.work/spill',
  /** Copies that could not be read are put here. */
  damaged: '.damaged',
  job: (jobId: string) => `.work/${jobId}`,
  pages: (jobId: string) => `.work/${jobId}/pages`,
  page: (jobId: string, offset: number) => `.work/${jobId}/pages/${offset}.json`,
  parts: (jobId: string) => `.work/${jobId}/parts`,
  part: (jobId: string, offset: number) => `.work/${jobId}/parts/${offset}.parquet`,
  /** A copy while it is built, and until it gets its final name. */
  copy: (jobId: string) => `.work/${jobId}/copy`,
  /** The copy that a new one replaces, while the two change places. */
  replaced: (jobId: string) => `.work/${jobId}/replaced`,
} as const
