// A staged row taken apart for the review: one line for each cell that matters, and what is to be said of the row.
import type { RowRefusal, StagedRow } from '@shared/edit/staged'
import type { Column, Table } from '@shared/table/table'
import type { Cell, Row } from '@shared/table/table-slice'

/** One cell of a staged row. */
export type CellLine = {
  readonly name: string
  readonly label: string
  /** Null while the table's metadata is not known. */
  readonly column: Column | null
  readonly before: Cell
  /** What the person made of it; undefined for cells that only somebody else changed. */
  readonly mine: Cell | undefined
  /** What somebody else made of it; undefined where it is as before. */
  readonly theirs: Cell | undefined
  readonly problem: string | null
  readonly refusal: RowRefusal | null
}

/** A staged row for the review. */
export type RowLines = {
  readonly lines: readonly CellLine[]
  /** What is wrong with the row as a whole. */
  readonly problems: readonly string[]
  /** A refusal that concerns the whole row, or a cell that has no line. */
  readonly refusal: RowRefusal | null
}

const has = (row: Row, name: string): boolean => Object.hasOwn(row, name)
const isNothing = (cell: Cell | undefined): boolean =>
  cell === null || cell === undefined || (Array.isArray(cell) && cell.length === 0)

/** Names of the cells that are worth a line. */
function wantedNames(row: StagedRow): Set<string> {
  const own =
    row.kind === 'add'
      ? Object.keys(row.after).filter((name) => !isNothing(row.after[name]))
      : row.kind === 'change'
        ? Object.keys(row.after)
        : Object.keys(row.before).filter((name) => !isNothing(row.before[name]))
  const theirs = row.conflict && row.kind !== 'add' ? Object.keys(row.conflict.theirs) : []
  const troubled = Object.keys(row.problems).filter((name) => name !== '')
  return new Set([...own, ...theirs, ...troubled])
}

/** In the order of the table; what the table does not know comes last. */
function inOrder(names: ReadonlySet<string>, table: Table | null): string[] {
  const known = (table?.columns ?? []).map(({ name }) => name).filter((name) => names.has(name))
  return [...known, ...[...names].filter((name) => !known.includes(name))]
}

/** Take a staged row apart. */
export function linesOf(row: StagedRow, table: Table | null): RowLines {
  const names = wantedNames(row)
  const { refusal } = row
  const isRefusalPlaced = refusal !== null && refusal.column !== null && names.has(refusal.column)
  const lines = inOrder(names, table).map((name): CellLine => {
    const column = table?.columns.find((one) => one.name === name) ?? null
    return {
      name,
      label: column?.label ?? name,
      column,
      before: row.before[name] ?? null,
      mine:
        row.kind === 'delete' || (row.kind === 'change' && !has(row.after, name))
          ? undefined
          : (row.after[name] ?? null),
      theirs: row.conflict && has(row.conflict.theirs, name) ? (row.conflict.theirs[name] ?? null) : undefined,
      problem: row.problems[name] ?? null,
      refusal: isRefusalPlaced && refusal.column === name ? refusal : null,
    }
  })
  const whole = row.problems['']
  return { lines, problems: whole === undefined ? [] : [whole], refusal: isRefusalPlaced ? null : refusal }
}

/** What kind of change a row is, and with which icon. */
export const kindLooks = {
  add: { word: 'New', icon: 'i-lucide-plus' },
  change: { word: 'Changed', icon: 'i-lucide-pencil' },
  delete: { word: 'To delete', icon: 'i-lucide-trash-2' },
} as const satisfies Record<StagedRow['kind'], { word: string; icon: string }>

/** What a row is called; a new row may have no name yet. */
export function rowName(row: StagedRow): string {
  const name = row.label.trim() === '' ? row.id : row.label
  return name === '' ? 'Row without an id' : name
}

/** What somebody else did, and the ways on from there; `mine` is null where there is nothing to keep. */
export type ConflictWords = { readonly sentence: string; readonly mine: string | null; readonly theirs: string }

/** The words about a row that somebody else changed; null for other rows. */
export function conflictWords(row: StagedRow): ConflictWords | null {
  if (row.conflict === null) return null
  if (row.kind === 'add' && row.id === '') {
    return {
      sentence: 'A row like this one is on the server by now. It may be the one that was sent.',
      mine: 'Send it once more',
      theirs: 'Drop mine',
    }
  }
  if (row.kind === 'add') {
    return {
      sentence: `There is a row with the id ${row.id} on the server by now.`,
      mine: 'Put mine over it',
      theirs: 'Drop mine',
    }
  }
  if (row.conflict.isGone) {
    return row.kind === 'delete'
      ? { sentence: 'Somebody else deleted this row already.', mine: null, theirs: 'Drop the deletion' }
      : { sentence: 'Somebody else deleted this row.', mine: 'Add it again', theirs: 'Drop my change' }
  }
  return {
    sentence: 'Somebody else changed this row since you read it.',
    mine: row.kind === 'delete' ? 'Delete it all the same' : 'Keep mine',
    theirs: row.kind === 'delete' ? 'Keep the row' : 'Take theirs',
  }
}
