// The sheet `attributes`: a line for each attribute of each table.
import { ServerRefusal } from '../model/server-refusal'
import type { AttributeDraft, TableDraft } from '../model/define-table'
import type { FieldType } from '../model/table-model'
import { emxLines, required, type EmxLine } from './emx-sheet'
import type { Sheet } from './sheet'

const COLUMNS = [
  'entity', 'name', 'dataType', 'refEntity', 'mappedBy', 'idAttribute', 'labelAttribute', 'lookupAttribute', 'nillable',
  'visible', 'unique', 'readOnly', 'auto', 'aggregateable', 'enumOptions', 'rangeMin', 'rangeMax', 'maxLength',
  'defaultValue', 'partOfAttribute', 'expression', 'validationExpression', 'label', 'description', 'tags',
] as const // prettier-ignore

const TYPES = new Map<string, FieldType>(
  (['STRING', 'TEXT', 'INT', 'LONG', 'DECIMAL', 'BOOL', 'DATE', 'DATE_TIME', 'ENUM', 'EMAIL', 'HYPERLINK', 'HTML', 'SCRIPT',
    'XREF', 'MREF', 'CATEGORICAL', 'CATEGORICAL_MREF', 'ONE_TO_MANY', 'FILE', 'COMPOUND'] as const)
    .map((type) => [type.replaceAll('_', '').toLowerCase(), type]),
) // prettier-ignore

/** The attributes of one table, as the sheet has them. */
export type EmxAttributes = Pick<TableDraft, 'attributes'> & {
  readonly idAttribute: string | undefined
  readonly labelAttribute: string | undefined
  readonly lookupAttributes: readonly string[]
}

/**
 * Read the sheet.
 *
 * @param fullName  the full id of a table that a line names
 * @throws ServerRefusal 400 for anything in it that makes no sense
 */
export function readAttributes(sheet: Sheet, fullName: (name: string) => string): ReadonlyMap<string, EmxAttributes> {
  const byTable = new Map<string, EmxLine[]>()
  for (const line of emxLines(sheet, COLUMNS)) {
    const table = fullName(required(sheet.name, line, 'entity'))
    byTable.set(table, [...(byTable.get(table) ?? []), line])
  }
  return new Map([...byTable].map(([table, lines]) => [table, attributesOf(table, lines, fullName)]))
}

function attributesOf(table: string, lines: readonly EmxLine[], fullName: (name: string) => string): EmxAttributes {
  const names = lines.map((line) => required('attributes', line, 'name'))
  const twice = names.find((name, at) => names.indexOf(name) < at)
  if (twice !== undefined) throw new ServerRefusal(400, `Duplicate attribute name [${twice}] in entity type [${table}]`)
  const parentOf = new Map(lines.map((line, at) => [names[at] ?? '', line.text('partOfAttribute')]))
  for (const [name, parent] of parentOf) {
    const isCompound =
      parent === undefined || lines.some((line, at) => names[at] === parent && typeOf(line) === 'COMPOUND')
    if (isCompound && parent !== name) continue
    throw new ServerRefusal(
      400,
      `Attribute [${name}] of [${table}] is part of [${String(parent)}], which is no compound`,
    )
  }
  const drafts = (parent: string | undefined): readonly AttributeDraft[] =>
    lines
      .filter((_, at) => parentOf.get(names[at] ?? '') === parent)
      .map((line) => {
        const draft = attributeOf(line, fullName)
        return draft.type === 'COMPOUND' ? { ...draft, parts: drafts(draft.name) } : draft
      })
  const named = (column: string): readonly string[] => names.filter((_, at) => isFlagged(lines[at], column))
  return {
    attributes: drafts(undefined),
    idAttribute: named('idAttribute')[0],
    labelAttribute: named('labelAttribute')[0],
    lookupAttributes: named('lookupAttribute'),
  }
}

function isFlagged(line: EmxLine | undefined, column: string): boolean {
  if (line?.text(column)?.toLowerCase() === 'auto') return true
  return line?.flag(column, false) ?? false
}

function typeOf(line: EmxLine): FieldType {
  const given = line.text('dataType') ?? 'string'
  const type = TYPES.get(given.replaceAll('_', '').toLowerCase())
  if (type !== undefined) return type
  throw new ServerRefusal(400, `attributes.dataType error on line ${String(line.number)}: ${given} unknown data type`)
}

function attributeOf(line: EmxLine, fullName: (name: string) => string): AttributeDraft {
  const type = typeOf(line)
  const isId = isFlagged(line, 'idAttribute')
  const target = type === 'FILE' ? 'sys_FileMeta' : line.text('refEntity')
  const isReference = /REF$|^CATEGORICAL$|^ONE_TO_MANY$/.test(type)
  if (isReference && target === undefined) {
    throw new ServerRefusal(400, `Missing refEntity on line [${String(line.number)}] of [attributes]`)
  }
  const optional = {
    label: line.text('label'),
    description: line.text('description'),
    refTable: target === undefined ? undefined : fullName(target),
    mappedBy: line.text('mappedBy'),
    enumOptions:
      type === 'ENUM' ? (line.text('enumOptions') ?? '').split(',').map((option) => option.trim()) : undefined,
    range: rangeOf(line),
    maxLength: wholeNumber(line, 'maxLength'),
    defaultValue: line.text('defaultValue'),
    expression: line.text('expression'),
    validationExpression: line.text('validationExpression'),
  }
  return {
    name: line.text('name') ?? '',
    type,
    ...definedOnly(optional),
    isNillable: isId ? false : line.flag('nillable', true),
    isUnique: isId || line.flag('unique', false),
    isReadOnly: isId || line.text('expression') !== undefined || line.flag('readOnly', false),
    isVisible: line.flag('visible', true),
    isAuto: line.text('idAttribute')?.toLowerCase() === 'auto' || line.flag('auto', false),
    isAggregatable: line.flag('aggregateable', false),
  }
}

function rangeOf(line: EmxLine): AttributeDraft['range'] {
  const min = wholeNumber(line, 'rangeMin')
  const max = wholeNumber(line, 'rangeMax')
  return min === undefined && max === undefined ? undefined : definedOnly({ min, max })
}

function wholeNumber(line: EmxLine, column: string): number | undefined {
  const text = line.text(column)
  if (text === undefined || text === '') return undefined
  const number = Number(text)
  if (Number.isInteger(number)) return number
  throw new ServerRefusal(400, `Invalid [${column}] value [${text}] on line [${String(line.number)}] of [attributes]`)
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function definedOnly<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Defined<T>
}
