// placeholder until written
import type { TableCatalogue, TableModel } from '../../model/table-model'
import type { RowTest } from '../row-test'
import type { IndexTarget } from './index-path'
export function simpleQueryEverywhere(_c: TableCatalogue, _t: TableModel, _x: string): RowTest {
  return { passes: () => false }
}
export function simpleQueryOfAttribute(_t: IndexTarget, _x: string): RowTest {
  return { passes: () => false }
}
