// Main hears once that the window shows what it was asked for, and not before.
import type * as Ready from '@renderer/shell/ready'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { installBridge, pending, type FakeBridge } from '../../../support/renderer/fake-bridge'

let ready: typeof Ready
let bridge: FakeBridge
beforeEach(async () => {
  vi.resetModules()
  vi.stubGlobal('requestAnimationFrame', (paint: () => void) => setTimeout(paint))
  bridge = installBridge({ 'app.ready': () => null })
  ready = await import('@renderer/shell/ready')
})

const reports = () => bridge.called('app.ready').length
/** Longer than all that a report waits for in these tests. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 30))

describe('ready', () => {
  it('waits for the tab that was asked for, and reports once', async () => {
    ready.expectTab('tab-1')
    ready.reportShellSettled()
    ready.reportSettled('tab-2')
    await aWhile()
    expect(reports()).toBe(0)
    ready.reportSettled('tab-1')
    ready.reportSettled('tab-1')
    await expect.poll(reports).toBe(1)
    await aWhile()
    expect(reports()).toBe(1)
  })

  it('takes the first screen where no table was asked for', async () => {
    ready.expectTab(null)
    ready.reportShellSettled()
    await expect.poll(reports).toBe(1)
  })

  it('waits for what else belongs to the picture, even if that fails', async () => {
    const list = pending<void>()
    ready.expectTab('tab-1')
    ready.holdReady(list.promise)
    ready.reportSettled('tab-1')
    await aWhile()
    expect(reports()).toBe(0)
    list.reject(new Error('no list'))
    await expect.poll(reports).toBe(1)
  })
})
