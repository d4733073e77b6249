// The bars and values beside a condition of the filter.
import { expect, type Locator, type Page } from '@playwright/test'

export class DistributionPart {
  readonly editor: Locator

  constructor(private readonly window: Page) {
    this.editor = window.getByRole('group', { name: 'Filter editor' })
  }

  /** The distribution beside the condition on a column. */
  of(column: string): Locator {
    return this.editor.getByRole('region', { name: `Distribution of ${column}`, exact: true })
  }

  /** Its bars or values, once they are counted. */
  async list(column: string): Promise<Locator> {
    const list = this.of(column).getByRole('listbox')
    await expect(list).toBeVisible({ timeout: 30_000 })
    await expect(this.of(column)).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 })
    return list
  }

  /** How many rows each bar or value has, in their order. */
  async counts(column: string): Promise<number[]> {
    const options = (await this.list(column)).getByRole('option')
    const names = await options.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''))
    return names.map((name) => Number(/: ([\d,]+)/.exec(name)?.[1]?.replaceAll(',', '')))
  }

  /** Drag over bars, from one to another. */
  async drag(column: string, from: number, to: number): Promise<void> {
    const options = (await this.list(column)).getByRole('option')
    const centre = async (at: number) => {
      const box = await options.nth(at).boundingBox()
      if (!box) throw new Error(`Bar ${at} is not on the screen.`)
      return [box.x + box.width / 2, box.y + box.height / 2] as const
    }
    const [start, end] = [await centre(from), await centre(to)]
    await this.window.mouse.move(...start)
    await this.window.mouse.down()
    await this.window.mouse.move(...end, { steps: 4 })
    await this.window.mouse.up()
  }
}
