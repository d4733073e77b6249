// Changes that are not sent: the bar, the review, the question before sending.
import { expect, type Locator, type Page } from '@playwright/test'

export class ReviewPart {
  readonly bar: Locator
  readonly dialog: Locator
  /** The question before rows are deleted or left out. */
  readonly question: Locator

  constructor(private readonly window: Page) {
    this.bar = window.getByRole('region', { name: 'Changes that are not sent' })
    this.dialog = window.getByRole('dialog', { name: 'Changes that are not sent' })
    this.question = window.getByRole('dialog', { name: /^(Delete|Send|Nothing can)/ })
  }

  /** Wait until the bar says what waits. */
  async expectWaiting(words: string | RegExp): Promise<void> {
    await expect(this.bar.getByRole('status')).toHaveText(words)
  }

  async open(): Promise<void> {
    await this.window.keyboard.press('Control+Shift+R')
    await expect(this.dialog).toBeVisible()
  }

  async close(): Promise<void> {
    await this.window.keyboard.press('Escape')
    await expect(this.dialog).toBeHidden()
  }

  /** A staged row in the review. */
  row(name: string): Locator {
    return this.dialog.getByRole('listitem', { name: new RegExp(`: ${name}$`) })
  }

  /** The cells of a line of a staged row: label, before, after (and theirs). */
  cells(name: string, label: string): Locator {
    return this.row(name)
      .getByRole('row')
      .filter({ has: this.window.getByRole('rowheader', { name: label, exact: true }) })
      .getByRole('cell')
  }

  async send(): Promise<void> {
    await this.window.keyboard.press('Control+S')
  }
}
