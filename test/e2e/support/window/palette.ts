// The command palette and the finder of tables.
import { expect, type Locator, type Page } from '@playwright/test'

export class PalettePart {
  readonly field: Locator

  constructor(private readonly window: Page) {
    this.field = window.getByRole('combobox', { name: /^(Command palette|Find a table)$/ })
  }

  /** Run what a few letters find first, by keys alone. */
  async run(letters: string): Promise<void> {
    await this.window.keyboard.press('Control+K')
    await expect(this.field).toBeFocused()
    await this.window.keyboard.type(letters)
    await this.window.keyboard.press('Enter')
    await expect(this.field).toBeHidden()
  }
}
