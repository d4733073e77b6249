// The grid: cells by column name and position of the row, headings, ranges.
import { expect, type Locator, type Page } from '@playwright/test'

export class GridPart {
  readonly grid: Locator

  constructor(private readonly window: Page) {
    this.grid = window.getByTestId('grid')
  }

  /** A cell by the name of its column and the position of its row, from 0. */
  cell(column: string, row: number): Locator {
    return this.grid.locator(`[role=row][row-index="${String(row)}"] [role=gridcell][col-id="${column}"]`)
  }

  heading(column: string): Locator {
    return this.grid.locator(`[role=columnheader][col-id="${column}"]`)
  }

  /** Scroll sideways, from the left end, until a column is in view; columns far out of it are not drawn. */
  async reveal(column: string): Promise<void> {
    const bar = this.grid.locator('.ag-body-horizontal-scroll-viewport')
    const heading = this.heading(column)
    let left = 0
    await expect(async () => {
      await bar.evaluate((viewport, to) => viewport.scrollTo({ left: to }), left)
      left += 500
      await expect(heading).toBeInViewport({ ratio: 1, timeout: 150 })
    }).toPass({ intervals: [0] })
  }

  /** Wait until every cell in view has its value. */
  async expectSettled(): Promise<void> {
    await expect(this.grid.locator('[role=gridcell]').first()).toBeVisible()
    await expect(this.grid.locator('.is-waiting')).toHaveCount(0)
  }

  /** Wait until the rows in view hold these texts, column by column; rows of an earlier question may still be there. */
  async expectRows(columns: readonly string[], rows: readonly (readonly string[])[]): Promise<void> {
    await expect(async () => {
      const shown = await Promise.all(columns.map((name) => this.column(name)))
      expect((shown[0] ?? []).map((_, row) => shown.map((values) => values[row]))).toEqual(rows)
    }).toPass({ timeout: 15_000 })
  }

  /** Wait until the rows in view hold these texts in a column, from the top. */
  async expectColumn(name: string, texts: readonly string[]): Promise<void> {
    await this.expectRows(
      [name],
      texts.map((text) => [text]),
    )
  }

  /** The texts of a column in the rows in view, from the top, once all of them are there. */
  async column(name: string): Promise<string[]> {
    let texts: string[] = []
    await expect(async () => {
      const cells = await this.grid.locator(`[role=gridcell][col-id="${name}"]`).evaluateAll((all) =>
        all.map((cell) => ({
          row: Number(cell.closest('[row-index]')?.getAttribute('row-index')),
          text: (cell as HTMLElement).innerText.trim(),
          isWaiting: cell.querySelector('.is-waiting') !== null,
        })),
      )
      expect(cells.length).toBeGreaterThan(0)
      expect(cells.filter(({ isWaiting }) => isWaiting)).toEqual([])
      texts = cells.sort((one, other) => one.row - other.row).map(({ text }) => text)
    }).toPass()
    return texts
  }

  /** Names of the columns on screen, from the left, without the row numbers. */
  headings(): Promise<string[]> {
    return this.grid.locator('[role=columnheader][col-id]').evaluateAll((headings) =>
      headings
        .map((heading) => ({
          name: heading.getAttribute('col-id') ?? '',
          left: heading.getBoundingClientRect().left,
        }))
        .filter(({ name }) => name !== '#')
        .sort((a, b) => a.left - b.left)
        .map(({ name }) => name),
    )
  }

  /** Position of the selected row, from 0; null while none is. */
  async selectedRow(): Promise<number | null> {
    const index = await this.grid
      .locator('[role=row][aria-selected=true], [role=row].is-selected')
      .first()
      .getAttribute('row-index', { timeout: 1000 })
      .catch(() => null)
    return index === null ? null : Number(index)
  }

  /** Choose from the menu of a column. */
  async columnMenu(column: string, choice: string): Promise<void> {
    await this.heading(column).hover()
    await this.heading(column)
      .getByRole('button', { name: /^Menu of/ })
      .click()
    await this.window.getByRole('menuitem', { name: choice }).click()
  }

  /** Drag from one cell to another. */
  async dragRange(from: Locator, to: Locator): Promise<void> {
    const [start, end] = [await centre(from), await centre(to)]
    await this.window.mouse.move(start.x, start.y)
    await this.window.mouse.down()
    await this.window.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 })
    await this.window.mouse.move(end.x, end.y, { steps: 4 })
    await this.window.mouse.up()
  }
}

/** The middle of an element in the window, in CSS pixels. */
export async function centre(element: Locator): Promise<{ x: number; y: number }> {
  const box = await element.boundingBox()
  if (!box) throw new Error(`${String(element)} is not on screen.`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
