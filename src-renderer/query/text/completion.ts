// The list of suggestions while a filter is typed: opens with the typing, follows the cursor, is picked by keys.
import { findAttribute } from '@shared/rsql/rsql-attribute'
import { rsqlPlaceAt, type RsqlPlace } from '@shared/rsql/rsql-place'
import type { Choice } from '@shared/table/table'
import { computed, onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue'
import { useAttributesStore } from '../attributes-store'
import { useLookUpStore } from '../look-up-store'
import type { ViewState } from '../views-store'
import { choicesOf, suggestionsFor, type Suggestion } from './suggestions'

const pauseMs = 150
let lastField = 0

/** What the list is made for. */
export type CompletionInput = {
  readonly view: ViewState
  readonly text: Readonly<Ref<string>>
  readonly cursor: Readonly<Ref<number>>
  /** True when the text can be read as it stands, so that Enter asks it. */
  readonly isComplete: () => boolean
}

/** The list of suggestions of an editor. */
export function useCompletion({ view, text, cursor, isComplete }: CompletionInput) {
  const attributes = useAttributesStore()
  const lookUps = useLookUpStore()
  const field = `rsql-${++lastField}`
  const isWanted = ref(false)
  const activeIndex = ref(-1)
  const lookedUp = shallowRef<{ readonly path: string; readonly choices: readonly Choice[] } | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  const place = computed(() => (isWanted.value ? rsqlPlaceAt(text.value, cursor.value) : null))
  const items = computed<readonly Suggestion[]>(() => {
    if (place.value === null || !view.table) return []
    const path = place.value.kind === 'value' ? place.value.attribute : null
    const values = lookedUp.value?.path === path ? (lookedUp.value?.choices ?? null) : null
    return suggestionsFor(place.value, { table: view.table, findTable: attributes.findTable(view), values })
  })
  const isOpen = computed(() => items.value.length > 0)
  const active = computed(() => items.value[activeIndex.value] ?? null)

  /** Rows that a value can refer to are looked up; the metadata of tables on the way are asked for. */
  function learn(now: RsqlPlace): void {
    if (!view.table) return
    const path = now.kind === 'attribute' ? now.typed : now.kind === 'joint' ? '' : now.attribute
    if (path.includes('.')) attributes.describeFor(view, [path])
    if (now.kind !== 'value') return
    const attribute = findAttribute(path, view.table, attributes.findTable(view))
    const column = attributes.lookUpPlace(view, path)
    const isReference = typeof attribute !== 'string' && attribute.inner === null && attribute.column.target !== null
    if (typeof attribute === 'string' || column === null || !isReference) return
    if (choicesOf(attribute, null).length > 0) return
    clearTimeout(timer)
    timer = setTimeout(() => void find(path, now.typed), pauseMs)
  }

  async function find(path: string, typed: string): Promise<void> {
    const column = attributes.lookUpPlace(view, path)
    if (column === null) return
    const choices = await lookUps.find(field, column.source, column.column, typed)
    if (choices !== null) lookedUp.value = { path, choices }
  }

  watch(place, (now) => now && learn(now))
  // Where the text is complete, Enter asks it, and a suggestion has to be chosen.
  watch([items, isOpen], () => (activeIndex.value = isComplete() ? -1 : 0))

  const open = (): void => void (isWanted.value = true)
  const close = (): void => void (isWanted.value = false)

  function move(by: 1 | -1): void {
    const count = items.value.length
    if (count > 0) activeIndex.value = (Math.max(activeIndex.value, by === 1 ? -1 : 0) + by + count) % count
  }

  onBeforeUnmount(() => {
    clearTimeout(timer)
    lookUps.cancel(field)
  })
  return { items, isOpen, active, activeIndex, open, close, move }
}
