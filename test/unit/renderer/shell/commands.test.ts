// The bus of commands, and the keys that give them.
import { canRun, registerCommand, registerCommands, runCommand } from '@renderer/shell/commands'
import { commandOfKey, readableKeys } from '@renderer/shell/keys'
import { commands } from '@shared/settings/command'
import { describe, expect, it } from 'vitest'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('commands', () => {
  it('asks the handler registered last, and passes on what it declines', () => {
    const heard: string[] = []
    const removeFirst = registerCommand('reload', () => void heard.push('first'))
    const removeLast = registerCommand('reload', () => {
      heard.push('last')
      return false
    })
    expect(runCommand('reload')).toBe(true)
    removeLast()
    runCommand('reload')
    removeFirst()
    expect(runCommand('reload')).toBe(false)
    expect(heard).toEqual(['last', 'first', 'first'])
  })

  it('knows what can be done now', () => {
    const remove = registerCommands({ search: () => undefined, columns: () => undefined })
    expect([canRun('search'), canRun('columns'), canRun('save-png')]).toEqual([true, true, false])
    remove()
    expect([canRun('search'), canRun('columns')]).toEqual([false, false])
  })
})

describe('keys', () => {
  it('finds the command of a key press on both kinds of keyboard', () => {
    expect(commandOfKey(press('p', { ctrlKey: true }), 'Ctrl')?.id).toBe('find-table')
    expect(commandOfKey(press('P', { metaKey: true }), 'Cmd')?.id).toBe('find-table')
    expect(commandOfKey(press('p', { ctrlKey: true }), 'Cmd')).toBeNull()
    expect(commandOfKey(press('F', { ctrlKey: true, shiftKey: true }), 'Ctrl')?.id).toBe('add-filter')
    expect(commandOfKey(press('Tab', { ctrlKey: true }), 'Cmd')?.id).toBe('next-tab')
    expect(commandOfKey(press('ArrowLeft', { altKey: true }), 'Ctrl')?.id).toBe('back')
    expect(commandOfKey(press('p'), 'Ctrl')).toBeNull()
  })

  it('gives no two commands the same keys', () => {
    const keys = commands.map((command) => command.accelerator).filter((key) => key !== null)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('writes keys as people read them', () => {
    expect(readableKeys('CmdOrCtrl+Shift+F', 'Ctrl')).toEqual(['Ctrl', 'Shift', 'F'])
    expect(readableKeys('CmdOrCtrl+Shift+F', 'Cmd')).toEqual(['⌘', '⇧', 'F'])
    expect(readableKeys('Alt+Left', 'Ctrl')).toEqual(['Alt', '←'])
  })
})
