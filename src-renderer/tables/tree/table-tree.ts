// From a server's listing to the rows of the tree on screen: packages, tables in them, system tables folded away.
import type { PackageSummary, TableListing, TableSummary } from '@shared/table/table'
import { containsWords } from '../../shell/palette/fuzzy'

/** A node of the tree. `id` of the folder of system tables is `systemFolderId`. */
export type TreeNode = {
  readonly kind: 'package' | 'table'
  readonly id: string
  readonly label: string
  readonly description: string | null
  readonly children: readonly TreeNode[]
}

/** A row on screen; `level`, `position` and `setSize` count from 1, as screen readers want them. */
export type TreeRow = {
  readonly key: string
  readonly node: TreeNode
  readonly parentKey: string | null
  readonly level: number
  readonly position: number
  readonly setSize: number
  readonly isExpanded: boolean | null
  /** Tables in a package and below it. */
  readonly tableCount: number
}

/** Id of the folder that holds the system tables. No package can have it: ids hold no colon. */
export const systemFolderId = ':system'

const byLabel = (a: { label: string }, b: { label: string }) => a.label.localeCompare(b.label, 'en', { numeric: true })

const tableNode = (table: TableSummary): TreeNode => ({
  kind: 'table',
  id: table.id,
  label: table.label,
  description: table.description,
  children: [],
})

/** Build the tree: tables without a package first, then packages by label, then the system tables in a folder. */
export function buildTree(listing: TableListing): TreeNode[] {
  const known = new Map(listing.packages.map((folder) => [folder.id, folder]))
  const own = listing.tables.filter((table) => !table.isSystem)
  const tablesIn = groupBy(own, (table) =>
    table.packageId !== null && known.has(table.packageId) ? table.packageId : null,
  )
  const foldersIn = groupBy(listing.packages, (folder) => parentOf(folder, known))
  const system = listing.tables.filter((table) => table.isSystem)

  const contentOf = (parentId: string | null): TreeNode[] => [
    ...(tablesIn.get(parentId) ?? []).map(tableNode).sort(byLabel),
    ...(foldersIn.get(parentId) ?? [])
      .map((folder): TreeNode => ({ ...packageNode(folder), children: contentOf(folder.id) }))
      .filter((node) => node.children.length > 0)
      .sort(byLabel),
  ]
  const nodes = contentOf(null)
  if (system.length === 0) return nodes
  const folder: TreeNode = {
    kind: 'package',
    id: systemFolderId,
    label: 'System',
    description: 'Tables that the server keeps for itself',
    children: system.map(tableNode).sort(byLabel),
  }
  return [...nodes, folder]
}

const packageNode = (folder: PackageSummary): TreeNode => ({
  kind: 'package',
  id: folder.id,
  label: folder.label,
  description: folder.description,
  children: [],
})

/** The parent of a package; the top where it is not listed, or where parents run in a circle. */
function parentOf(folder: PackageSummary, known: ReadonlyMap<string, PackageSummary>): string | null {
  if (folder.parentId === null || !known.has(folder.parentId)) return null
  const seen = new Set([folder.id])
  for (let id: string | null = folder.parentId; id !== null; id = known.get(id)?.parentId ?? null) {
    if (seen.has(id)) return null
    seen.add(id)
  }
  return folder.parentId
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string | null): Map<string | null, T[]> {
  const groups = new Map<string | null, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

const countTables = (node: TreeNode): number =>
  node.kind === 'table' ? 1 : node.children.reduce((sum, child) => sum + countTables(child), 0)

/** The key of a node: a package and a table may share an id. */
export const nodeKey = (node: TreeNode): string => `${node.kind}/${node.id}`

/**
 * The part of a tree that the typed words meet, by label, name or description. A package that is met keeps all it holds.
 */
export function searchTree(nodes: readonly TreeNode[], search: string): TreeNode[] {
  if (search.trim() === '') return [...nodes]
  return nodes.flatMap((node): TreeNode[] => {
    if (containsWords(search.trim(), `${node.label} ${node.id} ${node.description ?? ''}`)) return [node]
    const children = searchTree(node.children, search)
    return children.length > 0 ? [{ ...node, children }] : []
  })
}

/** The rows on screen: the children of unfolded packages, all in reading order. */
export function treeRows(nodes: readonly TreeNode[], isExpanded: (key: string) => boolean): TreeRow[] {
  const rows: TreeRow[] = []
  const walk = (siblings: readonly TreeNode[], level: number, parentKey: string | null): void => {
    siblings.forEach((node, index) => {
      const key = nodeKey(node)
      const isOpen = node.kind === 'package' ? isExpanded(key) : null
      const place = { level, parentKey, position: index + 1, setSize: siblings.length }
      rows.push({ key, node, ...place, isExpanded: isOpen, tableCount: countTables(node) })
      if (isOpen) walk(node.children, level + 1, key)
    })
  }
  walk(nodes, 1, null)
  return rows
}

/** Packages to unfold at first: all where there are few tables, else the only one at the top; never the system tables. */
export function firstExpanded(nodes: readonly TreeNode[]): Set<string> {
  const own = nodes.filter((node) => node.id !== systemFolderId)
  const keys = new Set<string>()
  const isSmall = own.reduce((sum, node) => sum + countTables(node), 0) <= 40
  const walk = (siblings: readonly TreeNode[]): void => {
    const folders = siblings.filter((node) => node.kind === 'package')
    if (!isSmall && (siblings.length > 1 || folders.length === 0)) return
    for (const folder of folders) {
      keys.add(nodeKey(folder))
      walk(folder.children)
    }
  }
  walk(own)
  return keys
}
