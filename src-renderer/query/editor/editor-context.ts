// What every part of the filter editor needs of the filter that it edits.
import type { Group } from '@shared/query/query'
import type { Table } from '@shared/table/table'
import { inject, type InjectionKey, type Ref } from 'vue'
import type { Step } from '../filter-moves'
import type { ViewState } from '../views-store'

export type EditorContext = {
  readonly view: ViewState
  readonly table: Table
  /** The filter as it is being edited. */
  readonly root: () => Group
  /** Put a changed filter in its place; `isTyping` waits for a pause before it is asked. */
  readonly change: (root: Group, isTyping?: boolean) => void
  /** Move a part one step; the focus stays in it, and the new place is said. */
  readonly step: (id: string, step: Step) => void
  /** Begin to drag a part. */
  readonly startDrag: (event: PointerEvent, id: string) => void
  /** The part that is being dragged. */
  readonly draggedId: Readonly<Ref<string | null>>
  /** Put the cursor into a part once it is drawn. */
  readonly goTo: (id: string) => void
}

export const editorKey: InjectionKey<EditorContext> = Symbol('filter editor')

/** The context of the editor around a component. */
export function useEditor(): EditorContext {
  const context = inject(editorKey)
  if (!context) throw new Error('Used outside of the filter editor.')
  return context
}
