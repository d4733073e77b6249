import { defaultLayout, plainTableView } from '@shared/settings/table-view'
import { settingsHandlers } from '@main/settings/settings-handlers'
import { SettingsStore } from '@main/settings/settings-store'
import { expect, it } from 'vitest'
import { memoryFile } from '../../../support/test-sessions'

it('the window reads and writes views of tables and the layout', () => {
  const handlers = settingsHandlers(new SettingsStore({ file: memoryFile(), now: () => new Date() }))
  const view = plainTableView()
  expect(handlers['settings.getTableView']({ key: 'k' })).toBeNull()
  expect(handlers['settings.setTableView']({ key: 'k', view })).toBeNull()
  expect(handlers['settings.getTableView']({ key: 'k' })).toEqual(view)
  expect(handlers['settings.setLayout']({ ...defaultLayout, sideWidthPx: 300 })).toBeNull()
  expect(handlers['settings.getLayout']()).toEqual({ ...defaultLayout, sideWidthPx: 300 })
})
