// Row counts for the tree: asked for when somebody looks at a table, two at a time, kept, and given up when nobody looks.
import { emptyQuery } from '@shared/query/query'
import type { ServerId } from '@shared/server/server-profile'
import { sourceKey, type SourceRef } from '@shared/table/table'
import { defineStore } from 'pinia'
import { reactive } from 'vue'
import { api } from '../api'
import { failureData } from '../shell/failure'

/** A count: on its way, known, or not to be had. */
export type Count = { readonly state: 'loading' | 'failed' } | { readonly state: 'known'; readonly rowCount: number }

const atOnce = 2
let lastRequest = 0

export const useCountsStore = defineStore('counts', () => {
  const byKey = reactive(new Map<string, Count>())
  const waiting = new Map<string, SourceRef>()
  const running = new Map<string, string>()

  const countOf = (source: SourceRef): Count | null => byKey.get(sourceKey(source)) ?? null

  /** Ask for a count that is not known yet. One that failed is asked for again only with `isAgain`. */
  function want(source: SourceRef, isAgain = false): void {
    const key = sourceKey(source)
    const count = byKey.get(key)
    if (count && !(isAgain && count.state !== 'loading')) return
    byKey.set(key, { state: 'loading' })
    waiting.set(key, source)
    pump()
  }

  /** Nobody looks at the table any more: a count that is still out is given up. */
  function giveUp(source: SourceRef): void {
    const key = sourceKey(source)
    if (byKey.get(key)?.state !== 'loading') return
    byKey.delete(key)
    waiting.delete(key)
    const requestId = running.get(key)
    if (requestId !== undefined) {
      running.delete(key)
      void api.query.cancel({ requestId })
      pump()
    }
  }

  /** A count that was learnt elsewhere, such as by opening the table. */
  function learn(source: SourceRef, rowCount: number): void {
    byKey.set(sourceKey(source), { state: 'known', rowCount })
  }

  /** Forget the counts of a server, because somebody else is signed in now. */
  function forget(serverId: ServerId): void {
    for (const key of [...byKey.keys()]) if (key.startsWith(`live/${serverId}/`)) byKey.delete(key)
  }

  function pump(): void {
    for (const [key, source] of waiting) {
      if (running.size >= atOnce) return
      waiting.delete(key)
      void ask(key, source)
    }
  }

  async function ask(key: string, source: SourceRef): Promise<void> {
    const requestId = `count-${++lastRequest}`
    running.set(key, requestId)
    const isStale = () => running.get(key) !== requestId
    try {
      const rowCount = await api.query.count({ source, query: emptyQuery(), requestId })
      if (!isStale()) byKey.set(key, { state: 'known', rowCount })
    } catch (error) {
      if (isStale()) return
      if (failureData(error)) byKey.set(key, { state: 'failed' })
      else byKey.delete(key)
    } finally {
      if (!isStale()) {
        running.delete(key)
        pump()
      }
    }
  }

  return { byKey, countOf, want, giveUp, learn, forget }
})
