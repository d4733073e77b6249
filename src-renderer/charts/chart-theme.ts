// The colours of plots, read from the window's tokens, and anew when the appearance changes.
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'

/** Colours and fonts of a plot, as CSS values. */
export type ChartTheme = {
  readonly ground: string
  readonly line: string
  readonly text: string
  readonly softText: string
  readonly faintText: string
  readonly accent: string
  readonly font: string
}

/** The tokens as they are now. */
export function readChartTheme(element: Element = document.documentElement): ChartTheme {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(name).trim()
  return {
    ground: token('--ground'),
    line: token('--line'),
    text: token('--text'),
    softText: token('--text-2'),
    faintText: token('--text-3'),
    accent: token('--accent'),
    font: token('--font'),
  }
}

/** The tokens as a reactive value that follows the window's theme and the system's settings. */
export function useChartTheme(): Readonly<ShallowRef<ChartTheme>> {
  const theme = shallowRef(readChartTheme())
  const renew = () => {
    const next = readChartTheme()
    if (JSON.stringify(next) !== JSON.stringify(theme.value)) theme.value = next
  }
  const observer = new MutationObserver(renew)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] })
  const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) => window.matchMedia(query))
  queries.forEach((query) => query.addEventListener('change', renew))
  onScopeDispose(() => {
    observer.disconnect()
    queries.forEach((query) => query.removeEventListener('change', renew))
  })
  return theme
}
