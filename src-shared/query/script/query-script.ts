// A table's question as a script that asks the server for the same rows, in Python, in R, or for curl in a shell. Pure.
import { AppError } from '../../errors/app-error'
import { foreseeRsql } from '../../rsql/foresee-rsql'
import { parseRsql } from '../../rsql/parse-rsql'
import type { FindTable } from '../../rsql/rsql-attribute'
import { encodedLength, longestForm } from '../../server/form-text'
import { findColumn, type Table } from '../../table/table'
import { isReferenceType } from '../../table/value-type'
import type { Query, SortKey } from '../query'
import { withResolvedDates } from '../relative-date'
import { toRsql } from '../rsql'
import { querySentence, tableWords } from '../sentence'
import { curlScript } from './curl-script'
import { pythonScript } from './python-script'
import { rScript } from './r-script'

/** The languages that scripts are written in. */
export const scriptLanguages = ['python', 'r', 'curl'] as const
export type ScriptLanguage = (typeof scriptLanguages)[number]

/** What is asked, and of whom. */
export type ScriptQuestion = {
  /** Root of the server, as `https://molgenis.example.org`. */
  readonly root: string
  readonly isGuest: boolean
  readonly table: Table
  readonly findTable: FindTable
  readonly query: Query
  /** The columns on screen, in their order. */
  readonly columns: readonly string[]
  /** For dates that move with the calendar. */
  readonly now: Date
}

/** The parts of every script. Texts are as they are, not quoted for any language. */
export type ScriptParts = {
  /** Lines for the top, without line breaks in them. */
  readonly comments: readonly string[]
  readonly url: string
  readonly isGuest: boolean
  /** What is asked, by the names of the parameters. */
  readonly parameters: readonly (readonly [name: string, value: string])[]
  readonly columns: readonly string[]
  /** Columns of references with the name of the id of the rows that they refer to. */
  readonly references: readonly (readonly [column: string, id: string])[]
  /** The question is too long for an address and goes as a form. */
  readonly isForm: boolean
  readonly pageRows: number
}

/** A script, or why there is none that gives the same rows. */
export type QueryScript =
  { readonly text: string; readonly problem: null } | { readonly text: null; readonly problem: string }

const writers: Readonly<Record<ScriptLanguage, (parts: ScriptParts) => string>> = {
  python: pythonScript,
  r: rScript,
  curl: curlScript,
}

/**
 * Write a script that gives a question's rows, in its order and with its columns.
 *
 * A token is asked for, or taken from the environment variable `MOLGENIS_TOKEN`; it is never part of the script.
 *
 * @returns the reason in place of a script when RSQL cannot say the filter exactly, or a server will refuse it
 */
export function queryScript(language: ScriptLanguage, question: ScriptQuestion): QueryScript {
  try {
    return { text: writers[language](partsOf(question)), problem: null }
  } catch (error) {
    if (error instanceof AppError) return { text: null, problem: error.message }
    throw error
  }
}

const pageRows = 10_000
/** A server's index refuses what lies beyond so many rows, and asks itself beyond a page of just as many. */
const indexRows = 10_000
const indexPageRows = indexRows / 2
/** Longer questions do not fit into an address; bytes when written there. */
const longestQuestion = 6_000

function partsOf({ root, isGuest, table, findTable, query, columns, now }: ScriptQuestion): ScriptParts {
  const dated = withResolvedDates(query, (name) => findColumn(table, name)?.type ?? null, now)
  const sort = stableSort(query.sort, table)
  const { rsql, isByIndex } = rsqlOf(dated, sort, table, findTable)
  const parameters: [string, string][] = [['attrs', columns.map(escaped).join(',')]]
  if (rsql !== null) parameters.push(['q', rsql])
  parameters.push(['sort', sort.map(({ attribute, direction }) => `${attribute}:${direction.slice(0, -6)}`).join(',')])
  const length = parameters.reduce((sum, [, value]) => sum + encodedLength(value), 0)
  if (length > longestForm) {
    throw new AppError('query.refused', 'The filter is too long for one question, which a script would have to ask.')
  }
  return {
    comments: commentsOf(query, table, { isDated: dated !== query, isByIndex, now }),
    url: `${root.replace(/\/+$/, '')}/api/v2/${encodeURIComponent(table.id)}`,
    isGuest,
    parameters,
    columns,
    references: columns.flatMap((name): [string, string][] => {
      const column = findColumn(table, name)
      return column?.target && isReferenceType(column.type) ? [[name, column.target.idColumn]] : []
    }),
    isForm: length > longestQuestion,
    pageRows: isByIndex ? indexPageRows : pageRows,
  }
}

/** The order of the question with the id last, so that pages neither repeat nor miss a row. */
const stableSort = (sort: readonly SortKey[], { idColumn }: Table): readonly SortKey[] =>
  sort.some(({ attribute }) => attribute === idColumn)
    ? sort
    : [...sort, { attribute: idColumn, direction: 'ascending' }]

/** @throws AppError when RSQL has no words for the filter, or a server refuses them */
function rsqlOf(query: Query, sort: readonly SortKey[], table: Table, findTable: FindTable) {
  const rsql = toRsql(query, table, table.reading)
  if (rsql === null) return { rsql, isByIndex: false }
  const sortedBy = sort.map(({ attribute }) => attribute)
  const foreseen = foreseeRsql(parseRsql(rsql), table, findTable, sortedBy)
  if (foreseen.kind === 'refused' && foreseen.reason !== 'unknown-table') {
    throw new AppError('query.refused', foreseen.message)
  }
  return { rsql, isByIndex: foreseen.engine === 'index' }
}

/** In a selection these signs have a meaning of their own. */
const escaped = (name: string): string => name.replace(/[\\,()*]/g, (sign) => `\\${sign}`)

function commentsOf(
  query: Query,
  table: Table,
  { isDated, isByIndex, now }: { isDated: boolean; isByIndex: boolean; now: Date },
): string[] {
  const words = querySentence(query, tableWords(table))
  const lines = [`${table.label}: ${words}`]
  if (isDated) lines.push(`Dates that move with the calendar are those of ${now.toISOString().slice(0, 10)}.`)
  if (isByIndex) {
    const most = indexRows.toLocaleString('en')
    lines.push(`The server's index answers: where more than ${most} rows pass, most servers refuse to give them all.`)
  }
  // A line break in a value would end the comment.
  return lines.map((line) => line.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').slice(0, 500))
}
