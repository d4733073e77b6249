// What the window's page may load, open and call.
import { menuTemplate } from '@main/app/window/menu'
import { contentSecurityPolicy, pageFile } from '@main/app/window/protocol'
import { linkToOpen } from '@main/app/window/security'
import { isOwnFrame } from '@main/ipc/sender-check'
import { commands } from '@shared/settings/command'
import { describe, expect, it, vi } from 'vitest'

describe('pageFile', () => {
  const folder = '/app/out/renderer'

  it('finds the page and its files', () => {
    expect(pageFile('app://molgenis/', folder)).toBe('/app/out/renderer/index.html')
    expect(pageFile('app://molgenis/assets/a%20b.js?x=1', folder)).toBe('/app/out/renderer/assets/a b.js')
  })

  it.each(['app://molgenis/..%2f..%2fetc/passwd', 'app://molgenis/%2e%2e/%2e%2e/secret', 'app://other/index.html'])(
    'refuses %s',
    (url) => {
      const file = pageFile(url, folder)
      expect(file === null || file.startsWith(`${folder}/`)).toBe(true)
      expect(file ?? '').not.toContain('..')
    },
  )

  it('forbids code from text and from elsewhere', () => {
    expect(contentSecurityPolicy).toContain("default-src 'none'")
    expect(contentSecurityPolicy).toContain("script-src 'self';")
    expect(contentSecurityPolicy).not.toContain('unsafe-eval')
  })
})

describe('linkToOpen', () => {
  it.each([
    ['https://molgenis.org/a', 'https://molgenis.org/a'],
    ['http://x.org', 'http://x.org/'],
    ['javascript:alert(1)', null],
    ['file:///etc/passwd', null],
    ['not a link', null],
    ['data:text/html,x', null],
  ])('%s → %s', (url, expected) => {
    expect(linkToOpen(url)).toBe(expected)
  })
})

describe('isOwnFrame', () => {
  const parent = { url: 'app://molgenis/index.html' }

  it('knows the own page and nothing else', () => {
    const frame = (url: string, above: unknown = null) => isOwnFrame({ url, parent: above } as never)
    expect(frame('app://molgenis/index.html')).toBe(true)
    expect(frame('app://molgenis.evil.org/index.html')).toBe(false)
    expect(frame('https://molgenis.org/')).toBe(false)
    expect(frame('app://molgenis/index.html', parent)).toBe(false)
    expect(isOwnFrame(null)).toBe(false)
  })
})

describe('menuTemplate', () => {
  it('holds every command that names a menu, and runs it', () => {
    const run = vi.fn()
    const items = menuTemplate({ isMac: false, isDeveloping: false, run }).flatMap((menu) =>
      Array.isArray(menu.submenu) ? menu.submenu : [],
    )
    for (const command of commands.filter((one) => one.menu !== null)) {
      const item = items.find((one) => one.label === command.title)
      ;(item?.click as (() => void) | undefined)?.()
      expect(run, command.title).toHaveBeenLastCalledWith(command.id)
    }
  })

  it('gives no two commands the same keys', () => {
    const keys = commands.flatMap((command) => (command.accelerator === null ? [] : [command.accelerator]))
    expect(new Set(keys).size).toBe(keys.length)
  })
})
