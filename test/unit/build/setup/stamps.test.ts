// When the set-up may leave things alone.
import { describe, expect, it } from 'vitest'
import { isNodeSupported, lockStamp } from '../../../../build/setup/dependencies.mjs'
import { isFailureStillValid } from '../../../../build/setup/runtime/official-runtime.mjs'
import { userCacheFolder } from '../../../../build/setup/places.mjs'

describe('lockStamp', () => {
  it('differs by lock file and by machine', () => {
    const stamps = [lockStamp('a', 'linux-x64'), lockStamp('b', 'linux-x64'), lockStamp('a', 'darwin-arm64')]
    expect([new Set(stamps).size, lockStamp('a', 'linux-x64') === stamps[0]]).toEqual([3, true])
  })
})

describe('isNodeSupported', () => {
  it('begins with 20.19', () => {
    const versions = ['18.20.0', '20.18.1', '20.19.0', '20.20.2', '22.0.0', '24.1.0']
    expect(versions.map(isNodeSupported)).toEqual([false, false, true, true, true, true])
  })
})

describe('a remembered failure of the official download', () => {
  const at = '2026-01-10T12:00:00.000Z'
  const hoursLater = (hours: number) => Date.parse(at) + hours * 3600 * 1000

  it('spares the attempt for a week and for the same version only', () => {
    const asked = [
      isFailureStillValid({ version: '45.4.1', at }, '45.4.1', hoursLater(1)),
      isFailureStillValid({ version: '45.4.1', at }, '45.4.1', hoursLater(24 * 8)),
      isFailureStillValid({ version: '45.4.1', at }, '46.0.0', hoursLater(1)),
      isFailureStillValid({ version: '45.4.1', at }, '45.4.1', hoursLater(-1)),
      isFailureStillValid({ version: '45.4.1' }, '45.4.1', hoursLater(1)),
    ]
    expect(asked).toEqual([true, false, false, false, false])
  })
})

describe('userCacheFolder', () => {
  it('follows each system’s habit', () => {
    expect(userCacheFolder({ XDG_CACHE_HOME: '/var/c' }, 'linux')).toBe('/var/c/molgenis-desktop')
    expect(userCacheFolder({}, 'linux')).toMatch(/\/\.cache\/molgenis-desktop$/)
    expect(userCacheFolder({}, 'darwin')).toMatch(/\/Library\/Caches\/molgenis-desktop$/)
  })
})
