// Keeps tokens: encrypted in the settings where the system has a real key store, else in memory. Never passwords.
import type { ServerId } from '@shared/server/server-profile'
import type { KeptToken } from '@main/settings/settings-schema'

/** The part of Electron's safeStorage that is used. */
export type SafeStorage = {
  isEncryptionAvailable(): boolean
  /** Linux only. */
  getSelectedStorageBackend?(): string
  encryptString(text: string): Uint8Array
  decryptString(encrypted: Buffer): string
}

/** Where encrypted tokens lie. */
export type TokenShelf = {
  token(serverId: string): KeptToken | null
  /** @returns false when it could not be written */
  setToken(serverId: string, token: KeptToken | null): boolean
}

/** A token with the time of the sign-in that gave it. */
export type HeldToken = { readonly token: string; readonly signedInAtIso: string; readonly isInKeyStore: boolean }

/** What the vault needs. */
export type TokenVaultOptions = {
  readonly safeStorage: SafeStorage
  readonly shelf: TokenShelf
  /** As `process.platform`. */
  readonly platform: string
}

/** Backends that only look like a key store: the key lies beside what it locks. */
const falseBackends = ['basic_text', 'unknown']

/** Holds one token per server. */
export class TokenVault {
  private readonly memory = new Map<ServerId, HeldToken>()
  /** Servers whose kept token could not be read. */
  private readonly unreadable = new Set<ServerId>()
  private readonly safeStorage: SafeStorage
  private readonly shelf: TokenShelf
  private readonly platform: string

  constructor({ safeStorage, shelf, platform }: TokenVaultOptions) {
    this.safeStorage = safeStorage
    this.shelf = shelf
    this.platform = platform
  }

  /** Whether this system keeps secrets so that only the person signed in to it can read them. */
  get hasKeyStore(): boolean {
    try {
      if (!this.safeStorage.isEncryptionAvailable()) return false
      if (this.platform !== 'linux') return true
      const backend = this.safeStorage.getSelectedStorageBackend?.()
      return backend !== undefined && !falseBackends.includes(backend)
    } catch {
      return false
    }
  }

  /** The token of a server; null when none is held or the kept one can no longer be read. */
  get(serverId: ServerId): HeldToken | null {
    const held = this.memory.get(serverId)
    if (held) return held
    const kept = this.shelf.token(serverId)
    if (kept === null) return null
    if (!this.hasKeyStore) {
      // A key store that is only locked or switched off may come back: what is kept stays kept.
      this.unreadable.add(serverId)
      return null
    }
    try {
      const token = this.safeStorage.decryptString(Buffer.from(kept.encrypted, 'base64'))
      const found = { token, signedInAtIso: kept.signedInAtIso, isInKeyStore: true }
      this.memory.set(serverId, found)
      return found
    } catch {
      // The key store was emptied or the profile copied from another computer: the token is lost for good.
      this.shelf.setToken(serverId, null)
      this.unreadable.add(serverId)
      return null
    }
  }

  /** True when a token was kept for the server and the key store did not open it. */
  isUnreadable(serverId: ServerId): boolean {
    return this.unreadable.has(serverId)
  }

  /** Hold a token, in the key store where there is one and `mayKeep` is true. */
  set(serverId: ServerId, token: string, signedInAtIso: string, mayKeep: boolean): HeldToken {
    this.shelf.setToken(serverId, null)
    const isInKeyStore = mayKeep && this.keep(serverId, token, signedInAtIso)
    const held = { token, signedInAtIso, isInKeyStore }
    this.memory.set(serverId, held)
    this.unreadable.delete(serverId)
    return held
  }

  forget(serverId: ServerId): void {
    this.memory.delete(serverId)
    this.unreadable.delete(serverId)
    this.shelf.setToken(serverId, null)
  }

  private keep(serverId: ServerId, token: string, signedInAtIso: string): boolean {
    if (!this.hasKeyStore) return false
    try {
      const encrypted = Buffer.from(this.safeStorage.encryptString(token)).toString('base64')
      return this.shelf.setToken(serverId, { encrypted, signedInAtIso })
    } catch {
      return false
    }
  }
}
