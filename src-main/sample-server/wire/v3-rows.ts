// Rows as the third version of the API writes them: references as links, written out where `expand` names them.
import type { View } from '../access/view'
import { MULTIPLE_REFERENCES, type AttributeModel, type CellValue, type TableModel } from '../model/table-model'
import { referredTable } from './attribute-filter'
import { scalarWriter, type ScalarWriter } from './cell-text'
import { RawJson, type JsonValue } from './gson'
import { segment } from './paths'

/** Names of attributes, each with those of the table that it refers to; empty stands for all, or for none. */
export type NameTree = ReadonlyMap<string, NameTree>

/** What of rows is written. */
export type RowForm = { readonly origin: string; readonly filter: NameTree; readonly expand: NameTree }

/** One row with its link. Throws ServerRefusal where a reference to be written out may not be read. */
export function rowV3(view: View, table: TableModel, row: number, form: RowForm): JsonValue {
  const self = rowLink(form.origin, table, row)
  const writeScalar = scalarWriter(view, 'v2')
  const shown = table.attributes.filter(({ name }) => form.filter.size === 0 || form.filter.has(name))
  const data = Object.fromEntries(
    shown.map((attribute) => [
      attribute.name,
      cellV3(view, attribute, table.value(row, attribute.name), self, form, writeScalar),
    ]),
  )
  return { links: { self }, data }
}

function cellV3(
  view: View,
  attribute: AttributeModel,
  value: CellValue,
  self: string,
  form: RowForm,
  writeScalar: ScalarWriter,
): JsonValue {
  if (value === null) return undefined
  const target = referredTable(attribute, view)
  if (target === undefined) return new RawJson(writeScalar(attribute.type, value))
  const expand = form.expand.get(attribute.name)
  const inner = {
    origin: form.origin,
    filter: form.filter.get(attribute.name) ?? new Map(),
    expand: expand ?? new Map(),
  }
  const written = (id: string): JsonValue => {
    view.requireRead(target)
    const row = target.rowOf(id)
    return row === undefined ? undefined : rowV3(view, target, row, inner)
  }
  if (!MULTIPLE_REFERENCES.has(attribute.type)) {
    const id = String(value)
    if (expand !== undefined) return written(id)
    return { links: { self: `${form.origin}/api/data/${segment(target.id)}/${segment(id)}` } }
  }
  const links = { self: `${self}/${segment(attribute.name)}` }
  if (expand === undefined) return { links }
  return { links, items: (typeof value === 'object' ? value : []).map(written).filter((item) => item !== undefined) }
}

function rowLink(origin: string, table: TableModel, row: number): string {
  return `${origin}/api/data/${segment(table.id)}/${segment(String(table.value(row, table.idAttribute)))}`
}
