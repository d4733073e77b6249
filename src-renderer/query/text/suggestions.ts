// What may follow at the cursor of a filter in RSQL, as a list to pick from: attributes, operators, values, joints. Pure.
import { operatorWords } from '@shared/query/operator-words'
import type { Operator } from '@shared/query/query'
import { argument } from '@shared/query/rsql'
import { findAttribute, type FindTable, type RsqlAttribute } from '@shared/rsql/rsql-attribute'
import type { RsqlPlace } from '@shared/rsql/rsql-place'
import { reservedSigns } from '@shared/rsql/rsql-token'
import { isListOperator, type RsqlOperator, type Span } from '@shared/rsql/rsql-tree'
import { findColumn, type Choice, type Column, type Table } from '@shared/table/table'
import { isDateType, isNumberType, isReferenceType, type ValueType } from '@shared/table/value-type'

/** One line of the list: what is put in the place of a stretch of the text, and how it reads. */
export type Suggestion = Span & {
  readonly id: string
  readonly text: string
  readonly label: string
  /** What stands behind the label, such as the name of an attribute with another label. */
  readonly detail: string | null
}

/** What is known for suggestions; `values` are choices that were looked up, null where there are none yet. */
export type Known = {
  readonly table: Table
  readonly findTable: FindTable
  readonly values: readonly Choice[] | null
}

const mostShown = 60

type Line = Omit<Suggestion, 'id' | 'start' | 'end'> & Partial<Span>

/** The suggestions for a place, the likeliest first. */
export function suggestionsFor(place: RsqlPlace, known: Known): Suggestion[] {
  const lines = linesFor(place, known).slice(0, mostShown)
  const { start, end } = place
  return lines.map((line, index) => ({ start, end, ...line, id: `${index}:${line.text}` }))
}

function linesFor(place: RsqlPlace, known: Known): Line[] {
  switch (place.kind) {
    case 'attribute':
      return attributeLines(place, known)
    case 'operator':
      return operatorLines(place.attribute, known).filter(({ text }) => text.startsWith(place.typed))
    case 'value':
      return valueLines(place, known)
    case 'joint':
      return jointLines(place)
  }
}

const canBeWritten = ({ name }: Column): boolean => !reservedSigns.test(name)

function attributeLines(place: RsqlPlace, { table, findTable, values }: Known): Line[] {
  const { typed, end } = place
  const dot = typed.indexOf('.')
  const through = dot > 0 ? findColumn(table, typed.slice(0, dot)) : undefined
  const isThrough =
    through !== undefined && through.target !== null && isReferenceType(through.type) && !findColumn(table, typed)
  const far = isThrough && through.target ? findTable(through.target.tableId) : undefined
  const own = isThrough
    ? columnLines(far?.columns.filter(({ type }) => !isReferenceType(type)) ?? [], typed.slice(dot + 1), through)
    : [...columnLines(table.columns, typed, null), ...waysOn(table.columns, typed)]
  const isWhole = place.end - place.start === typed.length
  const isExact = isWhole && typeof findAttribute(typed, table, findTable) !== 'string'
  const next = isExact ? operatorLines(typed, { table, findTable, values }) : []
  const others = own.filter(({ text }) => text !== typed)
  return [...next.map((line) => ({ ...line, start: end, end })), ...others, ...(typed === '' ? starts : [])]
}

const starts: readonly Line[] = [
  { text: '*=q=', label: 'any column has words', detail: '*=q=' },
  { text: '(', label: 'a group of conditions', detail: '(' },
]

function columnLines(columns: readonly Column[], typed: string, through: Column | null): Line[] {
  const wanted = typed.toLowerCase()
  const rank = ({ name, label }: Column): number => {
    const texts = [name.toLowerCase(), label.toLowerCase()]
    if (texts.includes(wanted)) return 3
    if (texts.some((text) => text.startsWith(wanted))) return 2
    return texts.some((text) => text.includes(wanted)) ? 1 : 0
  }
  return columns
    .filter((column) => canBeWritten(column) && rank(column) > 0)
    .sort((a, b) => rank(b) - rank(a))
    .map(({ name, label }) => {
      const text = through ? `${through.name}.${name}` : name
      return {
        text,
        label: through ? `${through.label} › ${label}` : label,
        detail: label === name && !through ? null : text,
      }
    })
}

