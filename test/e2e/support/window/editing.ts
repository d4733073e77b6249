// Editing in the grid: the editor over a cell, the strip of new rows, notes beside the grid, and what is pasted.
import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test'

export class EditingPart {
  readonly editor: Locator
  readonly newRows: Locator
  readonly note: Locator
  readonly dialog: Locator

  constructor(private readonly window: Page) {
    this.editor = window.getByTestId('cell-editor')
    this.newRows = window.getByRole('region', { name: 'New rows' })
    this.note = window.locator('.grid-note')
    this.dialog = window.getByRole('dialog')
  }

  /** A cell of a new row by the name of its column and the position of the row, from 0. */
  newCell(column: string, row: number): Locator {
    return this.newRows.locator(`[role=row][row-index="${String(row)}"] [role=gridcell][col-id="${column}"]`)
  }

  /** Type a value over a cell and take it with Enter. */
  async type(cell: Locator, text: string): Promise<void> {
    await cell.click()
    await this.window.keyboard.type(text)
    await expect(this.editor).toBeVisible()
    await this.window.keyboard.press('Enter')
    await expect(this.editor).toBeHidden()
  }

  /** Choose from the menu of a cell. */
  async choose(cell: Locator, choice: string | RegExp): Promise<void> {
    await cell.click({ button: 'right' })
    await this.window.getByRole('menuitem', { name: choice }).click()
  }
}

/** Put a text on the clipboard, as a spreadsheet would. */
export async function putOnClipboard(app: ElectronApplication, text: string): Promise<void> {
  await app.evaluate(async ({ clipboard }, given) => {
    await (clipboard as unknown as { writeText(text: string): void | Promise<void> }).writeText(given)
  }, text)
}
