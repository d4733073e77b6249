// Made-up filters over a table, from values that its rows hold.
import type { Condition, FilterNode, Group, Operator, SortKey } from '@shared/query/query'
import type { Column, Table } from '@shared/table/table'
import { isDateType, isNumberType, isReferenceType, isTextType, type ValueType } from '@shared/table/value-type'
import type { WireItem } from '@main/server/molgenis-classic/wire'
import fc from 'fast-check'

/** Values that rows hold, by column, as texts that a condition takes. */
export type HeldValues = ReadonlyMap<string, readonly string[]>

export const heldValues = (table: Table, items: readonly WireItem[]): HeldValues =>
  new Map(table.columns.map((column) => [column.name, valuesOf(column, items)]))

function valuesOf(column: Column, items: readonly WireItem[]): string[] {
  const texts = items
    .flatMap((item) => item[column.name])
    .map((value) =>
      typeof value === 'object' && value !== null ? (value as WireItem)[column.target?.idColumn ?? 'id'] : value,
    )
    .filter((value) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    .map(String)
  // RSQL cannot write both kinds of quotes in one value, and takes empty text for 'no value'.
  return [...new Set(texts)].filter((text) => text !== '' && !(text.includes('"') && text.includes("'")))
}

function operatorsOf({ type }: Column): Operator[] {
  const always: Operator[] = ['equals', 'not-equals', 'in', 'not-in', 'empty', 'not-empty']
  if (isNumberType(type) || isDateType(type)) {
    return [...always, 'less', 'less-or-equal', 'greater', 'greater-or-equal', 'range']
  }
  const parts: Operator[] = ['contains', 'not-contains', 'begins', 'ends', 'search']
  return isTextType(type) && type !== 'enum' ? [...always, ...parts] : always
}

/** Up to two of a text's words, as a person types them. */
const wordsOf = (text: string): string =>
  text
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 2)
    .join(' ')

const conditionOf = (column: Column, held: readonly string[], mayAsk: MayAsk): fc.Arbitrary<Condition> => {
  return fc
    .record({
      operator: fc.constantFrom(...operatorsOf(column).filter(mayAsk)),
      picked: fc.array(fc.constantFrom(...held), { minLength: 2, maxLength: 3 }),
    })
    .map(({ operator, picked }) => ({
      kind: 'condition',
      id: column.name,
      attribute: column.name,
      operator,
      values: valuesFor(operator, picked),
      isOff: false,
    }))
}

function valuesFor(operator: Operator, picked: readonly string[]): string[] {
  // Text of blanks alone is no question.
  if (operator === 'search') return [wordsOf(picked[0] ?? '') || 'blank']
  return picked.slice(0, operator === 'in' || operator === 'not-in' || operator === 'range' ? 2 : 1)
}

/** Which operators may be asked with. */
type MayAsk = (operator: Operator) => boolean

/** The tables that columns refer to, by table id, with what the rows hold that are referred to. */
export type Targets = ReadonlyMap<string, { readonly table: Table; readonly values: HeldValues }>

/** A condition on a column of the rows that a column refers to. */
function throughTo({ name, target }: Column, targets: Targets): fc.Arbitrary<Condition> | null {
  const referred = targets.get(target?.tableId ?? '')
  if (!referred) return null
  const usable = usableColumns(referred.table, referred.values)
  if (usable.length === 0) return null
  return fc
    .constantFrom(...usable)
    .chain((column) => conditionOf(column, referred.values.get(column.name) ?? [], () => true))
    .map((condition) => ({ ...condition, attribute: `${name}.${condition.attribute}` }))
}

const usableColumns = ({ columns }: Table, values: HeldValues): Column[] =>
  columns.filter(({ name, type }) => (values.get(name)?.length ?? 0) > 0 && !unasked.includes(type))
const unasked: readonly ValueType[] = ['file', 'back-references']

/** Filters of conditions and groups, up to some depth; one part in twelve is switched off. */
export function anyFilter(
  table: Table,
  values: HeldValues,
  { mayAsk = () => true, targets = new Map() }: { readonly mayAsk?: MayAsk; readonly targets?: Targets } = {},
): fc.Arbitrary<Group> {
  const usable = usableColumns(table, values)
  const own = fc.constantFrom(...usable).chain((column) => conditionOf(column, values.get(column.name) ?? [], mayAsk))
  const led = table.columns.map((column) => throughTo(column, targets)).filter((each) => each !== null)
  const on = led.length === 0 ? own : fc.oneof({ weight: 4, arbitrary: own }, fc.oneof(...led))
  const condition = fc.tuple(on, fc.nat(11)).map(([drawn, chance]) => ({ ...drawn, isOff: chance === 11 }))
  const { tree } = fc.letrec<{ tree: Group; node: FilterNode }>((tie) => ({
    tree: fc
      .record({
        joint: fc.constantFrom('and' as const, 'or' as const),
        isNot: fc.boolean(),
        isOff: fc.nat(11).map((chance) => chance === 11),
        children: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
      })
      .map((drawn) => ({ kind: 'group', id: 'g', ...drawn })),
    node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, condition, tie('tree')),
  }))
  return tree
}

/** Orders by up to two columns, of which servers of all generations have the same. */
export const anySort = (table: Table): fc.Arbitrary<SortKey[]> =>
  fc.array(
    fc.record({
      attribute: fc.constantFrom(...table.columns.filter(({ type }) => !isReferenceType(type)).map(({ name }) => name)),
      direction: fc.constantFrom<SortKey['direction']>('ascending', 'descending'),
    }),
    { maxLength: 2 },
  )

/** Words to find in any column: mostly none, else some that a row holds. */
export function anySearch(values: HeldValues): fc.Arbitrary<string> {
  const held = [...values.values()].flat().map(wordsOf)
  return fc.oneof({ weight: 3, arbitrary: fc.constant('') }, fc.constantFrom(...held))
}
