// The remembered servers, which of them is in front, and the sessions on them.
import type { ErrorData } from '@shared/errors/app-error'
import type { ServerEntry, ServerId, SignIn } from '@shared/server/server-profile'
import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef } from 'vue'
import { api, onEvent } from '../api'
import { failureData } from '../shell/failure'

export const useServersStore = defineStore('servers', () => {
  const entries = shallowRef<readonly ServerEntry[]>([])
  const currentId = ref<ServerId | null>(null)
  /** The server that is being opened; one at a time. */
  const openingId = ref<ServerId | null>(null)
  /** Why a server could not be opened, by its id. */
  const troubles = shallowReactive(new Map<ServerId, ErrorData>())
  /** An address that the form for a new server begins with. */
  const proposedAddress = ref('')
  let openNumber = 0

  const current = computed(() => find(currentId.value))
  const find = (id: ServerId | null) => entries.value.find((entry) => entry.id === id) ?? null

  async function load(): Promise<void> {
    entries.value = await api.server.list()
    if (currentId.value !== null && !find(currentId.value)) currentId.value = null
  }

  function put(entry: ServerEntry): void {
    const isKnown = entries.value.some((known) => known.id === entry.id)
    entries.value = isKnown
      ? entries.value.map((known) => (known.id === entry.id ? entry : known))
      : [...entries.value, entry]
  }

  /** Follow main's announcements. */
  function listen(): () => void {
    const stops = [onEvent('server.changed', () => void load()), onEvent('session.changed', put)]
    return () => stops.forEach((stop) => stop())
  }

  /**
   * Open a remembered server and bring it to the front.
   *
   * @returns what is now known of it; null when that failed (see `troubles`) or another server was asked for since
   */
  async function open(id: ServerId): Promise<ServerEntry | null> {
    const number = ++openNumber
    openingId.value = id
    troubles.delete(id)
    try {
      const entry = await api.server.open({ serverId: id })
      put(entry)
      if (number !== openNumber) return null
      currentId.value = id
      return entry
    } catch (error) {
      const failure = failureData(error)
      if (failure) troubles.set(id, failure)
      return null
    } finally {
      if (number === openNumber) openingId.value = null
    }
  }

  /** Stop waiting for a server that is being opened. */
  function stopOpening(): void {
    openNumber += 1
    openingId.value = null
  }

  /** Add a server. @throws AppError with the trouble, for the form to show */
  async function add(input: { address: string; name: string; signIn: SignIn }): Promise<ServerEntry> {
    const entry = await api.server.add(input)
    put(entry)
    return entry
  }

  /** Bring a server that is open already to the front. */
  function show(id: ServerId): void {
    currentId.value = id
  }

  /** @throws AppError when the server refuses the sign-in or cannot be reached */
  async function signIn(serverId: ServerId, signInWith: SignIn): Promise<ServerEntry> {
    const entry = await api.session.signIn({ serverId, signIn: signInWith })
    put(entry)
    troubles.delete(serverId)
    return entry
  }

  /** @returns false when the server could not be told; the token is forgotten here all the same */
  async function signOut(serverId: ServerId): Promise<boolean> {
    const { isServerTold, ...entry } = await api.session.signOut({ serverId })
    put(entry)
    return isServerTold
  }

  async function rename(serverId: ServerId, name: string): Promise<void> {
    put(await api.server.rename({ serverId, name }))
  }

  async function remove(serverId: ServerId): Promise<void> {
    await api.server.remove({ serverId })
    entries.value = entries.value.filter((entry) => entry.id !== serverId)
    if (currentId.value === serverId) currentId.value = null
  }

  return {
    entries,
    currentId,
    current,
    openingId,
    proposedAddress,
    troubles,
    find,
    load,
    listen,
    open,
    stopOpening,
    add,
    show,
    signIn,
    signOut,
    rename,
    remove,
  }
})
