// Rooms to the right of the shell add what the palette finds beside commands, such as tables by name.
import type { PickItem } from '../../ui/pick-list'
import { shallowReactive } from 'vue'

/** Answers with the items that fit the words typed, best first, and does what one of them stands for. */
export type PaletteSource = {
  readonly id: string
  find(search: string): readonly PickItem[]
  pick(id: string): void
}

const sources = shallowReactive(new Map<string, PaletteSource>())

/** Add a source to the palette; the answer takes it away again. */
export function addPaletteSource(source: PaletteSource): () => void {
  sources.set(source.id, source)
  return () => sources.delete(source.id)
}

/** All sources, in the order in which they were added. Reactive. */
export const paletteSources = (): PaletteSource[] => [...sources.values()]
