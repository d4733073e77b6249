// What the tests' page lacks of a real one: media queries and observers of size.
import { vi } from 'vitest'

type Media = { matches: boolean; readonly query: string; readonly listeners: ((event: { matches: boolean }) => void)[] }

/**
 * Give the page media queries that match nothing until told to, and observers that see nothing.
 *
 * @returns a function that makes every query that contains the words match, or no longer match
 */
export function fakePage(): (words: string, matches: boolean) => void {
  const all: Media[] = []
  vi.stubGlobal('matchMedia', (query: string) => {
    const media: Media = { matches: false, query, listeners: [] }
    all.push(media)
    return Object.assign(media, {
      addEventListener: (_type: string, listener: (event: { matches: boolean }) => void) =>
        media.listeners.push(listener),
      removeEventListener: () => undefined,
    })
  })
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  )
  return (words, matches) => {
    for (const media of all.filter(({ query }) => query.includes(words))) {
      media.matches = matches
      for (const listener of media.listeners) listener({ matches })
    }
  }
}
