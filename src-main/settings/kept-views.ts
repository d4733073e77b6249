// How much is remembered of tables, so that the settings stay a small file that is written in an instant.
import { AppError } from '@shared/errors/app-error'
import { longestSavedView, mostSavedViews, type SavedView } from '@shared/settings/saved-view'
import type { TableView } from '@shared/settings/table-view'

/** Views of more tables than this are not remembered; the oldest go first. */
const mostTableViews = 1_000
/** Length of all remembered questions together, as text; the oldest are forgotten first, their looks stay. */
const longestQueries = 2_000_000
const longestSavedViews = 8_000_000

const lengths = new WeakMap<object, number>()

/** Length of a value as text; worked out once for each object. */
function lengthOf(value: object): number {
  const known = lengths.get(value)
  if (known !== undefined) return known
  const length = JSON.stringify(value).length
  lengths.set(value, length)
  return length
}

/** The remembered tables with one more, which becomes the newest. */
export function withTableView(
  views: Readonly<Record<string, TableView>>,
  key: string,
  view: TableView,
): Record<string, TableView> {
  const others = Object.entries(views).filter(([other]) => other !== key)
  const all = [...others.slice(-(mostTableViews - 1)), [key, view] as const]
  let room = longestQueries
  const kept = all.toReversed().map(([name, one]) => {
    if (one.query === null) return [name, one] as const
    room -= lengthOf(one.query)
    return [name, room >= 0 ? one : { ...one, query: null, isQueryCut: true }] as const
  })
  return Object.fromEntries(kept.reverse())
}

/** Saved views of a table in the order of their names. */
export const byName = (views: readonly SavedView[]): SavedView[] =>
  views.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))

/**
 * The saved views of all tables with one more, or with one changed.
 *
 * @throws AppError `input.invalid` when it is more than is kept
 */
export function withSavedView(
  views: Readonly<Record<string, SavedView[]>>,
  key: string,
  view: SavedView,
): Record<string, SavedView[]> {
  const others = (views[key] ?? []).filter(({ id }) => id !== view.id)
  if (others.length >= mostSavedViews) {
    throw new AppError(
      'input.invalid',
      `This table has ${mostSavedViews} saved views, the most that are kept. Delete one first.`,
    )
  }
  const all = { ...views, [key]: [...others, view] }
  const length = Object.values(all).reduce((sum, list) => sum + list.reduce((part, one) => part + lengthOf(one), 0), 0)
  if (lengthOf(view) > longestSavedView || length > longestSavedViews) {
    throw new AppError(
      'input.invalid',
      'The view holds too many values to be kept with the settings. Save it as a file instead.',
    )
  }
  return all
}
