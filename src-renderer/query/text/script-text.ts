// A view's question as a script to copy: gathers what the script is written from.
import type { QueryScript, ScriptLanguage } from '@shared/query/script/query-script'
import { queryScript } from '@shared/query/script/query-script'
import { isFiltering } from '@shared/query/query'
import { toRaw } from 'vue'
import { useServersStore } from '../../connect/servers-store'
import { useDatasetsStore } from '../../tables/datasets-store'
import { useAttributesStore } from '../attributes-store'
import { plainQuery, type ViewState } from '../views-store'

/** The languages of scripts, as they are called. */
export const languageNames: Readonly<Record<ScriptLanguage, string>> = { python: 'Python', r: 'R', curl: 'curl' }

/** Columns on screen from left to right, those that the metadata hide left out unless they were shown. */
export function shownColumns({ table, look }: Pick<ViewState, 'table' | 'look'>): string[] {
  if (!table) return []
  const known = new Set(look.columns.map(({ name }) => name))
  const names = new Set(table.columns.map(({ name }) => name))
  const fresh = table.columns
    .filter(({ name }) => !known.has(name))
    .map(({ name, isVisible }) => ({ name, isHidden: !isVisible, pinned: null }))
  const shown = [...look.columns.filter(({ name }) => names.has(name)), ...fresh].filter(({ isHidden }) => !isHidden)
  const side = (pinned: 'left' | 'right' | null) => shown.filter((one) => one.pinned === pinned)
  return [...side('left'), ...side(null), ...side('right')].map(({ name }) => name)
}

/** A function that writes a view's question as a script. */
export function useScripts(): (view: ViewState, language: ScriptLanguage) => QueryScript {
  const servers = useServersStore()
  const datasets = useDatasetsStore()
  const attributes = useAttributesStore()
  const no = (problem: string): QueryScript => ({ text: null, problem })
  return (view, language) => {
    const { table, source } = view
    if (!table) return no('The table is not there yet.')
    const dataset = source.kind === 'offline' ? datasets.find(source.datasetId) : null
    if (dataset && isFiltering(dataset.query)) {
      return no('This copy holds a part of the table: a script for the table on the server would give other rows.')
    }
    const server = servers.find(source.kind === 'live' ? source.serverId : (dataset?.serverId ?? null))
    const root = server?.address ?? dataset?.serverAddress ?? null
    if (root === null) return no('The sample data answers inside this program only; no script reaches it.')
    return queryScript(language, {
      root,
      isGuest: server ? server.session.state !== 'signed-in' : dataset?.userName === null,
      table: toRaw(table),
      findTable: attributes.findTable(view),
      query: plainQuery(view.query),
      columns: shownColumns(view),
      now: new Date(),
    })
  }
}
