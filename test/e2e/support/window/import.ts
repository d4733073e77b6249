// The dialogs for rows from a file and for the server's importer.
import { expect, type Locator, type Page } from '@playwright/test'

export class ImportPart {
  readonly dialog: Locator
  readonly outcome: Locator
  readonly refused: Locator

  constructor(private readonly window: Page) {
    this.dialog = window.getByRole('dialog', { name: /^(Import rows into|Upload a file)/ })
    this.outcome = this.dialog.getByRole('region', { name: 'Check' }).getByRole('status')
    this.refused = this.dialog.getByRole('table', { name: 'Refused rows' })
  }

  button(name: string | RegExp): Locator {
    return this.dialog.getByRole('button', { name })
  }

  /** How the file is read: the text of a choice. */
  reading(label: string): Locator {
    return this.dialog.getByRole('combobox', { name: label })
  }

  /** Where a column of the file goes. */
  column(heading: string): Locator {
    return this.dialog
      .getByRole('row')
      .filter({ has: this.window.getByRole('rowheader', { name: heading, exact: true }) })
  }

  /** The refused rows: line, column, value and reason. */
  async refusals(): Promise<string[][]> {
    const rows = await this.refused.getByRole('row').all()
    const texts = await Promise.all(rows.slice(1).map((row) => row.getByRole('cell').allTextContents()))
    return texts.map((cells) => cells.map((text) => text.trim()))
  }

  /** Check all rows and wait for the outcome. */
  async check(): Promise<void> {
    await this.button(/^Check [\d,]+ rows?$/).click()
    await expect(this.button(/^Send /).or(this.dialog.getByText('Nothing in this file'))).toBeVisible()
  }

  async close(): Promise<void> {
    await this.button('Close').click()
    await expect(this.dialog).toBeHidden()
  }
}
