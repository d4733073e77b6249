// Tasks: the button of the status bar, the list, and the notes at the lower right.
import { expect, type Locator, type Page } from '@playwright/test'

export class TasksPart {
  readonly list: Locator
  readonly notes: Locator
  private readonly button: Locator

  constructor(private readonly window: Page) {
    this.list = window.getByRole('region', { name: 'Tasks' })
    this.notes = window.getByRole('region', { name: 'Messages' })
    this.button = window.getByRole('contentinfo', { name: 'Status' }).getByRole('button').first()
  }

  item(title: string | RegExp): Locator {
    return this.list.getByRole('listitem').filter({ hasText: title })
  }

  /** Open the list of tasks. */
  async show(): Promise<void> {
    await expect(async () => {
      if (!(await this.list.isVisible())) await this.button.click()
      await expect(this.list).toBeVisible({ timeout: 500 })
    }).toPass()
  }

  /** Close the list of tasks, and wait until it has gone. */
  async close(): Promise<void> {
    await this.window.keyboard.press('Escape')
    await expect(this.list).toBeHidden()
  }

  /** Wait until the task with this title is done. */
  async expectDone(title: string | RegExp): Promise<void> {
    await this.show()
    await expect(this.item(title).first()).toContainText(/done/)
    await this.close()
  }
}
