// Looks through the memory of a process for forms of a secret. Linux only.
import { closeSync, openSync, readSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { findForms, type SecretForm } from './secret-forms'

const blockBytes = 4 * 1024 * 1024

/** Ids of the processes that a process started, theirs included, whose command line has a word. */
export async function processesUnder(rootPid: number, word: string): Promise<number[]> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const status = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '')
    const parent = /^PPid:\s+(\d+)/m.exec(status)?.[1]
    if (parent !== undefined) parents.set(Number(name), Number(parent))
  }
  const isUnder = (pid: number): boolean => {
    const parent = parents.get(pid)
    return parent !== undefined && (parent === rootPid || isUnder(parent))
  }
  const found: number[] = []
  for (const pid of parents.keys()) {
    if (!isUnder(pid)) continue
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (line.includes(word)) found.push(pid)
  }
  return found
}

/** Forms of secrets in the writable memory of a process, each with how often it is there. */
export async function findInMemory(pid: number, forms: readonly SecretForm[]): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  const maps = await readFile(`/proc/${pid}/maps`, 'utf8')
  const memory = openSync(`/proc/${pid}/mem`, 'r')
  const longest = Math.max(...forms.map(({ bytes }) => bytes.length))
  const block = Buffer.alloc(blockBytes + longest)
  try {
    for (const [, from, to] of maps.matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw/gm)) {
      const [start, end] = [BigInt(`0x${from ?? '0'}`), BigInt(`0x${to ?? '0'}`)]
      for (let at = start; at < end; at += BigInt(blockBytes)) {
        const length = Number(end - at < block.length ? end - at : block.length)
        const readBytes = readAt(memory, block, length, at)
        for (const form of findForms(block.subarray(0, readBytes), forms)) {
          found.set(form, (found.get(form) ?? 0) + 1)
        }
      }
    }
  } finally {
    closeSync(memory)
  }
  return found
}

/** Some mapped memory cannot be read; there is nothing in it then. */
function readAt(memory: number, block: Buffer, length: number, at: bigint): number {
  try {
    return readSync(memory, block, 0, length, at)
  } catch {
    return 0
  }
}
