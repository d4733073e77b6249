// One open table: its head, its tabs, its details, and the note of the status bar.
import { expect, type Locator, type Page } from '@playwright/test'

export class TablePart {
  readonly export: Locator
  readonly keepOffline: Locator
  readonly details: Locator
  readonly status: Locator

  constructor(private readonly window: Page) {
    this.export = window.getByRole('button', { name: /^Export ([\d,]+ )?rows?$/ })
    this.keepOffline = window.getByRole('button', { name: 'Keep offline' })
    this.details = window.getByRole('complementary', { name: /^Details/ })
    this.status = window.getByRole('contentinfo', { name: 'Status' })
  }

  tab(title: string): Locator {
    return this.window.getByRole('tab', { name: title, exact: true })
  }

  async show(layout: 'Grid' | 'Both' | 'Plot'): Promise<void> {
    await this.window.getByRole('radiogroup', { name: 'Grid or plot' }).getByRole('radio', { name: layout }).click()
  }

  /** Wait until as many rows pass as expected, out of as many. */
  async expectCount(words: string | RegExp): Promise<void> {
    await expect(
      this.window.getByRole('group', { name: 'Filter', exact: true }).first().getByRole('status'),
    ).toHaveText(words)
  }

  /** The list of columns, opened. */
  async chooseColumns(): Promise<Locator> {
    const chooser = this.window.getByRole('region', { name: 'Columns' })
    if (!(await chooser.isVisible())) await this.window.getByRole('button', { name: 'Choose columns' }).click()
    await expect(chooser).toBeVisible()
    return chooser
  }
}
