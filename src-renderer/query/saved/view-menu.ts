// What the menu of saved views offers: which to show, and what can be done with them.
import type { SavedView } from '@shared/settings/saved-view'
import { useDialogsStore } from '../../shell/dialogs-store'
import type { ViewState } from '../views-store'
import { isAsSaved } from './compare-views'
import { useSavedStore } from './saved-store'
import { useViewFiles } from './view-files'

const item = (label: string, icon: string, onSelect: () => void, disabled = false) => ({
  ...{ label, icon, onSelect, disabled },
})

/** The menu's lines in groups, and what its commands do. */
export function useViewMenu(view: () => ViewState) {
  const saved = useSavedStore()
  const dialogs = useDialogsStore()
  const files = useViewFiles()

  const saveAs = (): void => dialogs.open({ kind: 'save-view', tabId: view().tabId, renamedId: null })
  const rename = ({ id }: SavedView): void => dialogs.open({ kind: 'save-view', tabId: view().tabId, renamedId: id })

  const choice = (one: SavedView) => ({
    ...{ label: one.name, type: 'checkbox' as const, onSelect: () => saved.show(view(), one) },
    checked: one.kind === 'view' ? saved.inFront(view())?.id === one.id : isAsSaved(view(), one),
  })

  /** Views and filters to show, each kind under its heading. */
  function choices() {
    const list = saved.listOf(view())
    const part = (kind: SavedView['kind'], label: string) => {
      const some = list.filter((one) => one.kind === kind)
      return some.length === 0 ? [] : [[{ label, type: 'label' as const }, ...some.map(choice)]]
    }
    return [...part('view', 'Views'), ...part('filter', 'Filters')]
  }

  /** Each saved view as a line that does something with it. */
  const each = (run: (one: SavedView) => void) =>
    saved.listOf(view()).map((one) => ({ label: one.name, onSelect: () => run(one) }))

  function groups() {
    const front = saved.inFront(view())
    const isChanged = saved.isChanged(view())
    const isNone = saved.listOf(view()).length === 0
    return [
      ...choices(),
      [
        front && item(`Save “${front.name}”`, 'i-lucide-save', () => void saved.save(view()), !isChanged),
        front && item(`Reset to “${front.name}”`, 'i-lucide-undo-2', () => saved.reset(view()), !isChanged),
        item('Save as…', 'i-lucide-bookmark-plus', saveAs),
        item('Show the plain table', 'i-lucide-table-2', () => saved.showPlain(view())),
      ].filter((one) => one !== null),
      [
        { label: 'Rename', icon: 'i-lucide-pencil', children: [each(rename)], disabled: isNone },
        {
          ...{ label: 'Delete', icon: 'i-lucide-trash-2', disabled: isNone },
          children: [each((one) => void saved.remove(view(), one))],
        },
      ],
      [
        item('Save as a file…', 'i-lucide-file-down', () => void files.save(view())),
        item('Open a view file…', 'i-lucide-file-up', () => void files.open(view())),
      ],
    ]
  }

  const commands = {
    'save-view': () => (saved.inFront(view()) ? void saved.save(view()) : saveAs()),
    'save-view-as': saveAs,
    'reset-view': () => (saved.inFront(view()) ? saved.reset(view()) : saved.showPlain(view())),
    'plain-view': () => saved.showPlain(view()),
    'save-view-file': () => void files.save(view()),
    'open-view-file': () => void files.open(view()),
  }

  return { groups, commands }
}
