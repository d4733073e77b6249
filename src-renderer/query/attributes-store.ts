// What an attribute path of a filter means: its column, in this table or one step away through a reference.
import type { ErrorData } from '@shared/errors/app-error'
import type { ResolvedAttribute, SentenceWords } from '@shared/query/sentence'
import { isFiltering } from '@shared/query/query'
import type { FindTable } from '@shared/rsql/rsql-attribute'
import { findColumn, sourceKey, type Column, type SourceRef, type Table } from '@shared/table/table'
import { isReferenceType } from '@shared/table/value-type'
import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { api } from '../api'
import { useDatasetsStore } from '../tables/datasets-store'
import { useLookUpStore } from './look-up-store'
import { failureOf, type ViewState } from './views-store'

/** Where the choices for values of an attribute are asked for. */
export type LookUpPlace = { readonly source: SourceRef; readonly column: string }

type Target = Table | ErrorData | 'asked'
const isTable = (target: Target | undefined): target is Table => typeof target === 'object' && 'columns' in target

export const useAttributesStore = defineStore('attributes', () => {
  const targets = shallowReactive(new Map<string, Target>())
  const lookUps = useLookUpStore()
  const datasets = useDatasetsStore()

  function targetSource(view: ViewState, column: Column): SourceRef | null {
    return column.target && isReferenceType(column.type) ? sourceOf(view, column.target.tableId) : null
  }

  /** Where the rows of another table are: on the view's server, or in a whole copy that is kept of it. */
  function sourceOf({ source }: ViewState, tableId: string): SourceRef | null {
    if (source.kind === 'live') return { kind: 'live', serverId: source.serverId, tableId }
    const own = datasets.find(source.datasetId)
    const copy = datasets.newest.find(
      ({ table, serverId, query }) => serverId === own?.serverId && table.id === tableId && !isFiltering(query),
    )
    return copy ? { kind: 'offline', datasetId: copy.id } : null
  }

  const targetKey = sourceKey

  /** Finds the metadata of tables that the view's columns refer to, as far as they are known. */
  const findTable =
    (view: ViewState): FindTable =>
    (tableId) => {
      const source = sourceOf(view, tableId)
      const known = source ? targets.get(targetKey(source)) : undefined
      return isTable(known) ? known : undefined
    }

  /** True when a filter can go on into the table that a column points at: a copy leads into copies beside it. */
  const leadsOn = (view: ViewState, column: Column): boolean => targetSource(view, column) !== null

  /** The table that a reference column points at, as far as it is known; asks for it when it is not. */
  function target(view: ViewState, column: Column): Table | null {
    const source = targetSource(view, column)
    if (!source) return null
    const known = targets.get(targetKey(source))
    return isTable(known) ? known : null
  }

  /** Have the table described that a reference column points at. */
  async function describe(view: ViewState, column: Column): Promise<Table | ErrorData | null> {
    const source = targetSource(view, column)
    if (!source) return null
    const key = targetKey(source)
    const known = targets.get(key)
    if (isTable(known)) return known
    if (known === 'asked') return null
    targets.set(key, 'asked')
    try {
      const table = await api.tables.describe({ source })
      targets.set(key, table)
      return table
    } catch (error) {
      targets.delete(key)
      return failureOf(error)
    }
  }

  /** The column at the end of a path and the labels on the way; the column is null while it is not known. */
  function resolve(view: ViewState, path: string): ResolvedAttribute {
    if (!view.table) return { label: path, column: null }
    const own = findColumn(view.table, path)
    if (own) return { label: own.label, column: own }
    const step = stepsOf(view.table, path)
    if (!step) return { label: path, column: null }
    const far = target(view, step.column)
    const column = (far && findColumn(far, step.rest)) ?? null
    return { label: `${step.column.label} › ${column?.label ?? step.rest}`, column }
  }

  /** Where values of an attribute are looked up; null for paths that cannot be followed. */
  function lookUpPlace(view: ViewState, path: string): LookUpPlace | null {
    if (!view.table) return null
    if (findColumn(view.table, path)) return { source: view.source, column: path }
    const step = stepsOf(view.table, path)
    const source = step && targetSource(view, step.column)
    return step && source ? { source, column: step.rest } : null
  }

  /** True for a path that leads into rows of which no copy is kept beside the view's own. */
  function lacksCopy(view: ViewState, path: string): boolean {
    const step = view.table && !findColumn(view.table, path) ? stepsOf(view.table, path) : null
    return step !== null && targetSource(view, step.column) === null
  }

  /** Have every table described that a list of paths leads through. */
  function describeFor(view: ViewState, paths: readonly string[]): void {
    for (const path of paths) {
      const step = view.table && !findColumn(view.table, path) ? stepsOf(view.table, path) : null
      if (step && !target(view, step.column)) void describe(view, step.column)
    }
  }

  /** The words for sentences about a view's filter. */
  const wordsFor = (view: ViewState): SentenceWords => ({
    attribute: (path) => resolve(view, path),
    value: (path, value) => {
      const { column } = resolve(view, path)
      const choice = column?.choices?.find((one) => one.id === value)
      const place = lookUpPlace(view, path)
      return choice?.label ?? (place && lookUps.labelOf(place.source, place.column, value)) ?? value
    },
  })

  return { leadsOn, findTable, target, describe, resolve, lookUpPlace, lacksCopy, describeFor, wordsFor }
})

/** The reference column that a path starts with and what follows it; null when it does not start with one. */
function stepsOf(table: Table, path: string): { column: Column; rest: string } | null {
  const dot = path.indexOf('.')
  if (dot < 1) return null
  const column = findColumn(table, path.slice(0, dot))
  return column && isReferenceType(column.type) ? { column, rest: path.slice(dot + 1) } : null
}
