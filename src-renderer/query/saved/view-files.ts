// Views as files: written from what is shown, and opened into the table in front; what does not fit is said first.
import type { ViewFile } from '@shared/settings/saved-view'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { api } from '../../api'
import { useDialogsStore } from '../../shell/dialogs-store'
import { notify, notifyFailure } from '../../shell/notify'
import type { ViewState } from '../views-store'
import { contentOf, lackingColumns } from './compare-views'
import { attributesOf } from './left-view'
import { useSavedStore } from './saved-store'
import { allConditions } from '../filter-tree'

/** A file that was chosen, for the table of a tab. */
export type OpenedFile = { readonly tabId: string; readonly file: ViewFile; readonly lacking: readonly string[] }

/** Writing views to files, opening them, and the file that the person is asked about. */
export const useViewFiles = defineStore('view-files', () => {
  const saved = useSavedStore()
  const dialogs = useDialogsStore()
  /** The file that the person is asked about. */
  const opened = shallowRef<OpenedFile | null>(null)

  /** Ask for a file name and write the view as it is shown. */
  async function save(view: ViewState): Promise<void> {
    if (!view.table) return
    const name = saved.inFront(view)?.name ?? 'View'
    try {
      const path = await api.views.saveFile(fileOf(view, name))
      if (path !== null) notify('View file saved', path)
    } catch (error) {
      notifyFailure(error)
    }
  }

  /** Ask for a file and show its view; where table or columns are others, the person is asked before. */
  async function open(view: ViewState): Promise<void> {
    const { table } = view
    if (!table) return
    try {
      const file = await api.views.openFile()
      if (file === null) return
      const lacking = lackingColumns(table, file.view)
      if (file.table.id === table.id && lacking.length === 0) return await take(view, file)
      opened.value = { tabId: view.tabId, file, lacking }
      dialogs.open({ kind: 'view-file', tabId: view.tabId })
    } catch (error) {
      notifyFailure(error)
    }
  }

  /** Keep the view of a file among those of the table, and show it. @throws AppError when it cannot be kept */
  async function take(view: ViewState, file: ViewFile): Promise<void> {
    saved.show(view, await saved.add(view, { ...file.view, name: freeName(view, file.view.name) }))
    notify('View opened', file.view.name)
  }

  /** A name that no saved view has: nobody's view is replaced by a file. */
  function freeName(view: ViewState, name: string): string {
    const names = new Set(saved.listOf(view).map((one) => one.name))
    for (let number = 2, free = name; ; number += 1) {
      if (!names.has(free)) return free
      free = `${name.slice(0, 190)} (${number})`
    }
  }

  return { opened, save, open, take }
})

/** The file of a view as it is shown. */
export function fileOf(view: ViewState, name: string): ViewFile {
  const content = contentOf(view)
  const { id = '', label = '' } = view.table ?? {}
  const { filter, sort, rsql } = content.query
  const names = [
    ...content.columns.map((column) => column.name),
    ...allConditions(filter).map(({ attribute }) => attribute),
    ...sort.map(({ attribute }) => attribute),
    ...attributesOf(rsql ?? ''),
  ]
  return {
    format: 'molgenis-desktop-view',
    version: 1,
    table: { id, label },
    columnNames: [...new Set(names)].slice(0, 5000),
    view: { ...content, name, kind: 'view' },
  }
}