/** The ways on through references, behind the columns themselves. */
const waysOn = (columns: readonly Column[], typed: string): Line[] =>
  columnLines(
    columns.filter(({ type, target }) => isReferenceType(type) && target !== null),
    typed,
    null,
  ).map(({ text, label }) => ({ text: `${text}.`, label: `${label} › …`, detail: `${text}.` }))

const meanings: readonly (readonly [RsqlOperator, Operator])[] = [
  ['==', 'equals'],
  ['!=', 'not-equals'],
  ['=ge=', 'greater-or-equal'],
  ['=le=', 'less-or-equal'],
  ['=gt=', 'greater'],
  ['=lt=', 'less'],
  ['=rng=', 'range'],
  ['=like=', 'contains'],
  ['=notlike=', 'not-contains'],
  ['=q=', 'search'],
  ['=in=', 'in'],
]

/** The operators that a server takes for a type; those for words belong to texts and to what holds other values' words. */
function isOffered(operator: RsqlOperator, type: ValueType): boolean {
  const isOrdered = isNumberType(type) || isDateType(type)
  switch (operator) {
    case '=ge=':
    case '=le=':
    case '=gt=':
    case '=lt=':
      return isOrdered
    case '=rng=':
      return isOrdered && type !== 'date-time'
    case '=like=':
    case '=notlike=':
      return !isOrdered && type !== 'bool'
    case '=q=':
      return !isOrdered && type !== 'bool'
    case '=in=':
      return type !== 'bool'
    default:
      return true
  }
}

function operatorLines(name: string, { table, findTable }: Known): Line[] {
  if (name === '*') return [{ text: '=q=', label: 'has the words', detail: '=q=' }]
  const attribute = findAttribute(name, table, findTable)
  if (typeof attribute === 'string') return []
  const { type } = attribute
  const plain = meanings
    .filter(([operator]) => isOffered(operator, type))
    .map(([operator, meaning]): Line => {
      const isList = isListOperator(operator)
      return {
        text: isList ? `${operator}(` : operator,
        label: operatorWords(meaning, type),
        detail: isList ? `${operator}(…)` : operator,
      }
    })
  const emptiness = [
    { text: "==''", label: operatorWords('empty', type), detail: "==''" },
    { text: "!=''", label: operatorWords('not-empty', type), detail: "!=''" },
  ]
  return [...plain, ...emptiness]
}

type ValuePlace = Extract<RsqlPlace, { kind: 'value' }>

function valueLines(place: ValuePlace, known: Known): Line[] {
  const attribute = findAttribute(place.attribute, known.table, known.findTable)
  const choices = typeof attribute === 'string' ? [] : choicesOf(attribute, known.values)
  const wanted = place.typed.toLowerCase()
  const values = choices
    .filter(({ id, label }) => id.toLowerCase().includes(wanted) || label.toLowerCase().includes(wanted))
    .flatMap((choice) => choiceLine(choice))
  const isDone = place.typed !== '' && place.end - place.start >= place.typed.length
  const opens = !place.isInList && isListOperator(place.operator) && place.typed === ''
  const open: Line[] = opens ? [{ text: '(', label: 'a list of values', detail: '(' }] : []
  const next = isDone ? jointLines(place).map((line) => ({ ...line, start: place.end, end: place.end })) : []
  return [...open, ...values, ...next]
}

/** The choices of an attribute: those that its metadata tell, else those that were looked up. */
export function choicesOf({ type, choices }: RsqlAttribute, lookedUp: readonly Choice[] | null): readonly Choice[] {
  if (type === 'bool') return ['true', 'false'].map((id) => ({ id, label: id === 'true' ? 'yes' : 'no' }))
  return choices ?? lookedUp ?? []
}

/** A choice with its quotes; none for an id with both kinds of quotes, which the language cannot write. */
function choiceLine({ id, label }: Choice): Line[] {
  if (id.includes('"') && id.includes("'")) return []
  const text = argument(id, null)
  return [{ text, label: label === '' ? id : label, detail: label === id ? null : id }]
}

function jointLines({ isInList, depth }: { readonly isInList: boolean; readonly depth: number }): Line[] {
  if (isInList) {
    return [
      { text: ',', label: 'another value', detail: ',' },
      { text: ')', label: 'end of the list', detail: ')' },
    ]
  }
  return [
    { text: ';', label: 'and', detail: ';' },
    { text: ',', label: 'or', detail: ',' },
    ...(depth > 0 ? [{ text: ')', label: 'end of the group', detail: ')' }] : []),
  ]
}
