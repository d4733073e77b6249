// The filter as it is being edited. A draft may hold conditions without a value; what can be asked goes on to the view.
// One list of steps for undo holds the changes of the filter and of the order of the rows.
import {
  emptyGroup,
  rsqlOf,
  type Condition,
  type FilterNode,
  type Group,
  type Operator,
  type Query,
  type SortKey,
} from '@shared/query/query'
import type { Column } from '@shared/table/table'
import { isManyReferenceType } from '@shared/table/value-type'
import { defineStore } from 'pinia'
import { effectScope, shallowReactive, toRaw, watch } from 'vue'
import { warn } from '../shell/notify'
import { useAttributesStore } from './attributes-store'
import { firstOperator, firstValues } from './filter-operators'
import { addToAll, mapConditions, newCondition, withoutEmptyGroups } from './filter-tree'
import type { QuickFilter } from './quick-filter'
import { extendText } from './text/extend-text'
import { typingPauseMs } from './typing-pause'
import { problemOf, readyCondition } from './value-check'
import { plainQuery, useViewsStore, type ViewState } from './views-store'

/** Which part of a filter the editor shows, and where the cursor goes; null root means the whole filter. */
export type EditorFocus = { readonly nodeId: string | null; readonly field: 'attribute' | 'value' | 'distribution' }

/** What undo goes back to; `search` and `sort` are null where the change left search and order alone. */
type Step = {
  readonly root: Group
  readonly rsql: string | null
  readonly search: string | null
  readonly sort: SortKey[] | null
}

type Draft = {
  root: Group
  /** A filter as text, in the place of the root; null where that counts. */
  rsql: string | null
  readonly past: Step[]
  readonly future: Step[]
  /** The filter that the view last got from here, to notice when somebody else changes it. */
  applied: Group
  /** The order that the view last had, for the same reason. */
  sort: SortKey[]
  timer: ReturnType<typeof setTimeout> | null
  /** When something was typed last, by the page's clock; null since another kind of change. */
  typedAtMs: number | null
  editor: EditorFocus | null
  /** The text editor is open, and begins with this text; null for the filter as it is. */
  textEditor: { readonly start: string | null } | null
}

const undoLimit = 100
/** Keys that follow each other faster are typed in one go. */
const oneGoMs = 500

