// The words of a copy, prepared when it is built: text search then looks words up and never analyses a row.
import { DuckDBDataChunk, INTEGER, SMALLINT, VARCHAR, type DuckDBConnection } from '@duckdb/node-api'
import { throwIfCancelled } from '@shared/errors/app-error'
import type { EngineProgress } from '../messages'
import { decimalSearchText } from '../query/value-text'
import type { StoredColumn } from '../store/stored-column'
import { analyse } from '../text/analyse'

// Values repeat: each different value of a column is analysed once. `texts` gives a value its number, `words` holds
// its terms with their positions, ordered by term so that a look-up reads few blocks.

type IndexOptions = {
  readonly signal: AbortSignal | undefined
  readonly onProgress: ((progress: EngineProgress) => void) | undefined
  readonly rowCount: number
}

/** A place of words: a column's values, or the labels beside its ids. */
export type WordPlace = {
  /** Number of the place in the tables `texts` and `words`. */
  readonly place: number
  readonly stored: StoredColumn
  /** SQL name of the column that holds the texts. */
  readonly name: string
  readonly isList: boolean
}

/** The places whose words are prepared. Whole numbers, booleans and dates are compared as they are. */
export function wordPlaces(columns: readonly StoredColumn[]): WordPlace[] {
  return columns.flatMap((stored): WordPlace[] => {
    const isList = stored.form === 'references'
    const ids: WordPlace = { place: stored.index * 2, stored, name: stored.value, isList }
    if (stored.form === 'text' || stored.form === 'decimal') return [ids]
    if (stored.label === null) return []
    const hasLabels = stored.column.target?.idColumn !== stored.column.target?.labelColumn
    return hasLabels ? [ids, { place: stored.index * 2 + 1, stored, name: stored.label, isList }] : [ids]
  })
}

/** Fill the tables `texts` and `words`. */
export async function buildWordIndex(
  connection: DuckDBConnection,
  columns: readonly StoredColumn[],
  options: IndexOptions,
): Promise<void> {
  await connection.run('CREATE TABLE texts (place SMALLINT, value INTEGER, text VARCHAR)')
  await connection.run('CREATE TEMP TABLE loose_words (place SMALLINT, value INTEGER, position INTEGER, term VARCHAR)')
  let nextValue = 0
  for (const place of wordPlaces(columns)) {
    throwIfCancelled(options.signal)
    const source = place.isList
      ? `SELECT unnest(${place.name}) AS text FROM rows`
      : `SELECT ${place.name} AS text FROM rows`
    const text = place.stored.form === 'decimal' ? decimalSearchText('text') : 'text'
    await connection.run(
      `INSERT INTO texts SELECT ${place.place}, CAST(${nextValue} + row_number() OVER () AS INTEGER), ${text}
       FROM (SELECT DISTINCT text FROM (${source}) WHERE text IS NOT NULL)`,
    )
    nextValue = await analysePlace(connection, place.place, nextValue, options)
  }
  await connection.run(
    'CREATE TABLE words AS SELECT term, place, value, position FROM loose_words ORDER BY term, place, value',
  )
  await connection.run('DROP TABLE loose_words')
}

async function analysePlace(
  connection: DuckDBConnection,
  place: number,
  lastValue: number,
  { signal, onProgress, rowCount }: IndexOptions,
): Promise<number> {
  const appender = await connection.createAppender('loose_words', 'main', 'temp')
  const writer = new WordWriter((chunk) => appender.appendDataChunk(chunk), place)
  const result = await connection.run(`SELECT value, text FROM texts WHERE place = ${place}`)
  let highest = lastValue
  for (;;) {
    throwIfCancelled(signal)
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0) break
    const values = chunk.getColumnValues(0)
    const texts = chunk.getColumnValues(1)
    for (let i = 0; i < values.length; i += 1) {
      const value = Number(values[i])
      if (value > highest) highest = value
      writer.add(value, String(texts[i]))
    }
    onProgress?.({ doneCount: rowCount, totalCount: rowCount })
  }
  writer.flush()
  appender.closeSync()
  return highest
}

/** Collects words and hands them on in blocks. */
class WordWriter {
  private readonly values: number[] = []
  private readonly positions: number[] = []
  private readonly terms: string[] = []

  constructor(
    private readonly write: (chunk: DuckDBDataChunk) => void,
    private readonly place: number,
  ) {}

  add(value: number, text: string): void {
    for (const { term, position } of analyse(text)) {
      this.values.push(value)
      this.positions.push(position)
      this.terms.push(term)
      if (this.terms.length === 2048) this.flush()
    }
  }

  flush(): void {
    const count = this.terms.length
    if (count === 0) return
    const chunk = DuckDBDataChunk.create([SMALLINT, INTEGER, INTEGER, VARCHAR], count)
    const places = new Array<number>(count).fill(this.place)
    chunk.setColumns([places, this.values.splice(0), this.positions.splice(0), this.terms.splice(0)])
    this.write(chunk)
  }
}
