// What a server, or the query itself, says against a filter, in words for the filter bar.
import { findColumn } from '@shared/table/table'
import type { ViewState } from '../views-store'

/** A filter that was not answered: whose refusal it is, why, and which attribute it concerns when that is known. */
export type Refusal = {
  readonly what: string
  readonly text: string
  readonly attribute: string | null
  /** A copy of the table would answer. */
  readonly isForCopy: boolean
  /** A table of which a copy is missing beside the one that is asked; its id. */
  readonly missingTableId: string | null
}

/** The refusal that a view ran into; null when its filter was answered, or failed for reasons of its own. */
export function refusalOf(view: ViewState): Refusal | null {
  const { error } = view
  if (error?.code !== 'query.refused' && error?.code !== 'query.invalid') return null
  const { serverWords, attribute, answeredBy, tableId } = error.facts
  const isCopy = view.source.kind === 'offline'
  const who = isCopy ? 'The copy' : 'The server'
  const name = typeof attribute === 'string' && attribute !== '' ? attribute : null
  const label = name === null ? null : ((view.table && findColumn(view.table, name)?.label) ?? name)
  const what = error.code === 'query.refused' ? `${who} cannot answer this filter` : 'This filter cannot be asked'
  const said = typeof serverWords === 'string' && serverWords !== '' ? `The server said: ${serverWords}` : error.message
  return {
    what: `${what}${label === null ? '.' : `, because of ${label}.`}`,
    text: said,
    attribute: name,
    isForCopy: answeredBy === 'copy',
    missingTableId: isCopy && typeof tableId === 'string' ? tableId : null,
  }
}
