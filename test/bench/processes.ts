// Memory of an application and all its processes, from the system's own accounts.
import { readdirSync, readFileSync } from 'node:fs'

/** Children of each process, by its number. */
function childrenByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = parentOf(Number(name))
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  return children
}

function parentOf(pid: number): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return null
  }
}

/** Memory that a process would give back, its share of what it shares included (PSS), in bytes. */
function shareBytes(pid: number): number {
  try {
    const match = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))
    return Number(match?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

/**
 * Memory of a process and of all that it started, in MB (10^6 bytes). Linux only.
 *
 * @source proc(5), `Pss` of smaps_rollup: shared pages are counted once over all processes
 */
export function memoryMb(rootPid: number): number {
  const children = childrenByParent()
  const sum = (pid: number): number =>
    (children.get(pid) ?? []).reduce((all, child) => all + sum(child), shareBytes(pid))
  return sum(rootPid) / 1e6
}
