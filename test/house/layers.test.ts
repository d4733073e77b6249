// The import table holds: rooms, packages, no cycles between rooms, no IPC outside its door.
import { describe, expect, it } from 'vitest'
import { layers } from '../../build/layers.mjs'
import { importsOf, isOwn, sourceFiles, type Import } from './source-files'

type Layer = { rooms: string[]; packages: string[]; types?: string[]; why: string }
const table = layers as Record<string, Layer>
const rooms = Object.keys(table).sort((a, b) => b.length - a.length)
const files = sourceFiles('src-shared', 'src-main', 'src-renderer')

const isUnder = (path: string, room: string) =>
  path === room || path.startsWith(`${room}/`) || `${path}.ts` === room || path === `${room}.ts`
const roomOf = (path: string) => rooms.find((room) => isUnder(path, room))

/** What is wrong with one import, or null. */
function objection(path: string, room: string, { target, isTypeOnly }: Import): string | null {
  const layer = table[room]
  if (!layer) return `${path}: no such room`
  if (!isOwn(target))
    return layer.packages.includes(target) ? null : `${path} imports the package ${target}, which ${room} does not list`
  if (isUnder(target, room)) return null
  const allowed = isTypeOnly ? [...layer.rooms, ...(layer.types ?? [])] : layer.rooms
  return allowed.some((other) => isUnder(target, other))
    ? null
    : `${path} imports ${target}, which lies outside what ${room} may import`
}

describe('layers', () => {
  it('has a room for every source file', () => {
    expect(files.filter((file) => roomOf(file.path) === undefined).map((file) => file.path)).toEqual([])
  })

  it('lets every file import only what its room may', () => {
    const objections = files.flatMap((file) =>
      importsOf(file).map((one) => objection(file.path, roomOf(file.path) ?? '', one)),
    )
    expect(objections.filter((text) => text !== null)).toEqual([])
  })

  it('has no cycle among files', () => {
    const graph = new Map(
      files.map((file) => [
        file.path.replace(/\.ts$/, ''),
        importsOf(file)
          .filter((one) => !one.isTypeOnly && isOwn(one.target))
          .map((one) => one.target.replace(/\.ts$/, '')),
      ]),
    )
    expect(cycles(graph)).toEqual([])
  })

  it('touches ipcMain and ipcRenderer only at the door', () => {
    const offenders = files.filter(
      (file) => /\bipc(Main|Renderer)\b/.test(file.text) && !/^src-main\/(ipc|preload)\//.test(file.path),
    )
    expect(offenders.map((file) => file.path)).toEqual([])
  })

  it('touches the bridge only in api.ts', () => {
    const offenders = files.filter(
      (file) => file.path.startsWith('src-renderer/') && /window\.molgenis/.test(file.text),
    )
    expect(offenders.map((file) => file.path)).toEqual(['src-renderer/api.ts'])
  })

  it('imports nothing from the tests', () => {
    expect(
      files.filter((file) => importsOf(file).some((one) => one.target.startsWith('test'))).map((file) => file.path),
    ).toEqual([])
  })
})

function cycles(graph: Map<string, string[]>): string[] {
  const state = new Map<string, 'open' | 'done'>()
  const found: string[] = []
  const visit = (node: string, path: readonly string[]) => {
    if (state.get(node) === 'done') return
    if (state.get(node) === 'open') {
      found.push([...path.slice(path.indexOf(node)), node].join(' → '))
      return
    }
    state.set(node, 'open')
    for (const next of graph.get(node) ?? []) visit(next, [...path, node])
    state.set(node, 'done')
  }
  for (const node of graph.keys()) visit(node, [])
  return found
}
