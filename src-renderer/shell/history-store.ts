// What was looked at, in order: table, question and row. Back and forward walk it, over closed tabs too.
import { rsqlOf, type Query } from '@shared/query/query'
import type { SourceRef } from '@shared/table/table'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'

/** One thing that was looked at. */
export type Place = {
  readonly tabId: string
  readonly source: SourceRef
  readonly title: string
  readonly query: Query
  readonly selectedId: string | null
  /** Whether the tab remembered its question with the table. */
  readonly keepsQuery: boolean
}

/** More places than this are not remembered; the oldest go first. */
const mostPlaces = 200

const isSame = (one: Place, other: Place): boolean =>
  one.tabId === other.tabId && (one.query === other.query || textOf(one.query) === textOf(other.query))

const textOf = (query: Query): string => JSON.stringify([query.filter, query.search, query.sort, rsqlOf(query)])

export const useHistoryStore = defineStore('history', () => {
  const places = shallowRef<readonly Place[]>([])
  const index = ref(-1)
  /** No table is in front: the last place is one step back. */
  const isAway = ref(false)

  const current = computed(() => (isAway.value ? null : (places.value[index.value] ?? null)))
  const canGoBack = computed(() => (isAway.value ? index.value >= 0 : index.value > 0))
  const canGoForward = computed(() => index.value < places.value.length - 1)

  /**
   * Note what is looked at now. Another row of the same question is no step.
   *
   * @param isSameStep  a change that goes on with the last one, such as more typing: it takes the last one's place
   */
  function note(place: Place, isSameStep = false): void {
    const now = current.value
    if (now && isSame(now, place)) return put(index.value, place)
    const takesPlace = isSameStep && now?.tabId === place.tabId
    const before = places.value.slice(0, takesPlace ? index.value : index.value + 1)
    const last = before.at(-1)
    // What was typed and taken away again leaves no step behind; nor does the return to where one was.
    const next = last && isSame(last, place) ? [...before.slice(0, -1), place] : [...before, place]
    places.value = next.slice(-mostPlaces)
    index.value = places.value.length - 1
    isAway.value = false
  }

  function put(at: number, place: Place): void {
    if (places.value[at]?.selectedId === place.selectedId && places.value[at].title === place.title) return
    places.value = places.value.map((one, number) => (number === at ? place : one))
  }

  /** No table is in front any more. */
  function leave(): void {
    isAway.value = true
  }

  /** Step to the place before (-1) or after (1). @returns that place; null when there is none */
  function step(by: 1 | -1): Place | null {
    if (by === -1 ? !canGoBack.value : !canGoForward.value) return null
    if (!isAway.value || by === 1) index.value += by
    isAway.value = false
    return places.value[index.value] ?? null
  }

  /** A closed tab is open again under another id. */
  function rename(tabId: string, newId: string): void {
    places.value = places.value.map((place) => (place.tabId === tabId ? { ...place, tabId: newId } : place))
  }

  /** Forget places that cannot be shown any more. */
  function forget(isGone: (place: Place) => boolean): void {
    if (!places.value.some(isGone)) return
    const isKept = places.value.map((place) => !isGone(place))
    const upTo = isKept.slice(0, index.value + 1).filter(Boolean).length
    const isCurrentGone = isKept[index.value] === false
    places.value = places.value.filter((_, at) => isKept[at])
    index.value = upTo - 1
    if (isCurrentGone) isAway.value = true
  }

  return { places, index, current, canGoBack, canGoForward, note, leave, step, rename, forget }
})
