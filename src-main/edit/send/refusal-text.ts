// What a server's refusal of a row means, in the program's words: what is wrong, and what can be done.
import type { RowRefusal } from '@shared/edit/staged'
import type { AppError } from '@shared/errors/app-error'
import { findColumn, type Column, type Table } from '@shared/table/table'
import type { HeldRow } from '../staged/held-row'
import { textOf } from '../staged/row-label'

type Circumstances = {
  readonly table: Table
  readonly row: HeldRow
  readonly words: string
  /** The column that it is about; undefined where that cannot be told. */
  readonly column: Column | undefined
  readonly labelOf: (tableId: string) => string
}

type Reason = {
  readonly codes: readonly string[]
  /** How servers without codes say it. */
  readonly words: RegExp
  readonly say: (about: Circumstances) => string
}

const reasons: readonly Reason[] = [
  {
    codes: ['D19', 'D22'],
    words: /is referenced by entity|still referenced|foreign key/i,
    say: ({ words, labelOf }) => {
      const referring = /referenced by (?:entity|table)(?: type)? ['"[]([^'"\]]+)/i.exec(words)?.[1]
      const where = referring === undefined ? 'Other rows' : `Rows of ${labelOf(referring)}`
      return `${where} refer to this row. Delete those rows or change their references first, then send again.`
    },
  },
  {
    codes: ['D25'],
    words: /Duplicate list value/i,
    say: ({ column }) => `${named(column)} holds the same reference twice. Take one of them out.`,
  },
  {
    codes: ['D24', 'D24a'],
    words: /already exists|duplicate (?:key|value)/i,
    say: ({ column, row, table }) =>
      column?.isId === false
        ? `Another row has this ${column.label} already, and it may be there only once. Give it another value.`
        : `There is a row with the ${findColumn(table, table.idColumn)?.label ?? 'id'} ${row.id} already. Give this one another, or take it back.`,
  },
  {
    codes: ['D23'],
    words: /Unknown \w+ value|could not be resolved/i,
    say: ({ column, row }) =>
      `${named(column)} refers to a row that is not there${valueText(column, row)}. Choose another, or add that row first.`,
  },
  {
    codes: ['D17'],
    words: /too long|less than or equal to \d+ characters/i,
    say: ({ column }) => `${named(column)} is longer than the server allows${limitText(column)}. Shorten it.`,
  },
  {
    codes: ['D26'],
    words: /enum value|value must be (?:one|any) of/i,
    say: ({ column, row }) =>
      `${named(column)} is not one of the choices${valueText(column, row)}. Choose one of them.`,
  },
  {
    codes: ['D21', 'D21a'],
    words: /can ?not be null|must not be (?:null|empty)|is required|missing value/i,
    say: ({ column }) => `${named(column)} must have a value. Give it one.`,
  },
  {
    codes: ['D18'],
    words: /read-?only/i,
    say: ({ column }) => `${named(column)} may only be read on this server. Take this change back.`,
  },
  {
    codes: ['D20'],
    words: /For input string|is of type \[|could not be parsed|cannot be (?:parsed|converted)/i,
    say: ({ column, row }) => `${named(column)} has a value of another kind${valueText(column, row)}. Mend it.`,
  },
  {
    codes: ['D02', 'D02a'],
    words: /does not exist|There is no row|not found/i,
    say: () => 'The row is not there any more. Send again to see what can be done.',
  },
  {
    codes: [],
    words: /must be between/i,
    say: ({ column, row }) => `${named(column)} is out of range${valueText(column, row)}. Mend it.`,
  },
  {
    codes: [],
    words: /^Invalid \[?\w+\]? value/i,
    say: ({ column, row }) => `${named(column)} breaks a rule of the server${valueText(column, row)}. Mend it.`,
  },
]

/** @param labelOf  the label of another table, by its id */
export function refusalOf(
  table: Table,
  row: HeldRow,
  error: AppError,
  labelOf: (tableId: string) => string,
): RowRefusal {
  const { attribute, serverWords, serverCode } = error.facts
  const words = typeof serverWords === 'string' ? serverWords : ''
  const column = typeof attribute === 'string' ? findColumn(table, attribute) : undefined
  const reason =
    reasons.find(({ codes }) => codes.includes(String(serverCode))) ??
    (error.code === 'server.refused' ? reasons.find((each) => each.words.test(words)) : undefined)
  const message = reason && words !== '' ? reason.say({ table, row, words, column, labelOf }) : error.message
  return {
    column: row.kind === 'delete' ? null : (column?.name ?? null),
    message,
    serverWords: words === '' ? null : words,
  }
}

const named = (column: Column | undefined): string => column?.label ?? 'One of the values'

function valueText(column: Column | undefined, row: HeldRow): string {
  const text = column ? textOf(row.after[column.name] ?? null) : ''
  if (text === '') return ''
  return `: ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`
}

function limitText(column: Column | undefined): string {
  const limit = column?.maxLength ?? null
  return limit === null ? '' : `, at most ${String(limit)} characters`
}
