// Session services for tests: settings in memory, a pretended key store, and a fetch per server.
import type { EventMap, EventName } from '@shared/ipc/events'
import type { Fetch } from '@main/server/server-connection'
import type { Patience } from '@main/server/http-client'
import { SessionService } from '@main/session/session-service'
import { TokenVault, type SafeStorage } from '@main/session/token-vault'
import type { KeyValueFile } from '@main/settings/key-value-file'
import { SettingsStore } from '@main/settings/settings-store'
import type { SampleServer } from '@main/sample-server/index'

/** A settings file in memory. */
export function memoryFile(
  start: Readonly<Record<string, unknown>> = {},
): KeyValueFile & { value: Readonly<Record<string, unknown>> } {
  const file = {
    value: start,
    read: () => file.value,
    write: (value: Readonly<Record<string, unknown>>) => {
      // As through a real file: only what JSON can say comes back.
      file.value = JSON.parse(JSON.stringify(value)) as Record<string, unknown>
    },
    putAside: (ending: string) => `memory.${ending}`,
  }
  return file
}

/** A key store that turns texts around; real enough to see that nothing is kept in plain. */
export function turningKeyStore(isAvailable = true): SafeStorage {
  const turn = (text: string) => [...text].reverse().join('')
  return {
    isEncryptionAvailable: () => isAvailable,
    getSelectedStorageBackend: () => 'gnome_libsecret',
    encryptString: (text) => Buffer.from(turn(text)),
    decryptString: (encrypted) => turn(encrypted.toString()),
  }
}

/** Patience for tests: no waiting between attempts, and soon out of it. */
export const hasty: Partial<Patience> = { retryDelaysMs: [1, 1], firstByteMs: 5_000, idleMs: 5_000 }

type TestSessionsOptions = {
  readonly sample?: SampleServer
  readonly file?: KeyValueFile
  readonly safeStorage?: SafeStorage
  readonly now?: () => Date
  readonly fetch?: Fetch
  readonly patience?: Partial<Patience>
}

export type Announcement = { readonly name: EventName; readonly payload: unknown }

/** A session service; `announced` collects what it announces. */
export function createTestSessions(options: TestSessionsOptions = {}) {
  const now = options.now ?? (() => new Date())
  const file = options.file ?? memoryFile()
  const settings = new SettingsStore({ file, now })
  const vault = new TokenVault({
    safeStorage: options.safeStorage ?? turningKeyStore(),
    shelf: settings,
    platform: 'linux',
  })
  const announced: Announcement[] = []
  const fetchFor = ({ address }: { address: string | null }): Fetch => {
    const { sample } = options
    if (address === null && sample) return (url, init) => sample.fetch(new Request(url, init))
    return options.fetch ?? ((url, init) => fetch(url, init))
  }
  const announce = <N extends EventName>(name: N, payload: EventMap[N]) => {
    announced.push({ name, payload })
  }
  const sessions = new SessionService({
    settings,
    vault,
    fetchFor,
    announce,
    now,
    patience: { ...hasty, ...options.patience },
    writerPatience: { retryDelaysMs: [1, 1], graceMs: 500, resolveMs: 2_000 },
  })
  return { sessions, settings, vault, announced, file }
}
