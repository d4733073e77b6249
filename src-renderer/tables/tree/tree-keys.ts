// Where a key press leads in a tree: to another row, or to folding one. As trees behave everywhere.
import type { TreeRow } from './table-tree'

/** What a key does: go to a row, fold or unfold one, open one, or nothing. */
export type TreeMove = { readonly kind: 'go' | 'toggle' | 'open'; readonly index: number } | null

/**
 * What a key does in a tree.
 *
 * @param rows   rows on screen, folded ones left out
 * @param index  the row that has the focus; -1 for none
 * @param page   rows that fit the screen
 */
export function treeMove(key: string, rows: readonly TreeRow[], index: number, page: number): TreeMove {
  const last = rows.length - 1
  const row = rows[index]
  const go = (to: number): TreeMove => (last < 0 ? null : { kind: 'go', index: Math.max(0, Math.min(last, to)) })
  switch (key) {
    case 'ArrowDown':
      return go(index + 1)
    case 'ArrowUp':
      return go(index < 0 ? last : index - 1)
    case 'Home':
      return go(0)
    case 'End':
      return go(last)
    case 'PageDown':
      return go(index + page)
    case 'PageUp':
      return go(index - page)
    case 'ArrowRight':
      if (!row || row.isExpanded === null) return null
      return row.isExpanded ? go(index + 1) : { kind: 'toggle', index }
    case 'ArrowLeft':
      if (!row) return null
      if (row.isExpanded) return { kind: 'toggle', index }
      return row.parentKey === null ? null : go(rows.findIndex((other) => other.key === row.parentKey))
    case 'Enter':
    case ' ':
      return row ? { kind: row.isExpanded === null ? 'open' : 'toggle', index } : null
    default:
      return null
  }
}

/** The next row whose label begins with the letters typed, searching on from the present one and round the end. */
export function typeAhead(letters: string, rows: readonly TreeRow[], index: number): number {
  const start = letters.toLowerCase()
  const from = letters.length > 1 ? Math.max(0, index) : index + 1
  for (let step = 0; step < rows.length; step += 1) {
    const at = (from + step) % rows.length
    if (rows[at]?.node.label.toLowerCase().startsWith(start)) return at
  }
  return -1
}
