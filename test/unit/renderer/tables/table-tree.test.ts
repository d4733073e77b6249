// From a listing to the rows of the tree, and what keys do in it.
import {
  buildTree,
  firstExpanded,
  searchTree,
  systemFolderId,
  treeRows,
  type TreeNode,
} from '@renderer/tables/tree/table-tree'
import { treeMove, typeAhead } from '@renderer/tables/tree/tree-keys'
import type { PackageSummary, TableListing, TableSummary } from '@shared/table/table'
import { describe, expect, it } from 'vitest'

const table = (id: string, packageId: string | null = null, part: Partial<TableSummary> = {}): TableSummary => ({
  id,
  label: id,
  description: null,
  packageId,
  isSystem: false,
  ...part,
})
const folder = (id: string, parentId: string | null = null): PackageSummary => ({
  id,
  label: id,
  description: null,
  parentId,
})
const listing = (packages: PackageSummary[], tables: TableSummary[]): TableListing => ({
  packages,
  tables,
  isComplete: true,
})
const outline = (nodes: readonly TreeNode[]): unknown[] =>
  nodes.map((node) => (node.kind === 'table' ? node.id : { [node.id]: outline(node.children) }))

describe('building the tree', () => {
  it('puts tables first, packages by label, system tables last and folded', () => {
    const nodes = buildTree(
      listing(
        [folder('b'), folder('a'), folder('a10', 'a'), folder('a9', 'a'), folder('empty'), folder('sys')],
        [
          table('t2'),
          table('t10'),
          table('x', 'a10'),
          table('y', 'a9'),
          table('z', 'b'),
          table('sys_md', 'sys', { isSystem: true }),
        ],
      ),
    )
    expect(outline(nodes)).toEqual([
      't2',
      't10',
      { a: [{ a9: ['y'] }, { a10: ['x'] }] },
      { b: ['z'] },
      { [systemFolderId]: ['sys_md'] },
    ])
    expect([...firstExpanded(nodes)].sort()).toEqual(['package/a', 'package/a10', 'package/a9', 'package/b'])
  })

  it('loses no table to a package that is not listed, or to packages that hold each other', () => {
    const nodes = buildTree(
      listing(
        [folder('p', 'q'), folder('q', 'p'), folder('r', 'gone')],
        [table('a', 'hidden'), table('b', 'p'), table('c', 'r')],
      ),
    )
    expect(
      treeRows(nodes, () => true)
        .filter((row) => row.node.kind === 'table')
        .map((row) => row.node.id),
    ).toEqual(['a', 'b', 'c'])
  })

  it('unfolds only the way to many tables', () => {
    const many = Array.from({ length: 50 }, (_, index) => table(`t${index}`, index % 2 ? 'a' : 'b'))
    expect([
      ...firstExpanded(buildTree(listing([folder('top'), folder('a', 'top'), folder('b', 'top')], many))),
    ]).toEqual(['package/top'])
  })

  it('finds tables among thousands', () => {
    const packages = Array.from({ length: 200 }, (_, index) => folder(`p${index}`))
    const tables = Array.from({ length: 5000 }, (_, index) => table(`t${index}`, `p${index % 200}`))
    const rows = treeRows(searchTree(buildTree(listing(packages, tables)), 't49'), () => true)
    expect(rows.filter((row) => row.node.kind === 'table')).toHaveLength(111)
  })
})

describe('searching the tree', () => {
  const nodes = buildTree(
    listing(
      [folder('ase'), folder('other')],
      [table('x', 'ase'), table('y', 'other', { label: 'Why', description: 'Counts per SNP' })],
    ),
  )

  it('finds by label, name and description, with the way to what is found', () => {
    expect(outline(searchTree(nodes, 'snp counts'))).toEqual([{ other: ['y'] }])
    expect(outline(searchTree(nodes, 'why'))).toEqual([{ other: ['y'] }])
    expect(outline(searchTree(nodes, 'ASE'))).toEqual([{ ase: ['x'] }])
    expect(searchTree(nodes, 'nothing')).toEqual([])
  })
})

describe('keys in the tree', () => {
  const nodes = buildTree(listing([folder('p')], [table('alpha'), table('beta', 'p'), table('bravo', 'p')]))
  const open = treeRows(nodes, () => true)
  const folded = treeRows(nodes, () => false)

  it('numbers rows as screen readers want them', () => {
    expect(open.map((row) => [row.node.id, row.level, row.position, row.setSize, row.isExpanded])).toEqual([
      ['alpha', 1, 1, 2, null],
      ['p', 1, 2, 2, true],
      ['beta', 2, 1, 2, null],
      ['bravo', 2, 2, 2, null],
    ])
    expect(folded.map((row) => row.tableCount)).toEqual([1, 2])
  })

  it.each([
    ['ArrowDown', 0, { kind: 'go', index: 1 }],
    ['ArrowUp', 0, { kind: 'go', index: 0 }],
    ['End', 0, { kind: 'go', index: 3 }],
    ['PageDown', 1, { kind: 'go', index: 3 }],
    ['ArrowRight', 1, { kind: 'go', index: 2 }],
    ['ArrowLeft', 3, { kind: 'go', index: 1 }],
    ['ArrowLeft', 1, { kind: 'toggle', index: 1 }],
    ['ArrowLeft', 0, null],
    ['Enter', 0, { kind: 'open', index: 0 }],
    [' ', 1, { kind: 'toggle', index: 1 }],
    ['x', 1, null],
  ] as const)('takes %s from row %i', (key, index, move) => {
    expect(treeMove(key, open, index, 10)).toEqual(move)
  })

  it('unfolds before it goes in, and goes nowhere in an empty tree', () => {
    expect(treeMove('ArrowRight', folded, 1, 10)).toEqual({ kind: 'toggle', index: 1 })
    expect(treeMove('ArrowDown', [], -1, 10)).toBeNull()
  })

  it('jumps to the next row that begins with the letters typed', () => {
    expect(typeAhead('b', open, 0)).toBe(2)
    expect(typeAhead('b', open, 2)).toBe(3)
    expect(typeAhead('br', open, 2)).toBe(3)
    expect(typeAhead('b', open, 3)).toBe(2)
    expect(typeAhead('zz', open, 0)).toBe(-1)
  })
})