export const useFilterStore = defineStore('filter', () => {
  const views = useViewsStore()
  const attributes = useAttributesStore()
  const drafts = new WeakMap<object, Draft>()

  /** The draft of a view; it follows the view when its filter is changed elsewhere. */
  function draftOf(view: ViewState): Draft {
    const known = drafts.get(toRaw(view))
    if (known) return known
    const draft = shallowReactive<Draft>({
      root: plainQuery(view.query).filter,
      rsql: rsqlOf(view.query),
      past: shallowReactive([]),
      future: shallowReactive([]),
      applied: toRaw(view.query.filter),
      sort: view.query.sort,
      timer: null,
      typedAtMs: null,
      editor: null,
      textEditor: null,
    })
    drafts.set(toRaw(view), draft)
    // Lives as long as the view, whichever component asked first.
    effectScope(true).run(() =>
      watch(
        () => [view.query.filter, rsqlOf(view.query), view.query.sort],
        () => follow(view, draft),
        { flush: 'sync' },
      ),
    )
    return draft
  }

  function follow(view: ViewState, draft: Draft): void {
    const { sort } = view.query
    const filter = toRaw(view.query.filter)
    const rsql = rsqlOf(view.query)
    const isFilterSame = draft.applied === filter && draft.rsql === rsql
    const isSortSame = JSON.stringify(draft.sort) === JSON.stringify(sort)
    if (isFilterSame && isSortSame) return
    // What the table was left with comes before it is known, and is no change.
    if (view.table !== null) remember(draft, { sort: isSortSame ? null : draft.sort })
    draft.sort = sort
    if (isFilterSame) return
    stopTimer(draft)
    draft.applied = filter
    draft.root = filter
    draft.rsql = rsql
  }

  /** Write down what undo goes back to. */
  function remember(draft: Draft, rest: Partial<Pick<Step, 'search' | 'sort'>> = {}): void {
    draft.past.push({ root: draft.root, rsql: draft.rsql, search: null, sort: null, ...rest })
    if (draft.past.length > undoLimit) draft.past.shift()
    draft.future.length = 0
  }

  function stopTimer(draft: Draft): void {
    if (draft.timer !== null) clearTimeout(draft.timer)
    draft.timer = null
  }

  const columnOf = (view: ViewState, condition: Condition): Column | null =>
    attributes.resolve(view, condition.attribute).column

  /** What can be asked of a draft: conditions that are complete, in the form that a query carries. */
  const readyFilter = (view: ViewState, root: Group): Group =>
    mapConditions(root, (condition) => readyCondition(condition, columnOf(view, condition)))

  /** Hand the draft to the view, with search and order as given, as far as the view does not ask for just that. */
  function apply(view: ViewState, rest: Partial<Pick<Query, 'search' | 'sort'>> = {}): void {
    const draft = draftOf(view)
    stopTimer(draft)
    const ready = readyFilter(view, draft.root)
    const isTextNew = rsqlOf(view.query) !== draft.rsql
    const isFilterNew = isTextNew || JSON.stringify(ready) !== JSON.stringify(view.query.filter)
    if (!isFilterNew && Object.keys(rest).length === 0) return
    if (isFilterNew) draft.applied = ready
    views.ask(view.tabId, {
      ...rest,
      ...(isFilterNew ? { filter: ready } : {}),
      ...(isTextNew ? { rsql: draft.rsql } : {}),
    })
  }

  /** Put another filter, search and text in the place of those that are there; one step back. */
  function replace(view: ViewState, next: Pick<Query, 'filter' | 'search' | 'rsql'>): void {
    remember(draftOf(view), { search: view.query.search })
    put(view, { root: next.filter, rsql: rsqlOf(next), search: next.search, sort: null })
  }

  function put(view: ViewState, { root, rsql, search, sort }: Step): void {
    const draft = draftOf(view)
    draft.root = root
    draft.rsql = rsql
    if (sort !== null) draft.sort = sort
    const isSearchNew = search !== null && search !== view.query.search
    apply(view, { ...(isSearchNew ? { search } : {}), ...(sort === null ? {} : { sort }) })
  }

  /**
   * Put a changed tree in place of the draft.
   *
   * @param isTyping  the view gets it after a pause, so that not every key press is a question
   */
  function change(view: ViewState, root: Group, isTyping = false): void {
    const draft = draftOf(view)
    if (root === draft.root) return
    // What is typed in one go is one step back.
    const nowMs = performance.now()
    const isOneGo = isTyping && draft.typedAtMs !== null && nowMs - draft.typedAtMs < oneGoMs
    if (!isOneGo) remember(draft)
    draft.typedAtMs = isTyping ? nowMs : null
    draft.root = root
    draft.rsql = null
    stopTimer(draft)
    if (isTyping) draft.timer = setTimeout(() => apply(view), typingPauseMs(view.source))
    else apply(view)
  }

  /** Step back (or forward again) through the changes of filter and order; says what changed, null without a step. */
  function step(view: ViewState, direction: 'undo' | 'redo'): 'filter' | 'order' | null {
    const draft = draftOf(view)
    const [from, to] = direction === 'undo' ? [draft.past, draft.future] : [draft.future, draft.past]
    const next = from.pop()
    if (!next) return null
    const isOrder = next.sort !== null && next.root === draft.root && next.rsql === draft.rsql
    draft.typedAtMs = null
    const { search, sort } = view.query
    to.push({
      root: draft.root,
      rsql: draft.rsql,
      search: next.search === null ? null : search,
      sort: next.sort === null ? null : sort,
    })
    put(view, next)
    return isOrder ? 'order' : 'filter'
  }

  function openEditor(view: ViewState, focus: EditorFocus): void {
    if (draftOf(view).rsql !== null) return openText(view)
    draftOf(view).editor = focus
  }

  /** Open the editor of the filter as text; `start` is what it begins with, else the filter as it is. */
  function openText(view: ViewState, start: string | null = null): void {
    closeEditor(view)
    draftOf(view).textEditor = { start }
  }

  const closeText = (view: ViewState): void => void (draftOf(view).textEditor = null)

  /** Add a condition to a filter that is a text, or say why not. */
  function extend(view: ViewState, text: string, condition: Condition): void {
    const rsql = view.table && extendText(text, condition, toRaw(view.table))
    if (rsql !== null) return replace(view, { filter: emptyGroup(), search: '', rsql })
    warn(
      'The condition was not added.',
      'Beside it the text of the filter would mean something else to the server. Write it into the text.',
    )
  }

  /** Close the editor: what was left without a value goes, the rest is asked at once. */
  function closeEditor(view: ViewState): void {
    const draft = draftOf(view)
    if (draft.editor === null) return
    draft.editor = null
    const kept = mapConditions(draft.root, (condition) => {
      const column = columnOf(view, condition)
      const problem = problemOf(condition, column)
      if (problem?.kind === 'incomplete' || condition.attribute === '') return null
      return readyCondition(condition, column) ?? condition
    })
    const root = withoutEmptyGroups(kept)
    if (JSON.stringify(root) !== JSON.stringify(draft.root)) draft.root = root
    apply(view)
  }

  /** Add a condition on a column and open the editor at its value. For the grid's column menu. */
  function addCondition(view: ViewState, column: Column): void {
    const condition = newCondition(column.name, firstOperator(column), firstValues(column))
    const { rsql } = draftOf(view)
    if (rsql !== null) return openText(view, `${rsql};${column.name}`)
    change(view, addToAll(draftOf(view).root, condition))
    openEditor(view, { nodeId: condition.id, field: 'value' })
  }

  /** Add the filter that a cell offers; a condition that says the same already is not added twice. */
  function addQuickFilter(view: ViewState, column: Column, quick: QuickFilter): void {
    const { root, rsql } = draftOf(view)
    if (rsql !== null) return extend(view, rsql, newCondition(column.name, quick.operator, [...quick.values]))
    const says = (node: FilterNode) =>
      node.kind === 'condition' && sameCondition(node, column.name, quick.operator, quick.values)
    const isAll = root.joint === 'and' && root.isNot !== true
    if (isAll && root.children.some(says)) return
    // 'Only this' in place of 'only that': two different values at once would leave no row.
    const isOther = (node: FilterNode) =>
      quick.kind === 'only' &&
      node.kind === 'condition' &&
      node.attribute === column.name &&
      node.operator === 'equals' &&
      !isManyReferenceType(column.type)
    const rest = isAll ? { ...root, children: root.children.filter((child) => !isOther(child)) } : root
    change(view, addToAll(rest, newCondition(column.name, quick.operator, [...quick.values])))
  }

  /** Take the whole filter and the search away. */
  function clear(view: ViewState): void {
    const draft = draftOf(view)
    change(view, { kind: 'group', id: draft.root.id, joint: 'and', isOff: false, children: [] })
    if (view.query.search !== '') views.ask(view.tabId, { search: '' })
  }

  return {
    draftOf,
    change,
    replace,
    apply,
    step,
    openEditor,
    openText,
    closeText,
    closeEditor,
    addCondition,
    addQuickFilter,
    clear,
    columnOf,
  }
})

const sameCondition = (node: Condition, attribute: string, operator: Operator, values: readonly string[]): boolean =>
  !node.isOff &&
  node.attribute === attribute &&
  node.operator === operator &&
  node.values.length === values.length &&
  node.values.every((value, index) => value === values[index])
