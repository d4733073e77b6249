// Tables with every type of attribute, for the built-in server and for the engine alike, with rows drawn by a seed.
import { stringify } from 'lossless-json'
import { defineTable, literalTable, type AttributeDraft, type LiteralRow } from '@main/sample-server/model/define-table'
import type { CellValue, FieldType, TableCatalogue, TableModel } from '@main/sample-server/model/table-model'
import { toTable } from '@main/server/molgenis-classic/map-table'
import type { WireAttribute, WireEntityType } from '@main/server/molgenis-classic/wire'
import type { Table } from '@shared/table/table'

/** Values of each type that rows and questions are made of: few, so that they meet. */
export const pools = {
  word: ['run', 'running', 'Runs', 'naïve', 'naive', 'NAIVE', 'straße', 'strasse', 'beta', 'Beta-gamma', 'a_b', 'a', 'b', 'tissue', 'tissues', '10', '2', '1.5', '2015-12-31', 'true', 'null', "O'Neil", 'x1', '日本', 'Ærø', 'quick', 'foxes', 'fox', 'the'],
  sign: [' ', ' ', ' ', ', ', '. ', '-', '/', '\n', ' <b>', '</b> ', '<br/>', ' &amp; ', ';', ' %', '_', '(', ') ', "'", '@', ' \\ '],
  int: [0, 1, -1, 2, 10, 42, 2147483647, -2147483648],
  long: [0n, 1n, -1n, 10n, 9007199254740992n, 9007199254740993n, 9223372036854775807n, -9223372036854775808n],
  decimal: [0, 0.1, -0.1, 1, 1.5, 2, 10, 1e-300, 7.1708540619282e-14, 1234567.891, 1e7, 1e15, 1.5e15, 1e16, 123456789012345680, 0.001, 0.0001],
  date: ['1969-12-31', '2000-02-29', '2015-12-31', '2016-01-01'],
  dateTime: ['1969-07-20T20:17:40Z', '2000-02-29T12:00:00Z', '2015-12-31T22:59:59Z', '2015-12-31T22:59:59.250Z'],
  option: ['red', 'green', 'light blue', '2'],
  email: ['a@example.org', 'B@example.org', 'first.last@example.co.uk'],
  link: ['https://example.org/a', 'https://example.org/A?b=c&d=e'],
  refId: ['rs1', 'rs2', 'rs10', 'RS1', 'a b', 'naïve'],
  numberId: [1, 2, 5, 10],
} // prettier-ignore

const plain: readonly (readonly [name: string, type: FieldType])[] = [
  ['b', 'BOOL'],
  ['i', 'INT'],
  ['l', 'LONG'],
  ['d', 'DECIMAL'],
  ['s', 'STRING'],
  ['t', 'TEXT'],
  ['h', 'HTML'],
  ['sc', 'SCRIPT'],
  ['e', 'ENUM'],
  ['dt', 'DATE'],
  ['ts', 'DATE_TIME'],
  ['em', 'EMAIL'],
  ['hy', 'HYPERLINK'],
]

const draftOf = ([name, type]: readonly [string, FieldType]): AttributeDraft =>
  type === 'ENUM' ? { name, type, enumOptions: pools.option } : { name, type }

const numbered = defineTable({
  id: 'Numbered',
  idAttribute: 'number',
  labelAttribute: 'title',
  attributes: [
    { name: 'number', type: 'INT' },
    { name: 'title', type: 'STRING' },
  ],
})
const referred = defineTable({
  id: 'Referred',
  idAttribute: 'key',
  attributes: [
    { name: 'key', type: 'STRING' },
    ...plain.map(draftOf),
    { name: 'one', type: 'XREF', refTable: 'Numbered' },
    { name: 'some', type: 'MREF', refTable: 'Numbered' },
  ],
})
const main = defineTable({
  id: 'Main',
  idAttribute: 'id',
  attributes: [
    { name: 'id', type: 'STRING' },
    ...plain.map(draftOf),
    { name: 'x', type: 'XREF', refTable: 'Referred' },
    { name: 'c', type: 'CATEGORICAL', refTable: 'Numbered' },
    { name: 'm', type: 'MREF', refTable: 'Referred' },
    { name: 'cm', type: 'CATEGORICAL_MREF', refTable: 'Numbered' },
  ],
})

/** Draws numbers from 0 to 1. */
type Random = () => number

/** One table for both sides: a model for the built-in server; metadata and a page as it sends them; the table. */
export type TwofoldTable = {
  readonly model: TableModel
  readonly meta: WireEntityType
  readonly page: string
  readonly table: Table
}

