// Shortcuts: from the form that menus use to what a key press is, and to what people read.
import { commands, type Command } from '@shared/settings/command'

type Modifier = 'Ctrl' | 'Cmd'
type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

const keyNames: Readonly<Record<string, string>> = {
  left: 'arrowleft',
  right: 'arrowright',
  up: 'arrowup',
  down: 'arrowdown',
}
const readable: Readonly<Record<string, string>> = { Left: '←', Right: '→', Up: '↑', Down: '↓' }

/** The command that a key press gives, or null. */
export function commandOfKey(press: KeyPress, modifier: Modifier): Command | null {
  return (
    commands.find((command) => command.accelerator !== null && isPressed(command.accelerator, press, modifier)) ?? null
  )
}

function isPressed(accelerator: string, press: KeyPress, modifier: Modifier): boolean {
  const parts = accelerator.split('+')
  const key = (parts.at(-1) ?? '').toLowerCase()
  const needs = new Set(parts.slice(0, -1))
  const needsCtrl = needs.has('Ctrl') || (needs.has('CmdOrCtrl') && modifier === 'Ctrl')
  const needsMeta = needs.has('CmdOrCtrl') && modifier === 'Cmd'
  return (
    press.key.toLowerCase() === (keyNames[key] ?? key) &&
    press.ctrlKey === needsCtrl &&
    press.metaKey === needsMeta &&
    press.altKey === needs.has('Alt') &&
    press.shiftKey === needs.has('Shift')
  )
}

/** The keys of a shortcut as people read them: `['Ctrl', 'P']`, `['⌘', 'P']`. */
export function readableKeys(accelerator: string, modifier: Modifier): string[] {
  return accelerator.split('+').map((part) => {
    if (part === 'CmdOrCtrl') return modifier === 'Cmd' ? '⌘' : 'Ctrl'
    if (modifier === 'Cmd' && part === 'Shift') return '⇧'
    if (modifier === 'Cmd' && part === 'Alt') return '⌥'
    return readable[part] ?? part
  })
}
