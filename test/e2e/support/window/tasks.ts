// Tasks: the button of the status bar, the list, and the notes at the lower right.
import { expect, type Locator, type Page } from '@playwright/test'

export class TasksPart {
  readonly list: Locator
  readonly notes: Locator

  constructor(private readonly window: Page) {
    this.list = window.getByRole('region', { name: 'Tasks' })
    this.notes = window.getByRole('region', { name: /^Notifications/ })
  }

  item(title: string | RegExp): Locator {
    return this.list.getByRole('listitem').filter({ hasText: title })
  }

  /** Open the list of tasks. */
  async show(): Promise<void> {
    if (await this.list.isVisible()) return
    await this.window.getByRole('contentinfo', { name: 'Status' }).getByRole('button').first().click()
    await expect(this.list).toBeVisible()
  }

  /** Wait until the task with this title is done. */
  async expectDone(title: string | RegExp): Promise<void> {
    await this.show()
    await expect(this.item(title).first()).toContainText(/done/)
    await this.window.keyboard.press('Escape')
    await expect(this.list).toBeHidden()
  }
}
