// Small tables and queries for unit tests.
import { emptyQuery, type Condition, type FilterNode, type Operator, type Query } from '@shared/query/query'
import type { Column, Table } from '@shared/table/table'
import type { ValueType } from '@shared/table/value-type'

/** A column with the given name and type, all else plain. */
export function column(name: string, type: ValueType = 'string', change: Partial<Column> = {}): Column {
  return {
    name,
    label: name,
    description: null,
    type,
    groups: [],
    isId: false,
    isLabel: false,
    isNullable: true,
    isUnique: false,
    isReadOnly: false,
    isVisible: true,
    isComputed: false,
    isAuto: false,
    defaultValue: null,
    rules: { visible: null, nullable: null, validation: null },
    isAggregatable: false,
    maxLength: null,
    range: null,
    target: null,
    choices: null,
    ...change,
  }
}

/** A table whose first column is its id and label. */
export function table(id: string, columns: readonly Column[]): Table {
  const [first, ...rest] = columns
  if (!first) throw new Error('A table needs a column')
  return {
    id,
    label: id,
    description: null,
    packageId: null,
    idColumn: first.name,
    labelColumn: first.name,
    columns: [{ ...first, isId: true, isLabel: true, isNullable: false }, ...rest],
    isWritable: false,
    rights: { canAdd: false, canChange: false, canDelete: false },
  }
}

let lastId = 0

/** A condition. */
export function condition(attribute: string, operator: Operator, ...values: string[]): Condition {
  return { kind: 'condition', id: `c${++lastId}`, attribute, operator, values, isOff: false }
}

/** A group of the given nodes. */
export function group(joint: 'and' | 'or', ...children: FilterNode[]): FilterNode {
  return { kind: 'group', id: `g${++lastId}`, joint, isOff: false, children }
}

/** A query whose filter holds the given nodes. */
export function query(change: Partial<Query>, ...children: FilterNode[]): Query {
  const start = emptyQuery()
  return { ...start, filter: { ...start.filter, children }, ...change }
}
