// The native menu, made from the one list of commands.
import { commands, type Command, type CommandId } from '@shared/settings/command'
import type { MenuItemConstructorOptions } from 'electron'

type MenuOptions = { readonly isMac: boolean; readonly isDeveloping: boolean; readonly run: (id: CommandId) => void }

/** The menu's template; `run` gets the command that was chosen. */
export function menuTemplate({ isMac, isDeveloping, run }: MenuOptions): MenuItemConstructorOptions[] {
  const item = (command: Command): MenuItemConstructorOptions => ({
    label: command.title,
    accelerator: command.accelerator ?? undefined,
    click: () => run(command.id),
  })
  const of = (menu: Command['menu']) => commands.filter((command) => command.menu === menu).map(item)
  const line: MenuItemConstructorOptions = { type: 'separator' }
  const programMenu: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      ...of('help').slice(-1),
      line,
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit' },
    ],
  }
  return [
    ...(isMac ? [programMenu] : []),
    { label: '&File', submenu: [...of('file'), ...(isMac ? [] : [line, { role: 'quit' } as const])] },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        ...of('view'),
        line,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(isDeveloping ? [line, { role: 'toggleDevTools' } as const] : []),
      ],
    },
    { label: '&Table', submenu: of('table') },
    { role: 'windowMenu' },
    { role: 'help', submenu: of('help') },
  ]
}
