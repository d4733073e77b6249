// Small tables for tests of single rules: written down as lists, asked by filter text or by rules.
import { ServerRefusal } from '@main/sample-server/model/server-refusal'
import type { AttributeModel, CellValue, TableCatalogue, TableModel } from '@main/sample-server/model/table-model'
import { runQuery } from '@main/sample-server/query/run-query'
import type { TableQuery } from '@main/sample-server/query/run-query'
import { plainAttribute, tableOf } from './recorded-tables'

/** A table with a text id `id` (a, b, c, ... unless given) and the given attributes. */
export function smallTable(
  name: string,
  attributes: readonly AttributeModel[],
  rows: readonly Readonly<Record<string, CellValue>>[],
): TableModel {
  const all = [plainAttribute('id', 'STRING', { isId: true }), ...attributes]
  const filled = rows.map((row, index) => new Map<string, CellValue>(Object.entries({ id: letter(index), ...row })))
  return tableOf(name, all, filled)
}

function letter(index: number): string {
  return String.fromCharCode(97 + (index % 26)).repeat(1 + Math.floor(index / 26))
}

/** A server that has just these tables. */
export function catalogueOf(...tables: readonly TableModel[]): TableCatalogue {
  return { table: (id) => tables.find((table) => table.id === id) }
}

/** Ids found, in order, joined by blanks; or the refusal as `status words [code]`. */
export function answerTo(catalogue: TableCatalogue, table: TableModel, query: Partial<TableQuery>): string {
  try {
    const { rows } = runQuery(catalogue, table, { start: 0, num: 1000, ...query })
    return rows.map((row) => String(table.value(row, table.idAttribute))).join(' ')
  } catch (error) {
    if (!(error instanceof ServerRefusal)) throw error
    return `${error.status} ${error.message}${error.code === undefined ? '' : ` [${error.code}]`}`
  }
}
