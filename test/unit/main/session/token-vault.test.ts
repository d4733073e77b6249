import type { ServerId } from '@shared/server/server-profile'
import { TokenVault, type SafeStorage } from '@main/session/token-vault'
import { SettingsStore } from '@main/settings/settings-store'
import { describe, expect, it } from 'vitest'
import { memoryFile, turningKeyStore } from '../../../support/test-sessions'

const id = 'a' as ServerId
const at = '2026-01-01T10:00:00.000Z'

function vaultWith(safeStorage: SafeStorage, platform = 'linux', file = memoryFile()) {
  const settings = new SettingsStore({ file, now: () => new Date() })
  return {
    vault: new TokenVault({ safeStorage, shelf: settings, platform }),
    file,
    again: () => vaultWith(safeStorage, platform, file),
  }
}

const withBackend = (backend: string | undefined): SafeStorage => ({
  ...turningKeyStore(),
  getSelectedStorageBackend: backend === undefined ? undefined : () => backend,
})

describe('a token', () => {
  it('is kept encrypted in the settings and found again after a restart', () => {
    const { vault, file, again } = vaultWith(turningKeyStore())
    expect(vault.set(id, 'secret', at, true)).toEqual({ token: 'secret', signedInAtIso: at, isInKeyStore: true })
    expect(JSON.stringify(file.value)).not.toContain('secret')
    expect(again().vault.get(id)).toEqual({ token: 'secret', signedInAtIso: at, isInKeyStore: true })
  })

  it('stays in memory where there is no key store, or none that deserves the name', () => {
    for (const safeStorage of [
      turningKeyStore(false),
      withBackend('basic_text'),
      withBackend('unknown'),
      withBackend(undefined),
    ]) {
      const { vault, again, file } = vaultWith(safeStorage)
      expect(vault.hasKeyStore).toBe(false)
      expect(vault.set(id, 'secret', at, true).isInKeyStore).toBe(false)
      expect(vault.get(id)?.token).toBe('secret')
      expect(again().vault.get(id)).toBeNull()
      expect(JSON.stringify(file.value)).not.toMatch(/secret|terces/)
    }
  })

  it('needs no named backend on other systems than Linux', () => {
    expect(vaultWith(withBackend(undefined), 'darwin').vault.hasKeyStore).toBe(true)
    expect(vaultWith(withBackend('unknown'), 'win32').vault.hasKeyStore).toBe(true)
  })

  it.each(['darwin', 'win32'])('is kept, found, replaced and forgotten by the key store of %s', (platform) => {
    // There Electron names no backend: that there is encryption is enough.
    const { vault, file, again } = vaultWith(withBackend(undefined), platform)
    expect(vault.set(id, 'secret', at, true).isInKeyStore).toBe(true)
    expect(JSON.stringify(file.value)).not.toMatch(/secret|c2VjcmV0/)
    expect(again().vault.get(id)).toEqual({ token: 'secret', signedInAtIso: at, isInKeyStore: true })
    vault.set(id, 'newer', at, true)
    expect(again().vault.get(id)?.token).toBe('newer')
    vault.forget(id)
    expect(again().vault.get(id)).toBeNull()
    expect(file.value).toMatchObject({ tokens: {} })
  })

  it.each(['darwin', 'win32'])('stays in memory where %s lets nobody at its key store', (platform) => {
    const { vault, again } = vaultWith(turningKeyStore(false), platform)
    expect([vault.hasKeyStore, vault.set(id, 'secret', at, true).isInKeyStore]).toEqual([false, false])
    expect(again().vault.get(id)).toBeNull()
    const refusing: SafeStorage = {
      ...turningKeyStore(),
      isEncryptionAvailable: () => {
        throw new Error('the keychain is locked')
      },
    }
    expect(vaultWith(refusing, platform).vault.hasKeyStore).toBe(false)
  })

  it('is told apart: never kept, or kept and unreadable', () => {
    const { vault, file } = vaultWith(turningKeyStore())
    expect([vault.get(id), vault.isUnreadable(id)]).toEqual([null, false])
    vault.set(id, 'secret', at, true)
    const locked = vaultWith(turningKeyStore(false), 'darwin', file).vault
    expect([locked.get(id), locked.isUnreadable(id)]).toEqual([null, true])
    // What is only locked away is still there for the next start.
    expect(vaultWith(turningKeyStore(), 'darwin', file).vault.get(id)?.token).toBe('secret')
    locked.set(id, 'newer', at, true)
    expect(locked.isUnreadable(id)).toBe(false)
  })

  it('stays in memory when the settings cannot be written', () => {
    const file = {
      ...memoryFile(),
      write: () => {
        throw Object.assign(new Error('full'), { code: 'ENOSPC' })
      },
    }
    expect(vaultWith(turningKeyStore(), 'linux', file).vault.set(id, 'secret', at, true).isInKeyStore).toBe(false)
  })

  it('is held in memory when the key store fails, and forgotten when it can no longer be read', () => {
    const failing: SafeStorage = {
      ...turningKeyStore(),
      encryptString: () => {
        throw new Error('locked')
      },
    }
    expect(vaultWith(failing).vault.set(id, 'secret', at, true).isInKeyStore).toBe(false)
    const { vault, file } = vaultWith(turningKeyStore())
    vault.set(id, 'secret', at, true)
    const changed: SafeStorage = {
      ...turningKeyStore(),
      decryptString: () => {
        throw new Error('another key')
      },
    }
    const later = vaultWith(changed, 'linux', file)
    expect(later.vault.get(id)).toBeNull()
    expect(file.value).toMatchObject({ tokens: {} })
  })

  it('is gone everywhere once forgotten, and replaced by a newer one', () => {
    const { vault, again } = vaultWith(turningKeyStore())
    vault.set(id, 'first', at, true)
    vault.set(id, 'second', at, false)
    expect(again().vault.get(id)).toBeNull()
    vault.set(id, 'third', at, true)
    vault.forget(id)
    expect(vault.get(id)).toBeNull()
    expect(again().vault.get(id)).toBeNull()
  })
})