/** The tables `Main`, `Referred` and `Numbered`, each for both sides, and the server's catalogue of them. */
export function allTypes(rowCount: number, random: Random): { tables: TwofoldTable[]; catalogue: TableCatalogue } {
  const drawn: LiteralRow[][] = [
    Array.from({ length: rowCount }, (_, at) => ({
      id: `r${String(at).padStart(4, '0')}`,
      ...plainValues(random),
      x: maybe(random, () => pick(pools.refId, random)),
      c: maybe(random, () => String(pick(pools.numberId, random))),
      m: several(random, pools.refId),
      cm: several(random, pools.numberId.map(String)),
    })),
    pools.refId.map((key) => ({
      key,
      ...plainValues(random),
      one: maybe(random, () => String(pick(pools.numberId, random))),
      some: several(random, pools.numberId.map(String)),
    })),
    pools.numberId.map((number) => ({ number, title: text(random) })),
  ]
  const models = [main, referred, numbered].map((metadata, at) => literalTable(metadata, () => drawn[at] ?? []))
  const catalogue = { table: (id: string) => models.find((model) => model.id === id) }
  const tables = models.map((model) => {
    const meta = metaOf(model, catalogue)
    return { model, meta, page: pageOf(model, catalogue), table: toTable(meta, null) }
  })
  return { tables, catalogue }
}

const pick = <T>(list: readonly T[], random: Random): T => {
  const found = list[Math.floor(random() * list.length)]
  if (found === undefined) throw new Error('Nothing to pick from')
  return found
}
const maybe = <T>(random: Random, make: () => T): T | null => (random() < 0.25 ? null : make())
const several = (random: Random, ids: readonly string[]): readonly string[] =>
  random() < 0.3 ? [] : [...new Set([pick(ids, random), pick(ids, random), pick(ids, random)])]

/** Words with something between them. */
export function text(random: Random, most = 6): string {
  let made = pick(pools.word, random)
  const more = Math.floor(random() * most)
  for (let at = 0; at < more; at += 1) made += pick(pools.sign, random) + pick(pools.word, random)
  return made
}

function plainValues(random: Random): LiteralRow {
  const make: Readonly<Record<string, () => CellValue>> = {
    b: () => random() < 0.5,
    i: () => pick(pools.int, random),
    l: () => pick(pools.long, random),
    d: () => pick(pools.decimal, random),
    e: () => pick(pools.option, random),
    dt: () => pick(pools.date, random),
    ts: () => pick(pools.dateTime, random),
    em: () => pick(pools.email, random),
    hy: () => pick(pools.link, random),
  }
  return Object.fromEntries(plain.map(([name]) => [name, maybe(random, make[name] ?? (() => text(random)))]))
}

function metaOf(model: TableModel, catalogue: TableCatalogue, isInner = false): WireEntityType {
  const attributes = model.attributes.map(({ name, type, enumOptions, refTable }): WireAttribute => {
    const target = refTable === undefined || isInner ? undefined : catalogue.table(refTable)
    return {
      name,
      fieldType: type,
      ...(enumOptions === undefined ? {} : { enumOptions }),
      ...(target === undefined ? {} : { refEntity: metaOf(target, catalogue, true) }),
    }
  })
  return { name: model.id, idAttribute: model.idAttribute, labelAttribute: model.labelAttribute, attributes }
}

function pageOf(model: TableModel, catalogue: TableCatalogue): string {
  const items = Array.from({ length: model.rowCount }, (_, row) => {
    const cells = model.attributes.map(({ name, refTable }) => {
      const cell = model.value(row, name)
      const target = refTable === undefined ? undefined : catalogue.table(refTable)
      return [name, target === undefined ? cell : referencesOf(cell, target)] as const
    })
    return Object.fromEntries(cells.filter(([, cell]) => cell !== null))
  })
  return stringify({ total: items.length, items }) ?? ''
}

function referencesOf(cell: CellValue, target: TableModel): unknown {
  if (cell === null) return null
  if (typeof cell === 'object') return cell.map((id) => referencesOf(id, target))
  const row = target.rowOf(String(cell)) ?? 0
  const names = new Set([target.idAttribute, target.labelAttribute])
  return Object.fromEntries([...names].map((name) => [name, target.value(row, name)]))
}

/** Numbers from a seed, the same ones every time. */
export function seeded(seed: number): Random {
  let state = seed | 0
  return () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9
    state ^= state >>> 12
    return ((Math.imul(state, 0x297a2d39) ^ (state >>> 15)) >>> 0) / 2 ** 32
  }
}
