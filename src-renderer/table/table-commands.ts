// What the commands of a table do while its view is in front.
import { onBeforeUnmount, onMounted } from 'vue'
import { registerCommands } from '../shell/commands'
import { useLayoutStore } from '../shell/layout-store'
import { useExportStore } from '../export/export-store'
import { useViewsStore, type ViewLayout, type ViewState } from '../query/views-store'
import { shownInOrder } from './columns/column-look'
import { arrangedOf } from './grid/grid-menus'
import { refusalOf } from '../query/bar/refusal'
import { useKeepStore } from './keep-store'

/** Register the commands of a view while the calling component is there. */
export function useTableCommands(
  view: () => ViewState,
  ways: { openColumns(): void; toggleDetails(): void; setLayout(layout: ViewLayout): void; addRow(): boolean | void },
): void {
  const views = useViewsStore()
  const exports = useExportStore()
  const keeps = useKeepStore()
  let remove: (() => void) | null = null
  onMounted(() => {
    remove = registerCommands({
      'export-csv': () =>
        void exports.exportCsv(
          view(),
          shownInOrder(arrangedOf(view())).map(({ name }) => name),
        ),
      'keep-offline': () =>
        view().source.kind === 'live' ? void keeps.keep(view(), refusalOf(view())?.isForCopy) : false,
      reload: () => views.reload(view().tabId),
      columns: () => ways.openColumns(),
      'layout-grid': () => ways.setLayout('grid'),
      'layout-both': () => ways.setLayout('both'),
      'layout-plot': () => ways.setLayout('plot'),
      'toggle-details': () => ways.toggleDetails(),
      'add-row': () => ways.addRow(),
    })
  })
  onBeforeUnmount(() => remove?.())
}

/** Whether the details are shown: as set for all tables, unless grid and plot would have too little room. */
export function detailsOpen(isWanted: boolean, layout: ViewLayout, roomPx: number, detailsPx: number): boolean {
  return isWanted && (layout !== 'both' || roomPx - detailsPx >= minSharedPx)
}

/** Grid and plot side by side need this much; px. */
const minSharedPx = 1100

export const useDetailsSetting = () => {
  const layout = useLayoutStore()
  return {
    isWanted: () => layout.layout.areDetailsOpen,
    want: (areDetailsOpen: boolean) => layout.change({ areDetailsOpen }),
  }
}
