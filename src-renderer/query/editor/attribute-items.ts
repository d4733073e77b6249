// What the attribute picker lists: a table's columns that match what is typed, and the ways on through references.
import type { PickItem } from '../../ui/pick-list'
import type { Column, Table } from '@shared/table/table'
import { isReferenceType, type ValueType } from '@shared/table/value-type'

/** Longer lists are cut; typing finds what is not shown. */
const shownCount = 200

const icons: Partial<Record<ValueType, string>> = {
  int: 'i-lucide-hash',
  long: 'i-lucide-hash',
  decimal: 'i-lucide-hash',
  bool: 'i-lucide-toggle-left',
  date: 'i-lucide-calendar',
  'date-time': 'i-lucide-clock',
  enum: 'i-lucide-list',
  category: 'i-lucide-list',
  categories: 'i-lucide-list',
  file: 'i-lucide-file',
}

const iconOf = (type: ValueType): string => icons[type] ?? (isReferenceType(type) ? 'i-lucide-link' : 'i-lucide-text')

const words = (text: string) =>
  text
    .toLowerCase()
    .split(/[\s›.]+/)
    .filter((word) => word !== '')

/** How well a column matches: 0 not at all, more is better. */
function rank(column: Column, wanted: readonly string[]): number {
  const label = column.label.toLowerCase()
  const name = column.name.toLowerCase()
  if (!wanted.every((word) => label.includes(word) || name.includes(word))) return 0
  const [first = ''] = wanted
  return label === first || name === first ? 3 : label.startsWith(first) || name.startsWith(first) ? 2 : 1
}

/** What picking an item means: an attribute, a step through a reference, or back to the own columns. */
export type AttributePick =
  | { readonly kind: 'attribute'; readonly path: string }
  | { readonly kind: 'through'; readonly column: string }
  | { readonly kind: 'back' }

export const pickId = (pick: AttributePick): string => JSON.stringify(pick)
export const pickOf = (id: string): AttributePick => JSON.parse(id) as AttributePick

function columnItems(table: Table, search: string, prefix: string, group: string): PickItem[] {
  const wanted = words(search)
  return table.columns
    .map((column) => ({ column, rank: rank(column, wanted) }))
    .filter((one) => one.rank > 0)
    .sort((a, b) => (wanted.length === 0 ? 0 : b.rank - a.rank))
    .slice(0, shownCount)
    .map(({ column }) => ({
      id: pickId({ kind: 'attribute', path: prefix + column.name }),
      label: column.label,
      description: column.name === column.label ? column.description : column.name,
      icon: iconOf(column.type),
      hint: column.type.replace('-', ' '),
      group,
    }))
}

/**
 * The items of the picker at its first step: own columns, then the references that a filter can go through.
 *
 * @param leadsOn  whether a filter can go on into the table that a column points at
 */
export function ownItems(table: Table, search: string, leadsOn: (column: Column) => boolean): PickItem[] {
  const wanted = words(search)
  const through = table.columns
    .filter((column) => leadsOn(column) && rank(column, wanted) > 0)
    .slice(0, shownCount)
    .map((column) => ({
      id: pickId({ kind: 'through', column: column.name }),
      label: `${column.label} › …`,
      description: `Attributes of ${column.target?.tableLabel ?? 'the referenced table'}`,
      icon: 'i-lucide-corner-down-right',
      group: 'Through a reference',
    }))
  return [...columnItems(table, search, '', table.label), ...through]
}

/** The items one step on: the columns of the table that a reference points at. */
export function farItems(reference: Column, far: Table, search: string): PickItem[] {
  return columnItems(far, search, `${reference.name}.`, `${reference.label} › ${far.label}`)
}
