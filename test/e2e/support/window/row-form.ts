// The form for a whole row, in the details pane.
import { expect, type Locator, type Page } from '@playwright/test'

export class RowFormPart {
  readonly form: Locator
  readonly pane: Locator
  /** The line of what waits to be sent. */
  readonly changes: Locator

  constructor(private readonly window: Page) {
    this.form = window.locator('[data-pane=details] [role=form]')
    this.pane = window.getByRole('complementary', { name: 'Details' })
    this.changes = window.getByRole('region', { name: 'Changes that are not sent' })
  }

  /** The field of a column with all that stands around it. */
  entry(column: string): Locator {
    return this.form.locator(`[data-column="${column}"]`)
  }

  /** Where the value of a column is typed. */
  input(column: string): Locator {
    return this.entry(column).locator('textarea, input:not([tabindex="-1"])')
  }

  /** Type a value and take it. */
  async fill(column: string, text: string): Promise<void> {
    await this.input(column).fill(text)
    await this.input(column).press('Enter')
  }

  /** Pick a row for a reference by its label or id. */
  async pick(column: string, text: string): Promise<void> {
    await this.input(column).fill(text)
    await expect(this.window.getByRole('option', { name: text }).first()).toBeVisible()
    await this.input(column).press('Enter')
  }

  async done(): Promise<void> {
    await this.form.getByRole('button', { name: 'Done' }).click()
    await expect(this.form).toBeHidden()
  }
}
