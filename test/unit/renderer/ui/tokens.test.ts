// The tokens keep the promises of the look: text at 4.5 to 1 on every surface that it stands on, in both themes.
// @vitest-environment node
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('../../../../src-renderer/ui/tokens.css', import.meta.url), 'utf8')
const [lightPart = '', darkPart = ''] = css.split("[data-theme='dark']")

function tokens(part: string): Record<string, string> {
  return Object.fromEntries(
    [...part.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  )
}

function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
  const [r = 0, g = 0, b = 0] = parts.map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

const pairs: [string, string[]][] = [
  ['text', ['ground', 'panel', 'raised', 'raised-hover', 'sunken', 'select', 'hover']],
  ['text-2', ['ground', 'panel', 'raised', 'sunken', 'select', 'warn-ground', 'danger-ground']],
  ['text-3', ['ground', 'panel', 'raised', 'sunken', 'select', 'hover']],
  ['text-missing', ['ground']],
  ['accent-text', ['ground', 'panel', 'raised', 'select', 'accent-ground', 'danger-ground', 'warn-ground']],
  ['on-accent', ['accent', 'accent-hover']],
  ['warn', ['ground', 'panel', 'warn-ground']],
  ['danger', ['ground', 'panel', 'raised', 'danger-ground']],
  ['good', ['ground', 'panel', 'raised']],
]

describe.each([
  ['light', tokens(lightPart)],
  ['dark', tokens(darkPart)],
])('tokens of the %s theme', (_name, theme) => {
  it.each(pairs)('let %s be read', (text, surfaces) => {
    const ratios = surfaces.map((surface) => [surface, contrast(theme[text] ?? '', theme[surface] ?? '')] as const)
    expect(ratios.filter(([, ratio]) => !(ratio >= 4.5))).toEqual([])
  })

  it('have the same names as the other theme', () => {
    expect(Object.keys(tokens(darkPart))).toEqual(Object.keys(tokens(lightPart)))
  })
})
