// The tree of packages and tables at the left, and the finder.
import { expect, type Locator, type Page } from '@playwright/test'

export class TablesPart {
  readonly tree: Locator
  readonly search: Locator

  constructor(private readonly window: Page) {
    this.tree = window.getByRole('tree', { name: 'Tables' })
    this.search = window.getByRole('searchbox', { name: 'Find a table' })
  }

  /** A table by its label; a package of the same label is above its tables. */
  item(label: string): Locator {
    return this.tree.getByRole('treeitem', { name: label, exact: true }).last()
  }

  /** Open a table of the server in front and wait until its rows are counted. */
  async open(label: string): Promise<void> {
    await this.item(label).click()
    await expect(this.window.getByRole('tab', { name: label, exact: true, selected: true })).toBeVisible()
    await expect(this.window.getByRole('button', { name: /^Export [\d,]+ rows?$/ })).toBeVisible()
  }
}
