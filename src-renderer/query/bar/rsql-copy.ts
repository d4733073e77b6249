// The command that copies the filter as RSQL.
import { useTextStore } from '../text/text-store'
import { useCopyStore } from './copy-store'
import type { ViewState } from '../views-store'

/** A function that copies a view's filter as RSQL; it does nothing for a view without filter, or one that RSQL cannot say. */
export function useRsqlCopy(): (view: ViewState) => void {
  const copies = useCopyStore()
  const texts = useTextStore()
  return (view) => {
    // Where it cannot be written, the filter's own text says why.
    const { text } = texts.written(view)
    if (text !== null) void copies.copy(text, 'RSQL')
  }
}
