// The list of offline copies, and keeping a table.
import type { Locator, Page } from '@playwright/test'

export class OfflinePart {
  readonly list: Locator

  constructor(private readonly window: Page) {
    this.list = window.getByRole('list', { name: 'Offline copies' })
  }

  /** A copy in the left pane. */
  copy(title: string | RegExp): Locator {
    return this.list.getByRole('button', { name: title }).filter({ hasNotText: /./ }).first()
  }

  /** A copy on the first screen. */
  card(title: string): Locator {
    return this.window.getByRole('button', { name: title, exact: true })
  }
}
